import { expect, test } from "vitest"
import { closes, has, isReady, press, says, sees, vanishes } from "../support/on-page"
import { WORKSPACE } from "../support/one-session"
import { takePicture } from "../support/pictures"
import { signIn } from "../support/steps"
import { isAtTask } from "../support/task-steps"
import { withExtension } from "../support/with-extension"

test("the popup opens the side panel, which shows the same and the protected content", () =>
  withExtension({ seed: "active" }, async ({ openPopup, page }) => {
    const popup = await openPopup()
    await signIn(popup)

    await press(popup, "Open side panel")

    const panel = await page("/sidepanel.html")
    await closes(popup)
    await sees(panel, "heading", "You’re signed in")
    await says(panel, "Session active Organization acme Role org:admin")
    await expect
      .poll(() => panel.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
      .toBe(true)
    await takePicture(panel, "side-panel")
  }))

test("two clicks open the workspace once", () =>
  withExtension({ seed: "active" }, async ({ openSidePanel, page, pages }) => {
    const panel = await openSidePanel()
    await signIn(panel)
    await sees(panel, "button", "Open workspace")

    await panel.locator("::-p-aria(Open workspace)").click({ count: 2 })

    const tab = await page(WORKSPACE)
    await sees(tab, "heading", "Workspace")
    expect(await pages()).toHaveLength(2)
  }))

test("a task opens in a tab beside the side panel, which stays and follows", () =>
  withExtension({ seed: "pending-choose-organization" }, async ({ openSidePanel, taskPage, pages }) => {
    const panel = await openSidePanel()
    await signIn(panel)
    const tab = await taskPage("choose-organization")
    await isAtTask(tab, "choose-organization")
    await says(panel, "Choose an organization to finish signing in")
    expect(await has(panel, "heading", "What your server sees")).toBe(false)
    await press(panel, "Continue")
    await isReady(panel, "Continue")
    expect(await pages()).toHaveLength(2)

    await press(tab, "Globex")

    await says(panel, "Organization globex")
    await closes(tab)
    await press(panel, "Sign out")
    await vanishes(panel, "heading", "What your server sees")
    await sees(panel, "button", "Sign in")
  }))
