import type { Page } from "puppeteer"

/** Makes the extension sync, as a page does when the network is back. */
export async function syncAgain(page: Page) {
  await page.evaluate(() => window.dispatchEvent(new Event("online")))
}
