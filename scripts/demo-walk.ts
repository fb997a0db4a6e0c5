import { mkdirSync, rmSync } from "node:fs"
import path from "node:path"
import { URI } from "otpauth"
import type { Browser, Page } from "puppeteer"
import type english from "../locales/en/messages.json"
import { launchChromium } from "./launch-chromium"
import { readLocale } from "./locales"
import { PROJECT } from "./project"

export const SCREENSHOTS = path.join(PROJECT, "demo-screenshots")

/** The code of Clerk's test mode, which the seed's addresses use. */
const TEST_CODE = "424242"
const NEW_PASSWORD = "quiet-lantern-52-harbors"

type Account = { address: string; password: string }

/** Signs in to the first account, which has every task, completes the tasks, and takes a screenshot of each step. */
export async function walkThroughDemo(extension: string, [account]: Account[], language: string) {
  if (!account) throw new Error("The seed has no account.")
  rmSync(SCREENSHOTS, { recursive: true, force: true })
  mkdirSync(SCREENSHOTS)

  const browser = await launchChromium(extension, {
    // High enough for the whole popup.
    args: ["--window-size=800,720", "--screen-info={1280x1000}"]
  })
  try {
    await walk(browser, account, readLocale(language.replace("-", "_")) as typeof english)
  } finally {
    await browser.close()
  }
}

async function walk(browser: Browser, account: Account, messages: typeof english) {
  let step = 0
  async function picture(page: Page, name: string, caption: string) {
    step += 1
    const file = `${step}-${name}.png`
    await page.screenshot({ path: path.join(SCREENSHOTS, file), fullPage: true })
    console.log(`  ${file.padEnd(28)}${caption}`)
  }

  const popup = await openPopup(browser)
  await popup.locator(textbox(messages.email.message)).fill(account.address)
  await popup.locator(textbox(messages.password.message)).fill(account.password)
  await picture(popup, "sign-in", `${account.address} signs in, in the popup`)
  await popup.locator(button(messages.signIn.message)).click()
  await popup.waitForSelector('[role="alert"], [aria-invalid="true"]')
  await picture(popup, "password-refused", "Clerk found the password in a breach, so a code replaces it")
  await popup.locator(button(messages.sendMeACodeInstead.message)).click()
  await popup.locator(textbox(messages.code.message)).fill(TEST_CODE)

  const resetPassword = await pageAt(browser, "/tabs/reset-password.html")
  await resetPassword.locator(textbox(messages.newPassword.message)).fill(NEW_PASSWORD)
  await resetPassword.locator(textbox(messages.repeatPassword.message)).fill(NEW_PASSWORD)
  await picture(resetPassword, "reset-password", "pending: the popup has opened the first task in a tab")
  await resetPassword.locator(button(messages.savePassword.message)).click()

  const setupMfa = await pageAt(browser, "/tabs/setup-mfa.html")
  await setupMfa.locator(row(messages.authenticatorApp.message)).click()
  const link = await setupMfa.waitForSelector('a[href^="otpauth:"]')
  const uri = (await link?.evaluate((element) => element.getAttribute("href"))) ?? ""
  await picture(setupMfa, "setup-mfa", "the second task: scan the code with an authenticator app")
  await setupMfa.locator(textbox(messages.code.message)).fill(URI.parse(uri).generate())
  await setupMfa.locator(button(messages.savedBackupCodes.message)).click()

  const chooseOrganization = await pageAt(browser, "/tabs/choose-organization.html")
  await chooseOrganization.waitForSelector(row("Northwind"))
  await picture(chooseOrganization, "choose-organization", "the last task")
  await chooseOrganization.locator(row("Northwind")).click()

  const again = await openPopup(browser)
  await again.waitForSelector(`::-p-aria([name="${messages.activeTitle.message}"][role="heading"])`)
  await picture(again, "active", "active: no tasks are left")

  await again.locator(button(messages.openWorkspace.message)).click()
  const workspace = await pageAt(browser, "/tabs/workspace.html")
  await workspace.waitForSelector("dl")
  await picture(workspace, "workspace", "a protected page, and what the server reads from the session token")
}

/** Opens the real popup, like a click on the icon. */
async function openPopup(browser: Browser) {
  const [page] = await browser.pages()
  const [installed] = (await browser.extensions()).values()
  if (!page || !installed) throw new Error("Chromium didn't load the extension.")
  await installed.triggerAction(page)
  return pageAt(browser, "/popup.html")
}

async function pageAt(browser: Browser, pathname: string) {
  const target = await browser.waitForTarget((candidate) => {
    const url = URL.canParse(candidate.url()) ? new URL(candidate.url()) : undefined
    return url?.protocol === "chrome-extension:" && url.pathname === pathname
  })
  return target.asPage()
}

function button(name: string) {
  return `::-p-aria([name="${name}"][role="button"])`
}

/** A row of a list: its details are part of its accessible name. */
function row(name: string) {
  return `li > button ::-p-text("${name}")`
}

function textbox(name: string) {
  return `::-p-aria([name="${name}"][role="textbox"])`
}
