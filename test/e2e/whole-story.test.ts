import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { closes, fill, press, says, sees } from "../support/on-page"
import { jonas, TEST_CODE } from "../support/people"
import { takePicture } from "../support/pictures"
import { signIn } from "../support/steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const seed = "pending-choose-organization"

test("a user who signs in chooses an organization in a tab, and is then back where they came from", () =>
  withExtension({ seed: "new-app" }, async ({ browser, emulator, openPopup, taskPage, snapshot }) => {
    const website = await browser.newPage()
    await website.goto(emulator.url)
    const popup = await openPopup()
    await sees(popup, "heading", "Sign in to Northwind")
    await takePicture(popup, "popup-sign-in")

    await signIn(popup, jonas)
    await press(popup, text("sendTextMessage"))
    await fill(popup, "Code", TEST_CODE)

    const page = await taskPage("choose-organization")
    await closes(popup)
    expect(await snapshot("pending")).toMatchObject({ tasks: ["choose-organization"] })
    await sees(page, "button", "Northwind")
    await takePicture(page, "choose-organization")

    // So that Chrome itself would show this one when the page closes.
    const elsewhere = await browser.newPage()
    await page.bringToFront()
    await Promise.all([says(page, text("doneTitle")), press(page, "Northwind")])

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Northwind" } })
    await closes(page)
    const isVisible = (tab: Page) => tab.evaluate(() => document.visibilityState === "visible")
    await expect.poll(() => isVisible(website)).toBe(true)
    expect(await isVisible(elsewhere)).toBe(false)
    const { sessions } = await emulator.state()
    expect(sessions).toMatchObject([{ status: "active", tasks: [] }])
  }))

test("the popup shows who is signed in and where, once the organization is chosen", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await press(page, "Acme")
    await snapshot("active")
    await closes(page)

    const popup = await openPopup()

    await sees(popup, "heading", "You’re signed in")
    await says(popup, "Ada Lovelace")
    await says(popup, "Acme Admin")
  }))

test("the icon in the toolbar shows how many tasks are left, and the current one", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, snapshot, toolbar }) => {
    const popup = await openPopup()
    await sees(popup, "button", "Sign in")
    expect(await toolbar()).toEqual({ badge: "", title: text("extensionName") })

    await signIn(popup)
    const page = await taskPage("choose-organization")
    await expect.poll(toolbar).toEqual({
      badge: "1",
      title: "Choose an organization to finish signing in"
    })

    await press(page, "Acme")
    await snapshot("active")
    await expect.poll(toolbar).toEqual({ badge: "", title: text("extensionName") })
  }))

test("a task page that is alone in its window stays, and shows that it can be closed", () =>
  withExtension({ seed }, async ({ browser, origin, openPopup }) => {
    const page = await browser.newPage({ type: "window" })
    await page.goto(`${origin}/tabs/choose-organization.html`)
    await signIn(await openPopup())

    await press(page, "Acme")

    await says(page, text("doneStay"))
  }))
