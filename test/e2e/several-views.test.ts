import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { closes, press, says, sees } from "../support/on-page"
import { ada, grace } from "../support/people"
import { addGrace } from "../support/seeds"
import { clickIcon, command, signIn, signInAs } from "../support/steps"
import { text } from "../support/texts"
import { waitUntil } from "../support/wait-until"
import { withExtension } from "../support/with-extension"

const seed = "pending-choose-organization"
const TASK_PAGE = "/tabs/choose-organization.html"

const isInFront = (page: Page) => page.evaluate(() => document.visibilityState === "visible")

test("a sign-in in the popup shows in every window at once, and opens no further tab", () =>
  withExtension({ seed }, async ({ browser, origin, openPage, openPopup, pages }) => {
    const inThisWindow = await openPage(TASK_PAGE)
    const inAnotherWindow = await browser.newPage({ type: "window" })
    await inAnotherWindow.goto(`${origin}${TASK_PAGE}`)
    await sees(inThisWindow, "heading", "You’re signed out")
    await sees(inAnotherWindow, "heading", "You’re signed out")
    const popup = await openPopup()

    await signIn(popup)

    await sees(inThisWindow, "button", "Acme")
    await sees(inAnotherWindow, "button", "Acme")
    await closes(popup)
    expect(await pages()).toHaveLength(2)
  }))

test("a choice in one window shows in the other at once", () =>
  withExtension({ seed }, async ({ browser, origin, openPopup, taskPage }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    const inAnotherWindow = await browser.newPage({ type: "window" })
    await inAnotherWindow.goto(`${origin}${TASK_PAGE}`)
    await sees(inAnotherWindow, "button", "Acme")

    await Promise.all([press(inAnotherWindow, "Acme"), says(page, text("doneTitle"))])

    await says(inAnotherWindow, text("doneStay"))
  }))

test("a sign-out in one view shows in all", () =>
  withExtension({ seed }, async ({ emulator, openPage, openPopup, taskPage, snapshot, toolbar }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    const another = await openPage(TASK_PAGE)

    await press(another, "Sign out")

    await sees(another, "heading", "You’re signed out")
    await says(page, text("signedOutTitle"))
    await sees(await openPopup(), "button", "Sign in")
    await snapshot("signed-out")
    await expect.poll(async () => (await toolbar()).badge).toBe("")
    expect((await emulator.state()).sessions.filter(({ status }) => status === "pending")).toEqual([])
  }))

test("a user who switches accounts continues with that account's task", () =>
  withExtension({ seed }, async ({ emulator, openPopup, page, taskPage, snapshot }) => {
    await addGrace(emulator, { memberships: [{ name: "Hooli" }, { name: "Pied Piper" }] })
    await signIn(await openPopup(), ada)
    const tab = await taskPage("choose-organization")
    await sees(tab, "button", "Acme")

    await press(tab, "Use another account")
    await signIn(await page("/popup.html"), grace)
    await says(tab, text("signedInAs", grace.email))
    await press(tab, "Pied Piper")

    expect(await snapshot("active")).toMatchObject({
      user: { identifier: grace.email },
      organization: { name: "Pied Piper" }
    })
  }))

test("the popup comes back to the task page that is open", () =>
  withExtension({ seed }, async ({ browser, emulator, observer, openPopup, taskPage, pages }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    const website = await browser.newPage()
    await website.goto(emulator.url)
    await expect.poll(() => isInFront(page)).toBe(false)

    await clickIcon(observer)

    await waitUntil(() => isInFront(page), "the task page to come to the front")
    await waitUntil(async () => (await pages()).length === 1, "the popup to close")
  }))

test("a page that changed in the background has the focus on the new content when the user comes back", () =>
  withExtension({ seed }, async ({ browser, observer, openPopup, taskPage }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Acme")
    await browser.newPage()
    await command(observer, "sign-out")
    await says(page, text("signedOutTitle"))

    await page.bringToFront()

    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe(text("signedOutTitle"))
  }))

test("the popup of another window opens no second task page", () =>
  withExtension({ seed }, async ({ browser, observer, openPopup, taskPage, pages }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Acme")
    await browser.newPage({ type: "window" })

    await clickIcon(observer)

    await waitUntil(
      async () => (await pages()).every((open) => open.url() === page.url()),
      "the popup to close"
    )
    expect(await pages()).toHaveLength(1)
  }))

test("the popup opens the task page again after it was closed", () =>
  withExtension({ seed }, async ({ observer, openPopup, taskPage, pages }) => {
    const popup = await openPopup()
    await signIn(popup)
    const first = await taskPage("choose-organization")
    await closes(popup)
    await first.close()

    await clickIcon(observer)

    await sees(await taskPage("choose-organization"), "button", "Acme")
    await waitUntil(async () => (await pages()).length === 1, "the popup to close")
  }))

test("however many views request the task page at once, one tab opens", () =>
  withExtension({ seed }, async ({ observer, taskPage, pages, snapshot }) => {
    await signInAs(observer, ada)
    await snapshot("pending")

    const replies = await Promise.all(Array.from({ length: 5 }, () => command(observer, "open-task")))

    expect(replies).toEqual(Array(5).fill({ ok: true }))
    await sees(await taskPage("choose-organization"), "button", "Acme")
    expect(await pages()).toHaveLength(1)
  }))

test("views that request the task page while Chrome stops the worker get one tab", () =>
  withExtension({ seed }, async ({ observer, taskPage, pages, snapshot, stopServiceWorker }) => {
    await signInAs(observer, ada)
    await snapshot("pending")

    await command(observer, "open-task")
    await stopServiceWorker()
    await Promise.all([command(observer, "open-task"), command(observer, "open-task")])

    await sees(await taskPage("choose-organization"), "button", "Acme")
    expect(await pages()).toHaveLength(1)
  }))

test("a task page opened with nothing to do shows that", () =>
  withExtension({ seed: "active" }, async ({ openPopup, openPage, snapshot }) => {
    await signIn(await openPopup())
    await snapshot("active")

    const page = await openPage(TASK_PAGE)

    await sees(page, "heading", "Nothing to do here")
    await press(page, "Close this page")
    await closes(page)
  }))
