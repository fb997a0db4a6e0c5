import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import type { Page } from "puppeteer"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { EmulatorClient } from "../support/emulator-client"
import { closes, isReady, press, says, sees } from "../support/on-page"
import { WORKSPACE } from "../support/one-session"
import { clickIcon, signIn } from "../support/steps"
import { isAtTask, letTimePass, saveNewPassword } from "../support/task-steps"
import { text } from "../support/texts"
import { type Story, withExtension } from "../support/with-extension"

const seed = "pending-choose-organization"
const TASK_PAGE = "/tabs/choose-organization.html"
const UNKNOWN_TASK = "a-task-of-a-newer-clerk"

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "by-hand-"))
})
afterAll(() => rmSync(folder, { recursive: true }))

test("a task page opened without a session waits for a sign-in, and then continues by itself", () =>
  withExtension({ seed }, async ({ openPage, page, snapshot, stopServiceWorker }) => {
    const tab = await openPage(TASK_PAGE)
    await sees(tab, "heading", "You’re signed out")
    await says(tab, text("signedOutReason"))
    await stopServiceWorker()
    await press(tab, "Open sign-in")
    const popup = await page("/popup.html")
    await sees(popup, "button", "Sign in")
    await stopServiceWorker()
    await signIn(popup)
    await closes(popup)

    await sees(tab, "button", "Globex")
    await stopServiceWorker()
    await press(tab, "Globex")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Globex" } })
    await closes(tab)
  }))

test("the page of a task that isn't the current one goes to the current one, in the same tab", () =>
  withExtension(
    { seed: "pending-every-task" },
    async ({ openPage, openPopup, taskPage, pages, stopServiceWorker }) => {
      const popup = await openPopup()
      await signIn(popup)
      await (await taskPage("reset-password")).close()
      await closes(popup)
      await stopServiceWorker()

      const tab = await openPage(TASK_PAGE)

      await isAtTask(tab, "reset-password")
      expect(new URL(tab.url()).pathname).toBe("/tabs/reset-password.html")
      expect(await pages()).toHaveLength(1)
      await saveNewPassword(tab)
      await isAtTask(tab, "setup-mfa")
    }
  ))

test("a page opened before sign-in goes to the session's task", () =>
  withExtension({ seed: "pending-reset-password" }, async ({ openPage, openPopup, pages }) => {
    const tab = await openPage(TASK_PAGE)
    await sees(tab, "heading", "You’re signed out")

    await signIn(await openPopup())

    await isAtTask(tab, "reset-password")
    await expect.poll(async () => (await pages()).length).toBe(1)
  }))

test.for(["choose-organization", "reset-password", "setup-mfa", "other-task"])(
  "the page %s has nothing to do when no task is pending, and closes",
  (name) =>
    withExtension({ seed: "active" }, async ({ openPage, openPopup, snapshot, stopServiceWorker }) => {
      await signIn(await openPopup())
      await snapshot("active")
      await stopServiceWorker()

      const tab = await openPage(`/tabs/${name}.html`)

      await sees(tab, "heading", "Nothing to do here")
      await says(tab, text("nothingToDoReason"))
      await press(tab, "Close this page")
      await closes(tab)
    })
)

test("an unknown task gets a calm page that explains how to continue", () =>
  withExtension({ seed }, async (given) => {
    const { emulator, openPopup, observer, taskPage, snapshot, stopServiceWorker, toolbar } = given
    await signIn(await openPopup())
    await (await taskPage("choose-organization")).close()
    await answerAsNewerClerk(given)
    await letTimePass(observer)
    await stopServiceWorker()

    await clickIcon(observer)

    const page = await taskPage(UNKNOWN_TASK)
    await sees(page, "heading", "One more task")
    expect(await snapshot("pending")).toMatchObject({ tasks: [UNKNOWN_TASK] })
    await says(page, text("otherTaskReason", "Emulator"))
    const link = await sees(page, "link", "Open Emulator")
    expect(await link.evaluate((element) => element.getAttribute("href"))).toMatch(/^https:\/\//)
    expect(await page.$eval("details", (details) => details.textContent)).toContain(UNKNOWN_TASK)
    await expect.poll(toolbar).toEqual({ badge: "1", title: "One more thing to finish signing in" })

    const { revision } = await snapshot("pending")
    await press(page, "Check again")
    await expect.poll(async () => (await snapshot()).revision).toBeGreaterThan(revision)
    await isReady(page, "Check again")
    await sees(page, "heading", "One more task")
    await emulator.setFaults([])
    await emulator.changeSettings({ organizations: { forceSelection: false } })
    await stopServiceWorker()
    await Promise.all([says(page, text("doneTitle")), press(page, "Check again")])
    await snapshot("active")
    await closes(page)
  }))

test("a session whose tasks Clerk doesn't name stays off protected pages until Clerk names them", () =>
  withExtension({ seed, settings: { tasks: { told: false } } }, async (given) => {
    const { emulator, openPage, openPopup, taskPage, snapshot, toolbar } = given
    await signIn(await openPopup())
    const page = await taskPage(UNKNOWN_TASK)
    await says(page, text("untoldTaskReason", "Emulator"))
    expect(await snapshot("pending")).toMatchObject({ tasks: [], taskCount: 0 })
    await expect.poll(toolbar).toEqual({ badge: "1", title: "One more thing to finish signing in" })
    const tab = await openPage(WORKSPACE)
    await says(tab, text("untoldTaskReason", "Emulator"))

    await emulator.changeSettings({ tasks: { told: true } })
    await press(tab, "Check again")

    await isAtTask(tab, "choose-organization")
  }))

test("the page of an unknown task gives way to a task that this version knows", () =>
  withExtension({ seed }, async (given) => {
    const { emulator, openPopup, openPage, observer, taskPage } = given
    await signIn(await openPopup())
    await (await taskPage("choose-organization")).close()
    await answerAsNewerClerk(given)
    await letTimePass(observer)
    const tab = await openPage(TASK_PAGE)
    await sees(tab, "heading", "One more task")

    await emulator.setFaults([])
    await press(tab, "Check again")

    await isAtTask(tab, "choose-organization")
    await press(tab, "Acme")
    await closes(tab)
  }))

const ownPages = ["/tabs/author.html", "/tabs/author.html?from=tasks#notes"]

test.for(ownPages)("a completed task goes back to the page of the extension that required it: %s", (to) =>
  withExtension({ seed, change: withPageOfAuthor }, async ({ openPage, origin, snapshot, openPopup }) => {
    const tab = await openPage(`${TASK_PAGE}?${new URLSearchParams({ redirect_url: to })}`)
    await signIn(await openPopup())

    await press(tab, "Acme")

    await snapshot("active")
    await sees(tab, "heading", "A page of the author")
    expect(tab.url()).toBe(`${origin}${to}`)
  })
)

test("the page to go back to is kept from task to task", () =>
  withExtension(
    { seed: "pending-every-task", settings: { mfa: { required: false } }, change: withPageOfAuthor },
    async ({ openPage, openPopup, stopServiceWorker }) => {
      const tab = await openPage(`${TASK_PAGE}?${new URLSearchParams({ redirect_url: "/tabs/author.html" })}`)
      const popup = await openPopup()
      await signIn(popup)
      await closes(popup)
      await isAtTask(tab, "reset-password")
      await stopServiceWorker()
      await saveNewPassword(tab)
      await sees(tab, "button", "Acme")
      await stopServiceWorker()

      await press(tab, "Acme")

      await sees(tab, "heading", "A page of the author")
    }
  ))

const elsewhere = [
  "https://example.com/",
  "//example.com/tabs/author.html",
  "javascript:document.title='taken'",
  "/popup.html",
  "/tabs/../popup.html",
  "/tabs/setup-mfa.html"
]

test.for(elsewhere)("a completed task goes to no other address: %s", (to) =>
  withExtension(
    { seed, change: withPageOfAuthor },
    async ({ browser, emulator, openPage, openPopup, snapshot }) => {
      const website = await browser.newPage()
      await website.goto(emulator.url)
      const tab = await openPage(`${TASK_PAGE}?${new URLSearchParams({ redirect_url: to })}`)
      await signIn(await openPopup())

      await press(tab, "Acme")

      await snapshot("active")
      await closes(tab)
    }
  )
)

/** From now on this browser's session has a task that no version of the extension knows yet. */
async function answerAsNewerClerk({ emulator, observer }: Pick<Story, "emulator" | "observer">) {
  const client = await readClient(emulator, observer)
  const sessions = client.sessions.map((session) => ({
    ...session,
    status: "pending",
    tasks: [{ key: UNKNOWN_TASK }]
  }))
  const body = { response: { ...client, sessions }, client: null }
  await emulator.setFaults([{ match: { method: "GET", path: "/v1/client" }, body }])
}

async function readClient(emulator: EmulatorClient, observer: Page): Promise<{ sessions: object[] }> {
  const [token] = await observer.evaluate(async () => Object.values(await chrome.storage.local.get(null)))
  const query = new URLSearchParams({ __clerk_db_jwt: String(token) })
  const response = await fetch(`${emulator.url}/v1/client?${query}`)
  return (await response.json()).response
}

/** The extension with one more page, as an author would add it. */
function withPageOfAuthor(build: string) {
  cpSync(build, folder, { recursive: true })
  writeFileSync(path.join(folder, "tabs/author.html"), "<!doctype html><h1>A page of the author</h1>")
  return folder
}
