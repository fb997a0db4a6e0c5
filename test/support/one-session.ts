import { expect } from "vitest"
import { closes, press, says } from "./on-page"
import { signIn } from "./steps"
import { text } from "./texts"
import type { Story } from "./with-extension"

export const WORKSPACE = "/tabs/workspace.html"

export async function openWindow({ browser, origin }: Story) {
  const page = await browser.newPage({ type: "window" })
  await page.goto(`${origin}${WORKSPACE}`)
  return page
}

/** For the seed `pending-choose-organization`: whatever the user does in one of two windows, all views show it. */
export async function tellOneSession(given: Story) {
  const { emulator, openPage, openPopup, openSidePanel, pages } = given
  const inBackground = await openPage(WORKSPACE)
  const inFront = await openPage(WORKSPACE)
  const inAnotherWindow = await openWindow(given)
  const panel = await openSidePanel()
  const tabs = [inBackground, inFront, inAnotherWindow]
  const everyView = (words: string) => Promise.all([...tabs, panel].map((view) => says(view, words)))
  // A hidden tab asks the author's server only when the user looks at it.
  async function everyViewSeen(words: string) {
    await Promise.all([inFront, inAnotherWindow, panel].map((view) => says(view, words)))
    await inBackground.bringToFront()
    await says(inBackground, words)
    await inFront.bringToFront()
  }
  await Promise.all(tabs.map((tab) => says(tab, text("signedOutTitle"))))
  await says(panel, text("signInTo", "Emulator"))

  const popup = await openPopup()
  await signIn(popup)
  await closes(popup)
  await everyView("Choose an organization")
  expect(await pages()).toHaveLength(4)

  await press(inAnotherWindow, "Globex")
  await everyViewSeen("Organization globex")

  await press(inFront, "Acme")
  await everyViewSeen("Organization acme")
  const popupAgain = await openPopup()
  await says(popupAgain, "Acme Admin")

  await press(popupAgain, "Sign out")
  await Promise.all(tabs.map((tab) => says(tab, text("signedOutTitle"))))
  await Promise.all([panel, popupAgain].map((view) => says(view, text("signInTo", "Emulator"))))
  expect((await emulator.state()).sessions).toMatchObject([{ status: "removed" }])
}
