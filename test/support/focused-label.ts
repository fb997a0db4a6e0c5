import type { Page } from "puppeteer"

/** The label of the input that has the focus. */
export function focusedLabel(page: Page) {
  return page.evaluate(() =>
    (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent?.trim()
  )
}
