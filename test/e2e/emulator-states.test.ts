import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { createVisits, find, textOf, type Visit } from "../emulator/browser"
import { ADA, addAccount, CONNECTION, NATIVE } from "../emulator/provider-steps"
import { given, PASSWORD, request, signInElsewhere } from "../emulator/support"
import { inspect, NARROW } from "../states/audit"

const MAYA = "ada+clerk_test@example.com"
const BETTER = "tin-whistle-under-9-stars"
const SIZE = { width: 1280, height: 800 }

const visit = createVisits()

/** Visits a page. `check` audits its current state, and the test fails if any state has a problem. */
const audit = (
  path: string,
  story: (visit: Visit & { check: (state: string) => Promise<void> }) => Promise<void>,
  seed?: string
) =>
  visit(
    path,
    async (given) => {
      const session = await given.page.createCDPSession()
      const problems: string[] = []
      await story({
        ...given,
        check: async (state) => {
          const found = await inspect(given.page, session, { light: SIZE, dark: NARROW, small: [] })
          problems.push(...found.map((problem) => `${state} ${problem}`))
        }
      })
      expect(problems).toEqual([])
    },
    seed
  )

const waitFor = (page: Page, words: string | RegExp) =>
  expect.poll(() => textOf(page, "#page").catch(() => "")).toMatch(words)

async function fill(page: Page, values: Record<string, string>, submit: string) {
  for (const [name, value] of Object.entries(values)) await page.locator(`[name=${name}]`).fill(value)
  await find(page, submit, "button").click()
}

test("axe finds nothing in the console, empty or full, with everything open", () =>
  audit(
    "/",
    async ({ page, emulator, check }) => {
      await expect.poll(() => textOf(page, "#user-rows")).toContain("No session")
      await check("console")

      await signInElsewhere(emulator, MAYA)
      await emulator.changeSettings({
        signUp: { mode: "waitlist" },
        social: { google: true, microsoft: true },
        redirectUrls: [NATIVE]
      })
      await emulator.inviteToApp({ emailAddress: "grace@acme.com" })
      await request(emulator, "/waitlist", { method: "POST", body: { email_address: "bob@acme.com" } })
      await addAccount(emulator, { email: ADA, firstName: "Ada" })
      await emulator.setFaults([{ match: { path: "/v1/client/sign_ups" }, status: 500 }])
      await emulator.moveClock(3_600)
      await page.$$eval("details", (all) => {
        for (const details of all) details.open = true
      })
      await expect.poll(() => textOf(page, "#waitlist-rows")).toContain("bob@acme.com")
      await expect.poll(() => textOf(page, "#fault-rows")).toContain("/v1/client/sign_ups")
      await expect.poll(() => textOf(page, "#message-rows")).toContain("grace@acme.com")
      await check("console-full")

      await page.locator("#user-search").fill("nobody")
      await expect.poll(() => textOf(page, "#no-users")).toBe("No matches.")
      await check("console-nothing-found")
    },
    "pending-every-task"
  ))

test("axe finds nothing in any step of the demo app", () =>
  audit(
    "/demo",
    async ({ page, check }) => {
      const open = (path: string) => page.goto(new URL(path, page.url()).href)
      await waitFor(page, "Signed out")
      await check("demo-signed-out")
      await open("/demo/sign-up")
      await fill(page, { email_address: "bob+clerk_test@example.com", password: "short" }, "Continue")
      await waitFor(page, "Passwords must be 8 characters or more")
      await check("demo-sign-up-refused")
      await open("/demo/sign-in")
      await fill(page, { identifier: MAYA, password: "no" }, "Continue")
      await waitFor(page, "Password is incorrect")
      await check("demo-sign-in-refused")

      await fill(page, { password: PASSWORD }, "Continue")
      await waitFor(page, "Choose a new password")
      await check("demo-reset-password")
      await fill(page, { new_password: BETTER }, "Save")
      await waitFor(page, "Set up two-step verification")
      await check("demo-setup-mfa")
      await find(page, "Use text messages", "button").click()
      await page.waitForSelector("[name=phone_number]")
      await check("demo-setup-mfa-phone")
      await fill(page, { phone_number: "+12015550123" }, "Send code")
      await waitFor(page, "Check your messages")
      await check("demo-setup-mfa-code")
      await fill(page, { code: "424242" }, "Verify")
      await waitFor(page, "Save your backup codes")
      await check("demo-backup-codes")
      await find(page, "I've saved them").click()
      await waitFor(page, "Choose an organization")
      await check("demo-choose-organization")
      await page.locator("::-p-text(Globex)").click()
      await waitFor(page, /200 \{\s+"signedIn": true/)
      await check("demo-active")
    },
    "pending-every-task"
  ))

test("axe finds nothing in a provider's pages", () =>
  audit("/", async ({ page, emulator, check }) => {
    const heading = (words: string) => expect.poll(() => textOf(page, "h1").catch(() => "")).toContain(words)
    await emulator.changeSettings({
      applicationName: "Northwind",
      social: { google: true },
      redirectUrls: [NATIVE]
    })
    await addAccount(emulator, { email: ADA, firstName: "Ada", lastName: CONNECTION.name })
    const body = { strategy: "oauth_google", redirect_url: NATIVE }
    const { json } = await request(emulator, "/client/sign_ins", { method: "POST", body })
    const address = json().response.first_factor_verification.external_verification_redirect_url

    await page.goto(given(address))
    await heading("Sign in with Google")
    await check("provider-accounts")
    await find(page, "Use another account", "button").click()
    await page.waitForSelector("#email")
    await check("provider-address")
    await page.locator("#email").fill("grace@acme.com")
    await find(page, "Continue", "button").click()
    await heading("wants access to your account")
    await check("provider-consent")
  }))
