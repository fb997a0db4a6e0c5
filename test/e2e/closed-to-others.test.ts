import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addContentScript, reporting, resultsOf } from "../support/content-script"
import { press } from "../support/on-page"
import { command, signIn } from "../support/steps"
import { withExtension } from "../support/with-extension"

const seed = "pending-choose-organization"

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "closed-to-others-"))
})
afterAll(() => rmSync(folder, { recursive: true }))

// What each stranger tries. It runs in the stranger's place, so it can't use any of our code.
const tries = `async (extensionId) => {
  const attempt = (run) => run().then((value) => ({ value }), (error) => ({ refused: error.message }))
  return {
    signOut: await attempt(() => chrome.runtime.sendMessage(extensionId, { name: "sign-out" })),
    listMemberships: await attempt(() =>
      chrome.runtime.sendMessage(extensionId, { name: "list-memberships", body: { offset: 0 } })
    ),
    getToken: await attempt(() =>
      chrome.runtime.sendMessage(extensionId, { name: "get-token", body: { treatPendingAsSignedOut: false } })
    ),
    getSignedInName: await attempt(() => chrome.runtime.sendMessage(extensionId, { name: "get-signed-in-name" })),
    nonsense: await attempt(() => chrome.runtime.sendMessage(extensionId, { name: "nonsense" })),
    sessionStorage: await attempt(() => chrome.storage.session.get()),
    localStorage: await attempt(() => chrome.storage.local.get())
  }
}`

const forbidden = { value: { ok: false, failure: expect.objectContaining({ code: "forbidden-sender" }) } }
const noAccess = { refused: "Access to storage is not allowed from this context." }

/** An extension that only shows a page. */
function anotherExtension() {
  const directory = path.join(folder, "another-extension")
  mkdirSync(directory, { recursive: true })
  const manifest = { manifest_version: 3, name: "Another extension", version: "1", permissions: ["storage"] }
  writeFileSync(path.join(directory, "manifest.json"), JSON.stringify(manifest))
  writeFileSync(path.join(directory, "page.html"), "<!doctype html><title>Another extension</title>")
  return directory
}

/** Our extension with a content script, such as an author may add. */
const withContentScript = (build: string) =>
  addContentScript(build, path.join(folder, "with-content-script"), reporting(tries))

test("a website has no way to send a message to the extension", () =>
  withExtension({ seed }, async ({ browser, emulator, id, openPopup, snapshot }) => {
    await signIn(await openPopup())
    await snapshot("pending")
    const website = await browser.newPage()
    await website.goto(emulator.url)

    const reply = await website.evaluate(
      async (extensionId) => chrome.runtime?.sendMessage(extensionId, { name: "sign-out" }) ?? "no way",
      id
    )

    expect(reply).toBe("no way")
    expect(await snapshot()).toMatchObject({ status: "pending" })
  }))

test("a website can't embed the extension's pages", () =>
  withExtension({ seed }, async ({ browser, emulator, origin }) => {
    const website = await browser.newPage()
    await website.goto(emulator.url)

    await website.evaluate((src) => {
      document.body.append(Object.assign(document.createElement("iframe"), { src }))
    }, `${origin}/tabs/choose-organization.html`)

    const frame = await website.waitForFrame((candidate) => candidate.parentFrame() !== null)
    await expect.poll(() => frame.url()).toBe("chrome-error://chromewebdata/")
  }))

test("another extension can't reach the extension", () =>
  withExtension({ seed }, async ({ browser, id, openPopup, snapshot }) => {
    await signIn(await openPopup())
    await snapshot("pending")
    const other = await browser.installExtension(anotherExtension())
    const page = await browser.newPage()
    await page.goto(`chrome-extension://${other}/page.html`)

    const results = await page.evaluate(`(${tries})("${id}")`)

    const unreachable = { refused: "Could not establish connection. Receiving end does not exist." }
    expect(results).toMatchObject({
      signOut: unreachable,
      listMemberships: unreachable,
      getToken: unreachable,
      getSignedInName: unreachable,
      nonsense: unreachable,
      sessionStorage: { value: {} },
      localStorage: { value: {} }
    })
    expect(await snapshot()).toMatchObject({ status: "pending" })
    await browser.uninstallExtension(other)
  }))

test("the extension's own content script is refused every command, and sees nothing of what is stored", () =>
  withExtension({ seed, change: withContentScript }, async ({ browser, emulator, openPopup, snapshot }) => {
    await signIn(await openPopup())
    await snapshot("pending")
    const website = await browser.newPage()
    await website.goto(emulator.url)

    const results = await resultsOf(website)

    expect(results).toEqual({
      signOut: forbidden,
      listMemberships: forbidden,
      getToken: forbidden,
      getSignedInName: forbidden,
      nonsense: forbidden,
      sessionStorage: noAccess,
      localStorage: noAccess
    })
    expect(await snapshot()).toMatchObject({ status: "pending" })
  }))

test("a meaningless message gets an answer, and doesn't get in the way", () =>
  withExtension({ seed }, async ({ observer, openPopup, taskPage, snapshot }) => {
    const refused = (code: string) => ({ ok: false, failure: expect.objectContaining({ code }) })
    const send = (message: unknown) => observer.evaluate((sent) => chrome.runtime.sendMessage(sent), message)

    expect(await send("sign-out")).toEqual(refused("unknown-command"))
    expect(await send([])).toEqual(refused("unknown-command"))
    expect(await command(observer, "no-such-command")).toEqual(refused("unknown-command"))
    expect(await command(observer, "toString")).toEqual(refused("unknown-command"))
    expect(await command(observer, { deep: [1] })).toEqual(refused("unknown-command"))
    expect(await command(observer, "attempt-first-factor")).toEqual(refused("invalid-request"))
    expect(await command(observer, "attempt-first-factor", [])).toEqual(refused("invalid-request"))
    expect(await command(observer, "list-memberships", { offset: "0" })).toEqual(refused("invalid-request"))
    expect(await command(observer, "list-memberships", { offset: 0 })).toEqual(refused("signed-out"))

    await signIn(await openPopup())
    await press(await taskPage("choose-organization"), "Acme")
    await snapshot("active")
  }))
