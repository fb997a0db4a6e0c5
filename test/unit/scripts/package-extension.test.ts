import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { expect, test } from "vitest"
import { resolveBuildEnvironment, withInspector } from "../../../scripts/build-environment"
import { forPublishing, localAddressesWithLiveKey, permissionsIn } from "../../../scripts/package-extension"
import { publishableKeyFor } from "../../../scripts/publishable-key"

const LIVE = publishableKeyFor("clerk.example.com", "production")
const TEST = publishableKeyFor("clever-cat-1.clerk.accounts.dev")

const resolve = (key: string, variables: Record<string, string> = {}) =>
  resolveBuildEnvironment({ PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: key, ...variables })

const LOCAL: [name: string, address: string][] = [
  ["PLASMO_PUBLIC_CLERK_SYNC_HOST", "http://localhost:3000"],
  ["PLASMO_PUBLIC_CLERK_SYNC_HOST", "https://app.localhost"],
  ["PLASMO_PUBLIC_API_URL", "http://127.0.0.1:8080/v1"],
  ["PLASMO_PUBLIC_API_URL", "https://[::1]/v1"],
  ["PLASMO_PUBLIC_API_URL", "https://0.0.0.0/v1"],
  ["PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS", "https://app.example.com http://localhost:3000"],
  ["CLERK_PASSKEY_DOMAIN", "localhost"]
]

test.each(LOCAL)("a package with a production key is rejected when %s is %s", (name, address) => {
  expect(() => forPublishing(resolve(LIVE, { [name]: address }))).toThrow(`${name} contains a local address`)
})

test.each(LOCAL)("a package for a development instance may have %s at %s", (name, address) => {
  expect(forPublishing(resolve(TEST, { [name]: address })).notes).toContainEqual(
    expect.stringContaining("development instance")
  )
})

test("a package with the inspector is rejected", () => {
  expect(() => forPublishing(withInspector(resolve(LIVE)))).toThrow("Leave out --inspector.")
})

test("all local addresses are reported at once, including for builds that only warn", () => {
  const variables = {
    PLASMO_PUBLIC_CLERK_SYNC_HOST: "http://localhost:3000",
    CLERK_PASSKEY_DOMAIN: "localhost"
  }

  expect(localAddressesWithLiveKey(resolve(LIVE, variables))).toContain(
    "PLASMO_PUBLIC_CLERK_SYNC_HOST and CLERK_PASSKEY_DOMAIN contain local addresses"
  )
  expect(localAddressesWithLiveKey(resolve(TEST, variables))).toBeUndefined()
})

test.each([
  ["PLASMO_PUBLIC_CLERK_SYNC_HOST", "https://localhost.example.com"],
  ["PLASMO_PUBLIC_API_URL", "https://api.example.com/localhost"],
  ["CLERK_PASSKEY_DOMAIN", "notlocalhost"]
])("a package with a production key may have %s at %s", (name, address) => {
  expect(localAddressesWithLiveKey(resolve(LIVE, { [name]: address }))).toBeUndefined()
})

test("a package for the emulator is rejected", () => {
  expect(() => forPublishing(resolve(TEST, { CLERK_FRONTEND_API: "http://localhost:4000" }))).toThrow(
    "emulator"
  )
})

test("a package without its own key gets its ID from the Web Store, and a note says so", () => {
  const { published, notes } = forPublishing(resolve(LIVE))

  expect(published.variables.CRX_PUBLIC_KEY).toBe("")
  expect(notes).toEqual([expect.stringContaining("CRX_PUBLIC_KEY isn't set")])
})

test("every permission of a build is listed once, with its hosts and the sites of its content scripts", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "permissions-"))
  const manifest = {
    permissions: ["alarms", "storage"],
    host_permissions: ["https://clerk.example.com/*", "https://app.example.com/*"],
    content_scripts: [{ matches: ["https://app.example.com/*", "https://docs.example.com/*"] }]
  }
  writeFileSync(path.join(folder, "manifest.json"), JSON.stringify(manifest))

  try {
    expect(permissionsIn(folder)).toEqual([
      "alarms",
      "storage",
      "https://clerk.example.com/*",
      "https://app.example.com/*",
      "https://docs.example.com/*"
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
