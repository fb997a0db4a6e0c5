import type { Browser, Page, Target } from "puppeteer"
import type { SettingsPatch } from "../../emulator/model/settings"
import { fill, has, press } from "./on-page"
import { PATIENCE_MS } from "./wait-until"

/** Where providers redirect to: the extension under test has the development ID. */
export const REDIRECT_URL = "https://nmnpofbnkfhnkmelnjipmdbimhbgcfjb.chromiumapp.org/sso-callback"

/** An instance with Google, which redirects to the extension. */
export const withGoogle = {
  social: { google: true },
  redirectUrls: [REDIRECT_URL]
} satisfies SettingsPatch

const isProvider = (target: Target) => /\/providers\/\w+\/authorize/.test(target.url())

/** Waits for the provider's page in the window that the service worker has opened. */
export async function providerPage(browser: Browser): Promise<Page> {
  const target = await browser.waitForTarget(isProvider, { timeout: PATIENCE_MS })
  const page = await target.asPage()
  page.setDefaultTimeout(PATIENCE_MS)
  return page
}

/** Chooses an account at the provider. Its button's name is the person's name and address. */
export const chooseAccount = (page: Page, email: string) => page.locator(`::-p-text(${email})`).click()

/** Chooses an account at the provider, and lets the app know of it. The window then closes by itself. */
export async function continueAs(page: Page, email: string) {
  await chooseAccount(page, email)
  await consent(page)
}

/** Types the address of an account that the provider doesn't list. */
export async function continueAsNew(page: Page, email: string) {
  await page.waitForSelector("h1")
  if (await has(page, "button", "Use another account")) await press(page, "Use another account")
  await fill(page, "Email address", email)
  await press(page, "Continue")
  await consent(page)
}

// A company's own users don't have to agree.
async function consent(page: Page) {
  const asked = page.waitForSelector("::-p-text(wants access to your account)").catch(() => null)
  if (await asked) await press(page, "Continue")
}
