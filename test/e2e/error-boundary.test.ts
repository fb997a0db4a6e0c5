import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { isSnapshot } from "../../src/session/is-snapshot"
import { SNAPSHOT_KEY, SNAPSHOT_VERSION } from "../../src/session/snapshot"
import { press, says, sees } from "../support/on-page"
import { ada } from "../support/people"
import { signInAs } from "../support/steps"
import { text } from "../support/texts"
import { waitUntil } from "../support/wait-until"
import { withExtension } from "../support/with-extension"

const TABS = ["choose-organization", "reset-password", "setup-mfa", "other-task", "workspace"]

// React logs the errors that it catches.
const expectedErrors = [/TypeError/]

/**
 * From now on, makes a page fail while it renders: where it shows that nobody is signed in, and where it draws initials. Returns a
 * function that repairs it.
 */
async function breakPage(page: Page) {
  const { identifier } = await page.evaluateOnNewDocument(() => {
    const fail = () => {
      throw new TypeError("broken by a test")
    }
    const { getMessage } = chrome.i18n
    chrome.i18n.getMessage = (...[name, ...rest]: Parameters<typeof getMessage>) =>
      name === "signedOutTitle" ? fail() : getMessage(name, ...rest)
    Object.defineProperty(Intl, "Segmenter", { get: fail })
  })
  await page.reload()
  return () => page.removeScriptToEvaluateOnNewDocument(identifier)
}

test.for(TABS)("the page %s shows that it failed, and offers ways to continue", (name) =>
  withExtension({ seed: "active", expectedErrors }, async ({ openPage, log }) => {
    const page = await openPage(`/tabs/${name}.html`)

    await breakPage(page)

    await sees(page, "heading", text("pageFailedTitle"))
    await sees(page, "button", "Reload")
    await sees(page, "button", "Sign out")
    expect(await page.title()).toMatch(new RegExp(` – ${text("extensionName")}$`))
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en")
    expect(log.join("\n")).toContain("TypeError")
  })
)

test("a popup that failed works again after a reload", () =>
  withExtension({ seed: "active", expectedErrors }, async ({ observer, openPopup }) => {
    await signInAs(observer, ada)
    const popup = await openPopup()
    const repair = await breakPage(popup)
    await sees(popup, "heading", text("pageFailedTitle"))

    await repair()
    await press(popup, "Reload")

    await sees(popup, "heading", "You’re signed in")
    await says(popup, "Ada Lovelace")
  }))

test("a page that fails without a network explains why it can't sign out, and can be left later", () =>
  withExtension({ seed: "active", expectedErrors: [...expectedErrors, /net::ERR/] }, async (given) => {
    const { observer, openPage, goOffline, goOnline } = given
    await signInAs(observer, ada)
    const page = await openPage("/tabs/workspace.html")
    const repair = await breakPage(page)
    await sees(page, "heading", text("pageFailedTitle"))
    await goOffline()
    await press(page, "Sign out")
    await says(page, text("errorOffline"))
    await goOnline()

    await repair()
    await press(page, "Sign out")

    await sees(page, "heading", "You’re signed out")
  }))

test("a side panel that fails can be left by signing out", () =>
  withExtension({ seed: "active", expectedErrors }, async ({ observer, openSidePanel, snapshot }) => {
    await signInAs(observer, ada)
    const panel = await openSidePanel()
    const repair = await breakPage(panel)
    await sees(panel, "heading", text("pageFailedTitle"))

    await repair()
    await press(panel, "Sign out")

    await sees(panel, "button", "Sign in")
    expect(await snapshot()).toMatchObject({ status: "signed-out" })
  }))

/** Replaces the snapshot with something else. */
async function plant(observer: Page, stored: unknown) {
  await observer.evaluate((items) => chrome.storage.session.set(items), { [SNAPSHOT_KEY]: stored })
}

test("a stored value that isn't a snapshot breaks no page, open or opened later, and the service worker replaces it", () =>
  withExtension({ seed: "active" }, async ({ observer, openPage, openSidePanel, snapshot }) => {
    await signInAs(observer, ada)
    const page = await openPage("/tabs/workspace.html")
    const known = await snapshot("active")
    const broken = [
      "active",
      { version: SNAPSHOT_VERSION, revision: 1_000_000, status: "active" },
      { ...known, revision: "zz" },
      { ...known, user: { ...known.user, fullName: {} } },
      { version: SNAPSHOT_VERSION, revision: 9, status: "unavailable", retryAt: 9e15 }
    ]

    for (const stored of broken) {
      await plant(observer, stored)

      await waitUntil(async () => isSnapshot(await snapshot()), "the service worker to replace it")
      await says(page, text("signedInAs", ada.email))
    }
    await plant(observer, "active")
    await says(await openSidePanel(), "Ada Lovelace")
  }))
