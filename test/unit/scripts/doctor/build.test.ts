import { generateKeyPairSync } from "node:crypto"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { resolveBuildEnvironment } from "../../../../scripts/build-environment"
import { examineBuild } from "../../../../scripts/doctor/build"
import { DEVELOPMENT_CRX_PUBLIC_KEY } from "../../../../scripts/extension-id"
import { publishableKeyFor } from "../../../../scripts/publishable-key"

const KEY = publishableKeyFor("clerk.example.com", "production")
const SECRET_KEY = "sk_live_QxvHTnRPz3bWq8Lm"
const SYNC_HOST = { PLASMO_PUBLIC_CLERK_SYNC_HOST: "https://example.com" }

let directory: string
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "build-"))
})
afterEach(() => rmSync(directory, { recursive: true }))

function writeBuild(manifest: object = {}, script = `const key = "${KEY}"`) {
  const whole = {
    key: DEVELOPMENT_CRX_PUBLIC_KEY,
    // Plasmo adds the last one.
    permissions: ["alarms", "idle", "storage", "sidePanel"],
    host_permissions: ["https://clerk.example.com/*"],
    ...manifest
  }
  writeFileSync(path.join(directory, "manifest.json"), JSON.stringify(whole))
  mkdirSync(path.join(directory, "static/background"), { recursive: true })
  writeFileSync(path.join(directory, "static/background/index.js"), script)
}

function examine(variables: Record<string, string> = {}) {
  const environment = resolveBuildEnvironment({
    PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: KEY,
    CLERK_SECRET_KEY: SECRET_KEY,
    ...variables
  })
  return examineBuild(environment, { directory, command: "npm run build" })
}

const statesIn = (findings: ReturnType<typeof examine>) =>
  findings.map(({ subject, state }) => `${subject}: ${state}`)

test("a build for these variables has nothing to fix", () => {
  writeBuild()

  expect(statesIn(examine())).toEqual(["Build: ok", "Permissions: ok", "Host permissions: ok"])
})

test("a package for the Web Store has no ID yet", () => {
  writeBuild({ key: undefined })

  expect(examine()[0]).toMatchObject({ state: "ok", message: expect.stringContaining("Web Store") })
})

test("a missing build is skipped", () => {
  expect(examine()).toMatchObject([{ subject: "Build", state: "skipped", fix: 'Run "npm run build".' }])
})

test("the doctor finds a build for a different instance", () => {
  writeBuild({}, `const key = "${publishableKeyFor("clerk.example.org", "production")}"`)

  expect(examine()).toMatchObject([
    { state: "fix", message: expect.stringContaining("a different publishable key") }
  ])
})

test("the doctor finds a build with a different ID", () => {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  writeBuild({ key: publicKey.export({ type: "spki", format: "der" }).toString("base64") })

  expect(examine()[0]).toMatchObject({ state: "fix", message: expect.stringContaining("has the ID") })
})

test("the doctor finds a sync host that was added after the build", () => {
  writeBuild()

  expect(examine(SYNC_HOST)).toMatchObject([
    { state: "ok" },
    { subject: "Permissions", state: "fix", message: "The build lacks cookies." },
    { subject: "Host permissions", state: "fix", message: "The build lacks https://example.com/*." }
  ])
})

test("the doctor finds a sync host that was removed after the build", () => {
  writeBuild({
    permissions: ["alarms", "idle", "storage", "cookies", "sidePanel"],
    host_permissions: ["https://clerk.example.com/*", "https://example.com/*"]
  })

  expect(examine()).toMatchObject([
    { state: "ok" },
    { subject: "Permissions", state: "fix", message: "The build no longer needs cookies." },
    { subject: "Host permissions", state: "fix", message: "The build no longer needs https://example.com/*." }
  ])
})

test("the doctor finds a variable in the manifest, as Plasmo alone leaves it", () => {
  writeBuild({ host_permissions: ["$CLERK_FRONTEND_API/*"] })

  expect(examine()).toMatchObject([
    {
      state: "fix",
      message: expect.stringContaining("manifest.json contains $CLERK_FRONTEND_API"),
      fix: expect.stringContaining('Run "npm run build"')
    }
  ])
})

test("the doctor finds a page that the build opens and doesn't contain", () => {
  writeBuild({}, `const key = "${KEY}"; open("/tabs/workspace.html")`)

  expect(examine()).toMatchObject([
    { state: "fix", message: expect.stringContaining("opens tabs/workspace.html, but doesn't contain it") }
  ])
})

test("the doctor finds a secret in any file, and doesn't repeat it", () => {
  writeBuild()
  writeFileSync(path.join(directory, "popup.html"), `<meta content="${SECRET_KEY}">`)

  const findings = examine()

  expect(findings).toMatchObject([
    { state: "fix", message: expect.stringContaining("popup.html contains a Clerk secret key") }
  ])
  expect(JSON.stringify(findings)).not.toContain(SECRET_KEY)
})

test("the doctor finds remote code", () => {
  writeBuild({}, `const key = "${KEY}"; importScripts("https://cdn.example.com/a.js")`)

  expect(examine()).toMatchObject([
    { state: "fix", message: expect.stringContaining("contains remote code") }
  ])
})
