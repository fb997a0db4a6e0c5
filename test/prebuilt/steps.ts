import type { Page } from "puppeteer"
import { beforeAll, expect, vi } from "vitest"
import { createVisits, find, textOf, type Visit } from "../emulator/browser"
import { emulate, PASSWORD } from "../emulator/support"

// A safety net, as for the end-to-end tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

export const ADA = "ada+clerk_test@example.com"
export const BOB = "bob+clerk_test@hooli.example"
export const PHONE = "+12015550123"
export const BETTER = "tin-whistle-under-9-stars"
export const TEST_CODE = "424242"

/** The first page would wait for its script, which takes long to compile. */
export function createPrebuiltVisits() {
  const visit = createVisits({ prebuilt: true })
  beforeAll(async () => {
    const { url } = await emulate({ https: false, prebuilt: true })
    await (await fetch(`${url}/prebuilt/main.js`)).text()
  })
  return visit
}

export const waitFor = (page: Page, text: string | RegExp) =>
  expect.poll(() => textOf(page, "body").catch(() => "")).toMatch(text)
export const press = (page: Page, name: string) => find(page, name, "button").click()
export const fill = (page: Page, name: string, value: string) =>
  page.locator(`input[name=${name}]`).fill(value)

/** Its field submits the code as soon as it's complete. */
export const enterCode = (page: Page, code: string) =>
  page.locator("input[autocomplete=one-time-code]").fill(code)

/** Its field empties itself a moment after the refusal, which would delete what was typed in between. */
export async function enterWrongCode(page: Page) {
  await enterCode(page, "111111")
  await waitFor(page, "Incorrect code.")
  await expect
    .poll(() => page.$eval("input[autocomplete=one-time-code]", (input) => (input as HTMLInputElement).value))
    .toBe("")
}

/** The rules are checked a moment after the last key, which would remove an earlier refusal. */
export async function fillNewPassword(page: Page, name: string, password: string) {
  await fill(page, name, password)
  await waitFor(page, "Your password meets all the necessary requirements.")
}

export async function fillPhone(page: Page, number: string, name = "phoneNumber") {
  await page.locator(`input[name=${name}]`).click()
  // In one piece: the field formats its text after each key.
  await page.keyboard.sendCharacter(number)
}

export async function enterPhone(page: Page, number: string, name?: string) {
  await fillPhone(page, number, name)
  await press(page, "Continue")
}

export async function identify({ page, origin }: Visit, identifier = ADA) {
  await page.goto(`${origin}/prebuilt/sign-in`)
  await fill(page, "identifier", identifier)
  await press(page, "Continue")
}

export async function signIn(visit: Visit) {
  await identify(visit)
  await waitFor(visit.page, "Enter your password")
  await fill(visit.page, "password", PASSWORD)
  await press(visit.page, "Continue")
}

/** Replaces the password that the page asks for, with a code that goes to this place. */
export async function resetForgottenPassword(page: Page, place: "phone" | "email address") {
  await find(page, "Forgot password?").click()
  await press(page, "Reset your password")
  await waitFor(page, `First, enter the code sent to your ${place}`)
  await enterCode(page, TEST_CODE)
  await waitFor(page, "Set new password")
  await fillNewPassword(page, "password", BETTER)
  await fill(page, "confirmPassword", BETTER)
  await press(page, "Reset Password")
}
