import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { strToU8, zipSync } from "fflate"
import { afterEach, beforeEach, expect, test } from "vitest"
import { DEVELOPMENT_CRX_PUBLIC_KEY } from "../../../../scripts/extension-id"
import { PROJECT } from "../../../../scripts/project"
import { publishableKeyFor } from "../../../../scripts/publishable-key"
import { readStorePackage } from "../../../../scripts/web-store/store-package"
import { ITEM_ID, ITEM_KEY } from "../../../support/web-store"

const { version } = JSON.parse(readFileSync(path.join(PROJECT, "package.json"), "utf8"))
const MANIFEST = {
  version,
  key: ITEM_KEY,
  host_permissions: ["https://clerk.example.com/*"],
  content_security_policy: { extension_pages: "connect-src https://clerk.example.com; base-uri 'none'" }
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "store-package-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

function read(bytes: Uint8Array) {
  const file = path.join(folder, "package.zip")
  writeFileSync(file, bytes)
  return readStorePackage(file)
}

function readWith(
  manifest: object,
  script = `key="${publishableKeyFor("clerk.example.com", "production")}"`
) {
  return read(
    zipSync({
      "manifest.json": strToU8(JSON.stringify({ ...MANIFEST, ...manifest })),
      // Clerk's SDK contains the prefix.
      "static/background/index.js": strToU8(`${script};isTest=key.startsWith("pk_test_")`),
      "icon.png": new Uint8Array([1, 2, 3])
    })
  )
}

test("a package for users has the ID of its key", () => {
  expect(readWith({})).toMatchObject({
    itemId: ITEM_ID,
    version,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/)
  })
})

test.each([
  ["no key", { key: undefined }, "doesn't have your extension's ID"],
  ["the development key", { key: DEVELOPMENT_CRX_PUBLIC_KEY }, "doesn't have your extension's ID"],
  ["another version than package.json", { version: "0.0.9" }, "is version 0.0.9, and package.json has"],
  ["a local host permission", { host_permissions: ["*://localhost/*"] }, "may call localhost"],
  ["a local passkey domain", { host_permissions: ["https://app.localhost/*"] }, "may call app.localhost"],
  [
    "a local content script",
    { content_scripts: [{ matches: ["http://127.0.0.1/*"] }] },
    "may call 127.0.0.1"
  ],
  [
    "a local address in its policy",
    { content_security_policy: { extension_pages: "connect-src http://[::1]:4000; base-uri 'none'" } },
    "may call [::1]"
  ]
])("a package with %s is refused", (_, manifest, words) => {
  expect(() => readWith(manifest)).toThrow(words)
})

test("a package for a development instance is refused", () => {
  const script = `key="${publishableKeyFor("clever-cat-1.clerk.accounts.dev")}"`

  expect(() => readWith({}, script)).toThrow("is for a development instance")
})

test.each([
  ["isn't a zip", strToU8("nonsense")],
  ["has its manifest in a folder", zipSync({ "build/manifest.json": strToU8("{}") })],
  ["has a damaged manifest", zipSync({ "manifest.json": strToU8("{") })]
])("a file that %s is refused", (_, bytes) => {
  expect(() => read(bytes)).toThrow("no manifest.json at its root")
})

test("a missing package is refused with the command that makes it", () => {
  expect(() => readStorePackage(path.join(folder, "missing.zip"))).toThrow('Run "npm run package" first.')
})
