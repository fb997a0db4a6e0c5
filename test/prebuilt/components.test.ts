import path from "node:path"
import type { Page } from "puppeteer"
import { describe, expect, test } from "vitest"
import { isPrebuiltInstalled } from "../../emulator/server/prebuilt"
import { PROJECT } from "../../scripts/project"
import { find } from "../emulator/browser"
import { given, PASSWORD } from "../emulator/support"
import { totpCode } from "../support/totp-code"
import {
  ADA,
  BETTER,
  BOB,
  createPrebuiltVisits,
  enterCode,
  enterPhone,
  enterWrongCode,
  fill,
  fillNewPassword,
  identify,
  press,
  resetForgottenPassword,
  signIn,
  TEST_CODE,
  waitFor
} from "./steps"

const BREACHED = "password1234"
const ICON = path.join(PROJECT, "assets/icon.png")

async function changePassword(page: Page, password: string) {
  await fillNewPassword(page, "newPassword", password)
  await fill(page, "confirmPassword", password)
  await waitFor(page, "Passwords match.")
  await press(page, "Reset Password")
}

async function showSecret(page: Page) {
  await press(page, "Authenticator application")
  await press(page, "Can't scan QR code?")
  await page.waitForSelector("main input[readonly]")
  const secret = await page.$eval("main input[readonly]", (input) => (input as HTMLInputElement).value)
  await press(page, "Continue")
  return secret
}

describe.skipIf(!isPrebuiltInstalled())("Clerk's own components, without a network,", () => {
  const visit = createPrebuiltVisits()

  test("complete every task, one after the other", () =>
    visit(
      "/prebuilt",
      async (visit) => {
        const { page, emulator } = visit
        await emulator.changeSettings({ password: { checkCompromised: true } })
        await waitFor(page, "Signed out")
        await signIn(visit)

        await waitFor(page, "Reset your password")
        await changePassword(page, BREACHED)
        await waitFor(page, "This password has been found as part of a breach")
        await changePassword(page, BETTER)

        await waitFor(page, "Set up two-step verification")
        const secret = await showSecret(page)
        await enterCode(page, totpCode(secret))
        await waitFor(page, /Backup codes.*(\w{8}\s+){10}/s)
        await press(page, "Continue")

        await waitFor(page, "Choose an organization")
        await page.locator("main ::-p-text(Globex)").click()

        await waitFor(page, /Welcome, Ada\s+Status\s+active\s+Tasks\s+none\s+Organization\s+Globex/)
        expect((await emulator.state()).sessions).toMatchObject([{ status: "active", tasks: [] }])
      },
      "pending-every-task"
    ))

  test.each([false, true])(
    "verify a new device with a code, with an older app's status: %s",
    (legacyStatus) =>
      visit(
        "/prebuilt",
        async (visit) => {
          const { page, emulator } = visit
          await emulator.changeSettings({ deviceTrust: { enabled: true, legacyStatus } })
          await signIn(visit)
          await waitFor(page, "You're signing in from a new device.")
          await enterWrongCode(page)
          await enterCode(page, TEST_CODE)

          await waitFor(page, /Welcome, Ada\s+Status\s+active/)
        },
        "active"
      )
  )

  test("verify a new device with a link", () =>
    visit(
      "/prebuilt",
      async (visit) => {
        const { page, emulator } = visit
        await emulator.changeSettings({
          deviceTrust: { enabled: true, strategies: ["email_link"] },
          emailLink: { requireSameClient: false }
        })
        await signIn(visit)
        await waitFor(page, "Use the verification link sent to your email")
        const [message] = await emulator.inbox(ADA)
        const link = await page.browserContext().newPage()
        await link.goto(given(message?.link))
        await waitFor(link, /Welcome, Ada\s+Status\s+active/)
        await link.close()

        await waitFor(page, /Welcome, Ada\s+Status\s+active/)
      },
      "active"
    ))

  test("set up text messages, after a wrong code", () =>
    visit(
      "/prebuilt",
      async (visit) => {
        const { page } = visit
        await signIn(visit)
        await press(page, "SMS code")
        await enterPhone(page, "+12015550123")
        await waitFor(page, "Verify your phone number")
        await enterWrongCode(page)
        await enterCode(page, TEST_CODE)
        await waitFor(page, /SMS code verification enabled.*(\w{8}\s+){10}/s)
        await press(page, "Continue")

        await waitFor(page, /Welcome, Ada\s+Status\s+active/)
      },
      "pending-setup-mfa"
    ))

  test("reverify the user before a second factor is set up", () =>
    visit(
      "/prebuilt",
      async (visit) => {
        const { page, emulator } = visit
        await emulator.changeSettings({ reverification: { enabled: true, force: true } })
        await signIn(visit)
        await press(page, "Authenticator application")
        await waitFor(page, "Verification required")
        await fill(page, "password", PASSWORD)
        await press(page, "Continue")

        // With the address of a task, the SDK goes there after each verification, and the user has to begin again.
        await waitFor(page, "Set up two-step verification")
        const secret = await showSecret(page)
        await enterCode(page, totpCode(secret))
        await waitFor(page, "Backup codes")
      },
      "pending-setup-mfa"
    ))

  test("join an organization by an invitation, and ask to join a suggested one", () =>
    visit(
      "/prebuilt",
      async (visit) => {
        const { page } = visit
        await signIn(visit)
        await press(page, "Request to join")
        await waitFor(page, /Umbrella\s+Pending approval/)
        await press(page, "Join")
        await expect.poll(() => page.$("::-p-aria(Join[role='button'])")).toBeNull()
        await page.locator("main ::-p-text(Initech)").click()

        await waitFor(page, /Status\s+active\s+Tasks\s+none\s+Organization\s+Initech/)
      },
      "pending-choose-organization"
    ))

  test("sign up, and create an organization with a logo", () =>
    visit("/prebuilt/sign-up", async ({ page, emulator }) => {
      await emulator.changeSettings({
        organizations: { enabled: true, forceSelection: true, creationDefaults: true, slugDisabled: false },
        password: { checkCompromised: true }
      })
      await page.reload()
      await fill(page, "emailAddress", BOB)
      await fillNewPassword(page, "password", BREACHED)
      await press(page, "Continue")
      await waitFor(page, "This password has been found as part of a breach")
      await fillNewPassword(page, "password", PASSWORD)
      await press(page, "Continue")
      await waitFor(page, "Verify your email")
      await enterCode(page, TEST_CODE)

      await waitFor(page, "Setup your organization")
      const [chooser] = await Promise.all([page.waitForFileChooser(), press(page, "Upload")])
      await chooser.accept([ICON])
      await expect.poll(() => page.$eval("input[name=name]", (input) => input.value)).toBe("Hooli")
      await press(page, "Continue")

      await waitFor(page, /Status\s+active\s+Tasks\s+none\s+Organization\s+Hooli/)
      expect((await emulator.state()).organizations).toMatchObject([{ name: "Hooli", slug: "hooli" }])
    }))

  test("sign in with a code, a second factor and a backup code", () =>
    visit("/prebuilt", async (visit) => {
      const { page, emulator } = visit
      await emulator.changeSettings({ mfa: { authenticatorApp: true, backupCode: true } })
      const { totpSecret, backupCodes } = await emulator.addUser({
        email: ADA,
        password: PASSWORD,
        totp: true
      })
      await identify(visit)
      await find(page, "Use another method", "link").click()
      await press(page, `Email code to ${ADA}`)
      await waitFor(page, "Check your email")
      await enterCode(page, TEST_CODE)
      await waitFor(page, "Two-step verification")
      await enterCode(page, totpCode(totpSecret))
      await waitFor(page, /Status\s+active/)
      await press(page, "Sign out")
      await waitFor(page, "Signed out")

      await signIn(visit)
      await waitFor(page, "Two-step verification")
      await find(page, "Use another method", "link").click()
      await press(page, "Use a backup code")
      await fill(page, "code", given(backupCodes?.[0]))
      await press(page, "Continue")

      await waitFor(page, /Status\s+active/)
    }))

  test("replace a forgotten password", () =>
    visit(
      "/prebuilt",
      async (visit) => {
        const { page } = visit
        await identify(visit)
        await waitFor(page, "Enter your password")
        await fill(page, "password", "no")
        await press(page, "Continue")
        await waitFor(page, "Password is incorrect")
        await resetForgottenPassword(page, "email address")

        await waitFor(page, /Welcome, Ada\s+Status\s+active/)
      },
      "active"
    ))

  test("load scripts only from here, and connect to nothing else", () =>
    visit("/prebuilt", async ({ origin }) => {
      const { headers } = await fetch(`${origin}/prebuilt`)

      const policy = headers.get("content-security-policy")?.split("; ")
      expect(policy).toEqual(
        expect.arrayContaining(["default-src 'none'", "script-src 'self'", "connect-src 'self'"])
      )
    }))

  test("redirect users who have no task left", () =>
    visit(
      "/prebuilt",
      async (visit) => {
        const { page, origin } = visit
        await signIn(visit)
        await waitFor(page, /Welcome, Ada\s+Status\s+active/)

        await page.goto(`${origin}/prebuilt/tasks/setup-mfa`)

        await waitFor(page, /Welcome, Ada\s+Status\s+active/)
      },
      "active"
    ))
})
