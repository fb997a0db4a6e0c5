import type { Page } from "puppeteer"
import { sees } from "./on-page"

/** Pastes into an input, found by its label. */
export async function paste(page: Page, label: string, pasted: string) {
  const input = await sees(page, "textbox", label)
  await input.focus()
  await page.evaluate((text) => document.execCommand("insertText", false, text), pasted)
}
