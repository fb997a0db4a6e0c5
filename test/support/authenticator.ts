import { Secret, TOTP } from "otpauth"
import type { Page } from "puppeteer"
import { sees } from "./on-page"

const PERIOD_MS = 30_000

/** The key that the page shows, as it is typed into an authenticator app. */
export async function setupKey(page: Page) {
  await sees(page, "button", "Copy the key")
  return page.$eval("code", (code) => code.textContent.replaceAll(" ", ""))
}

/** What an authenticator app with this key shows, now or some codes before. */
export function codeOf(key: string, { codesAgo = 0 } = {}) {
  const timestamp = Date.now() - codesAgo * PERIOD_MS
  return new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp })
}
