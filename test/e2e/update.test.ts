import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { build as bundle } from "esbuild"
import { afterEach, beforeEach, expect, test } from "vitest"
import { FRONTEND_API_HOST } from "../../emulator/model/frontend-api-host"
import { PROJECT } from "../../scripts/project"
import { publishableKeyFor } from "../../scripts/publishable-key"
import { buildFor } from "../support/builds"
import { sees } from "../support/on-page"
import { ada } from "../support/people"
import { signIn } from "../support/steps"
import { withExtension } from "../support/with-extension"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "update-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A copy of a build, of which the next version can take the place. */
function copyOf(build: string) {
  cpSync(build, folder, { recursive: true })
  return folder
}

function raiseVersion() {
  const file = path.join(folder, "manifest.json")
  const manifest = JSON.parse(readFileSync(file, "utf8"))
  writeFileSync(file, JSON.stringify({ ...manifest, version: "99.0.0" }))
}

// docs/guides/publish.md promises this.
test("users stay signed in over an update of the extension", () =>
  withExtension({ seed: "active", change: copyOf }, async (given) => {
    const { browser, origin, openPopup, snapshot } = given
    const popup = await openPopup()
    await signIn(popup)
    await snapshot("active")
    await popup.close()

    raiseVersion()
    await browser.installExtension(folder)

    const page = await browser.newPage()
    await page.goto(`${origin}/popup.html`)
    await sees(page, "button", "Sign out")
    expect(await page.evaluate(() => chrome.runtime.getManifest().version)).toBe("99.0.0")
  }))

/** An extension with the ID of this one that uses Clerk's SDK as its guide says, without any of our code. */
async function extensionOfSdk(build: string) {
  const { key } = JSON.parse(readFileSync(path.join(build, "manifest.json"), "utf8"))
  const frontendApi = FRONTEND_API_HOST.development
  const worker = `
    import { createClerkClient } from "@clerk/chrome-extension/client"
    globalThis.signIn = async (identifier, password) => {
      const publishableKey = "${publishableKeyFor(frontendApi)}"
      const clerk = await createClerkClient({ publishableKey, background: true })
      const { createdSessionId } = await clerk.client.signIn.create({ identifier, password })
      await clerk.setActive({ session: createdSessionId, navigate: () => {} })
      return clerk.user.primaryEmailAddress.emailAddress
    }`
  await bundle({
    stdin: { contents: worker, resolveDir: PROJECT },
    outfile: path.join(folder, "worker.js"),
    bundle: true,
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error"
  })
  const manifest = {
    manifest_version: 3,
    name: "With Clerk's SDK",
    version: "1",
    key,
    background: { service_worker: "worker.js" },
    permissions: ["storage"],
    host_permissions: [`https://${frontendApi}/*`]
  }
  writeFileSync(path.join(folder, "manifest.json"), JSON.stringify(manifest))
}

// docs/guides/from-clerk-provider.md promises this.
test("users of an extension that used Clerk's SDK by itself stay signed in when this one takes its place", async () => {
  const build = await buildFor({ instance: "development" })
  await extensionOfSdk(build)

  await withExtension({ seed: "active", change: () => folder }, async (given) => {
    const { browser, emulator, origin, wakeServiceWorker } = given
    const worker = await wakeServiceWorker()
    type WithSignIn = { signIn(identifier: string, password: string): Promise<string> }
    const signedIn = await worker.evaluate(
      (email, password) => (globalThis as unknown as WithSignIn).signIn(email, password),
      ada.email,
      ada.password
    )
    expect(signedIn).toBe(ada.email)

    cpSync(build, folder, { recursive: true })
    raiseVersion()
    await browser.installExtension(folder)

    const page = await browser.newPage()
    await page.goto(`${origin}/popup.html`)
    await sees(page, "button", "Sign out")
    expect((await emulator.state()).sessions).toHaveLength(1)
  })
})
