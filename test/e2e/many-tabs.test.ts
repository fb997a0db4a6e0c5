import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { rows, says, sees } from "../support/on-page"
import { ada, grace } from "../support/people"
import { addGrace } from "../support/seeds"
import { command, signInAs } from "../support/steps"
import { text } from "../support/texts"
import { type Story, withExtension } from "../support/with-extension"

const TASK_PAGE = "/tabs/choose-organization.html"
const HIDDEN = 12
const WINDOWS = 3

/** Opens the task's page in several windows, and in tabs behind them. */
async function openTaskPages({ browser, observer, origin, pages }: Story) {
  const visible: Page[] = []
  for (let left = WINDOWS; left > 0; left--) {
    const page = await browser.newPage({ type: "window" })
    await page.goto(`${origin}${TASK_PAGE}`)
    visible.push(page)
  }
  await observer.evaluate(
    (url, count) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          chrome.tabs.create({ url: `${url}?${index}`, active: false })
        )
      ),
    TASK_PAGE,
    HIDDEN
  )
  await expect.poll(async () => (await pages()).length).toBe(WINDOWS + HIDDEN)
  const hidden = (await pages()).filter((page) => page.url().includes("?"))
  for (const page of visible) expect(await isVisible(page)).toBe(true)
  for (const page of hidden) expect(await isVisible(page)).toBe(false)
  return { visible, hidden }
}

const isVisible = (page: Page) => page.evaluate(() => document.visibilityState === "visible")

test("however many task tabs are open, a change of the session takes at most ten requests, and each tab shows it when it's looked at", () =>
  withExtension({ seed: "pending-choose-organization" }, async (given) => {
    const { emulator, observer, snapshot } = given
    await addGrace(emulator, { memberships: [{ name: "Hooli" }, { name: "Pied Piper" }] })
    await snapshot("signed-out")
    const { visible, hidden } = await openTaskPages(given)
    const all = [...visible, ...hidden]

    const counts: number[] = []
    async function changing(change: () => Promise<unknown>, isShown: () => Promise<unknown>) {
      const { length } = await emulator.requests()
      await change()
      await isShown()
      counts.push((await emulator.requests()).length - length)
    }
    for (const { person, organization } of [
      { person: ada, organization: "Acme" },
      { person: grace, organization: "Hooli" },
      { person: ada, organization: "Acme" }
    ]) {
      await changing(
        () => signInAs(observer, person),
        async () => {
          for (const page of visible) await sees(page, "button", organization)
          for (const page of all) await says(page, text("signedInAs", person.email))
        }
      )
      await changing(
        () => command(observer, "sign-out"),
        async () => {
          for (const page of all) await says(page, text("signedOutTitle"))
          const title = `${text("signedOutTitle")} – ${text("extensionName")}`
          for (const page of all) await expect.poll(() => page.title()).toBe(title)
        }
      )
    }
    expect(Math.max(...counts), counts.join()).toBeLessThanOrEqual(10)

    await signInAs(observer, grace)
    for (const page of hidden) {
      await page.bringToFront()
      await sees(page, "button", "Hooli")
      expect(await rows(page, "Your organizations")).toHaveLength(2)
    }
  }))
