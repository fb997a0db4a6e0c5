import type { Page } from "puppeteer"
import { describe, expect, test } from "vitest"
import { isPrebuiltInstalled } from "../../emulator/server/prebuilt"
import { addAccount } from "../emulator/provider-steps"
import { PASSWORD } from "../emulator/support"
import {
  ADA,
  BETTER,
  BOB,
  createPrebuiltVisits,
  enterCode,
  fill,
  fillNewPassword,
  identify,
  press,
  TEST_CODE,
  waitFor
} from "./steps"

const GOOGLE = { social: { google: true } }
const COMPANY = { enterpriseConnections: [{ domain: "example.com", name: "Example Inc" }] }

// The button's name contains the provider's name twice: there's an icon.
const continueWith = (page: Page, provider: string) =>
  page.locator(`::-p-text(Continue with ${provider})`).click()

/** Chooses an account that the provider doesn't list. */
async function continueAs(page: Page, email: string, { isCompany = false } = {}) {
  await waitFor(page, "The emulator serves this page")
  if (await page.$(".other")) await press(page, "Use another account")
  await fill(page, "email", email)
  await press(page, "Continue")
  if (isCompany) return
  await waitFor(page, "wants access to your account")
  await press(page, "Continue")
}

describe.skipIf(!isPrebuiltInstalled())("Clerk's own <SignIn />", () => {
  const visit = createPrebuiltVisits()

  test("signs a user in with Google, and the next time without a prompt", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings(GOOGLE)
      await emulator.addUser({ email: ADA, firstName: "Ada", password: PASSWORD })
      await page.goto(`${origin}/prebuilt/sign-in`)
      await continueWith(page, "Google")
      await continueAs(page, ADA)
      await waitFor(page, /Welcome, Ada\s+Status\s+active/)
      await press(page, "Sign out")
      await waitFor(page, "Signed out")
      await page.goto(`${origin}/prebuilt/sign-in`)
      await continueWith(page, "Google")

      await waitFor(page, /Welcome, Ada\s+Status\s+active/)
    }))

  test("creates an account for a new user", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings(GOOGLE)
      await addAccount(emulator, { email: BOB, firstName: "Bob" })
      await page.goto(`${origin}/prebuilt/sign-in`)
      await continueWith(page, "Google")
      await press(page, BOB)
      await press(page, "Continue")

      await waitFor(page, /Welcome, Bob\s+Status\s+active/)
      expect((await emulator.state()).users).toMatchObject([{ email: BOB, hasPassword: false }])
    }))

  test("requires proof of an address that only its user has claimed, and a new password", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings(GOOGLE)
      await emulator.addUser({ email: ADA, firstName: "Ada", password: PASSWORD, emailVerified: false })
      await page.goto(`${origin}/prebuilt/sign-in`)
      await continueWith(page, "Google")
      await continueAs(page, ADA)
      await waitFor(page, "Check your email")
      await enterCode(page, TEST_CODE)
      await waitFor(page, "Set new password")
      await fillNewPassword(page, "password", BETTER)
      await fill(page, "confirmPassword", BETTER)
      await press(page, "Reset Password")

      await waitFor(page, /Welcome, Ada\s+Status\s+active/)
    }))

  test("shows why a provider didn't work", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({ ...GOOGLE, ...COMPANY })
      await page.goto(`${origin}/prebuilt/sign-in`)
      await continueWith(page, "Google")
      await waitFor(page, "The emulator serves this page")
      await press(page, "Cancel")
      await waitFor(page, "You did not grant access to your account")
      await continueWith(page, "Google")
      await continueAs(page, ADA)

      await waitFor(page, "This address belongs to a company with single sign-on.")
    }))

  test("sends a company's user there, even a new one", () =>
    visit("/prebuilt", async (visit) => {
      const { page, emulator } = visit
      await emulator.changeSettings(COMPANY)
      await emulator.addUser({ email: ADA, firstName: "Ada", password: PASSWORD })
      await identify(visit)
      await continueAs(page, ADA, { isCompany: true })
      await waitFor(page, /Welcome, Ada\s+Status\s+active/)
      await press(page, "Sign out")
      await waitFor(page, "Signed out")
      await identify(visit, "cleo@example.com")
      await continueAs(page, "cleo@example.com", { isCompany: true })

      await waitFor(page, /Welcome, you\s+Status\s+active/)
    }))

  test("lets users choose if their company has several connections", () =>
    visit("/prebuilt", async (visit) => {
      const { page, emulator } = visit
      const enterpriseConnections = [
        ...COMPANY.enterpriseConnections,
        { domain: "example.com", name: "Example Labs" }
      ]
      await emulator.changeSettings({ enterpriseConnections })
      await emulator.addUser({ email: ADA, firstName: "Ada", password: PASSWORD })
      await identify(visit)
      await press(page, "Example Labs")
      await waitFor(page, "The emulator serves this page Example Labs.")
      await continueAs(page, ADA, { isCompany: true })

      await waitFor(page, /Welcome, Ada\s+Status\s+active/)
    }))
})

describe.skipIf(!isPrebuiltInstalled())("Clerk's own <SignUp />", () => {
  const visit = createPrebuiltVisits()

  test("signs a user up with a company of the owner's own, and asks for what is missing", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({
        social: { custom: [{ key: "acme", name: "Acme ID" }] },
        signUp: { lastName: "required" }
      })
      await addAccount(emulator, { email: BOB, firstName: "Bob" })
      await page.goto(`${origin}/prebuilt/sign-up`)
      await continueWith(page, "Acme ID")
      await press(page, BOB)
      await press(page, "Continue")
      await waitFor(page, "Fill in missing fields")
      await fill(page, "lastName", "Tables")
      await press(page, "Continue")

      await waitFor(page, /Welcome, Bob\s+Status\s+active/)
    }))

  test("signs in a user who already has an account", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings(GOOGLE)
      await emulator.addUser({ email: ADA, firstName: "Ada", password: PASSWORD })
      await page.goto(`${origin}/prebuilt/sign-up`)
      await continueWith(page, "Google")
      await continueAs(page, ADA)

      await waitFor(page, /Welcome, Ada\s+Status\s+active/)
    }))

  test("shows who may not sign up", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({ ...GOOGLE, signUp: { blocklist: ["hooli.example"] } })
      await page.goto(`${origin}/prebuilt/sign-up`)
      await continueWith(page, "Google")
      await continueAs(page, BOB)

      await waitFor(page, "is not allowed to access this application")
    }))

  test("sends a user to their address's company", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings(COMPANY)
      await page.goto(`${origin}/prebuilt/sign-up`)
      await fill(page, "emailAddress", "cleo@example.com")
      await fillNewPassword(page, "password", PASSWORD)
      await press(page, "Continue")
      await continueAs(page, "cleo@example.com", { isCompany: true })

      await waitFor(page, /Welcome, you\s+Status\s+active/)
    }))
})
