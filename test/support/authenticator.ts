import type { Page } from "puppeteer"
import { sees } from "./on-page"
import { totpCode } from "./totp-code"

const PERIOD_MS = 30_000

/** The key that the page shows, as it is typed into an authenticator app. */
export async function setupKey(page: Page) {
  await sees(page, "button", "Copy the key")
  return page.$eval("code", (code) => code.textContent.replaceAll(" ", ""))
}

/** The code that an authenticator app with this key shows now, or showed some codes ago. */
export const codeOf = (key: string, { codesAgo = 0 } = {}) => totpCode(key, Date.now() - codesAgo * PERIOD_MS)
