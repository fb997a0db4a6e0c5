import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { SNAPSHOT_KEY, SNAPSHOT_VERSION } from "../../src/session/snapshot"
import { press, says, sees } from "../support/on-page"
import { ada } from "../support/people"
import { signInAs } from "../support/steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const TABS = ["choose-organization", "reset-password", "setup-mfa", "other-task", "workspace"]

// React logs what it caught.
const expectedErrors = [/TypeError/]

/** What no version of the worker writes: pages fail as soon as they read it. */
async function breakSnapshot(observer: Page, status: "pending" | "active") {
  const broken = { version: SNAPSHOT_VERSION, revision: 1_000_000, status }
  await observer.evaluate((items) => chrome.storage.session.set(items), { [SNAPSHOT_KEY]: broken })
}

test.for(TABS)("the page %s says so when it fails, and offers ways on", (name) =>
  withExtension({ seed: "active", expectedErrors }, async ({ observer, openPage, snapshot, log }) => {
    // The first look is over, and writes no more over what is broken here.
    await snapshot("signed-out")
    for (const status of ["pending", "active"] as const) {
      await breakSnapshot(observer, status)
      const page = await openPage(`/tabs/${name}.html`)

      await sees(page, "heading", text("pageFailedTitle"))
      await sees(page, "button", "Reload")
      await sees(page, "button", "Sign out")
      expect(await page.title()).toMatch(/ – Session tasks$/)
      expect(await page.evaluate(() => document.documentElement.lang)).toBe("en")
      // The page has asked for a look, which repairs what was broken.
      await snapshot("signed-out")
      await page.close()
    }
    expect(log.join("\n")).toContain("TypeError")
  })
)

test("a popup that fails is good again after a reload", () =>
  withExtension({ seed: "active", expectedErrors }, async ({ observer, openPopup }) => {
    await signInAs(observer, ada)
    await breakSnapshot(observer, "active")
    const popup = await openPopup()
    await sees(popup, "heading", text("pageFailedTitle"))

    await press(popup, "Reload")

    await sees(popup, "heading", "You are signed in")
    await says(popup, "Ada Lovelace")
  }))

test("a page that fails without a network says why nobody can be signed out, and can be left later", () =>
  withExtension({ seed: "active", expectedErrors: [...expectedErrors, /net::ERR/] }, async (given) => {
    const { observer, openPage, goOffline, goOnline } = given
    await signInAs(observer, ada)
    await breakSnapshot(observer, "active")
    const page = await openPage("/tabs/workspace.html")
    await sees(page, "heading", text("pageFailedTitle"))
    await goOffline()
    await press(page, "Sign out")
    await says(page, text("errorOffline"))
    await goOnline()

    await press(page, "Sign out")

    await sees(page, "heading", "You are signed out")
  }))

test("a side panel that fails while it is open can be left by signing out", () =>
  withExtension({ seed: "active", expectedErrors }, async ({ observer, openSidePanel, snapshot }) => {
    await signInAs(observer, ada)
    const panel = await openSidePanel()
    await sees(panel, "heading", "You are signed in")
    await breakSnapshot(observer, "active")
    await sees(panel, "heading", text("pageFailedTitle"))

    await press(panel, "Sign out")

    await sees(panel, "button", "Sign in")
    expect(await snapshot()).toMatchObject({ status: "signed-out" })
  }))
