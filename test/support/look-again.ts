import type { Page } from "puppeteer"

/** Has the extension ask Clerk again, as a page does when the network is back. */
export async function lookAgain(page: Page) {
  await page.evaluate(() => window.dispatchEvent(new Event("online")))
}
