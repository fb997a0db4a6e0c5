import type { Page } from "puppeteer"
import { describe, expect, test } from "vitest"
import { isPrebuiltInstalled } from "../../emulator/server/prebuilt"
import { find, textOf } from "../emulator/browser"
import { given, PASSWORD } from "../emulator/support"
import { giveAuthenticator } from "../support/passkeys"
import {
  ADA,
  BOB,
  createPrebuiltVisits,
  enterCode,
  enterPhone,
  enterWrongCode,
  fill,
  fillNewPassword,
  fillPhone,
  identify,
  PHONE,
  press,
  resetForgottenPassword,
  signIn,
  TEST_CODE,
  waitFor
} from "./steps"

const follow = (page: Page, name: string) => find(page, name, "link").click()

/** The SDK treats an automated browser as one without passkeys. */
const hideDriver = (page: Page) =>
  page.evaluateOnNewDocument(() => {
    Object.defineProperty(Navigator.prototype, "webdriver", { get: () => false })
  })

async function signOut(page: Page) {
  await press(page, "Sign out")
  await waitFor(page, "Signed out")
}

describe.skipIf(!isPrebuiltInstalled())("Clerk's own <SignIn />", () => {
  const visit = createPrebuiltVisits()

  test("accepts a username and a password", () =>
    visit("/prebuilt", async (visit) => {
      const { page, emulator } = visit
      await emulator.changeSettings({ signIn: { username: true } })
      await emulator.addUser({ username: "ada_l", email: ADA, firstName: "Ada", password: PASSWORD })
      await identify(visit, "nobody")
      await waitFor(page, "Couldn't find your account.")
      await identify(visit, "ada_l")
      await waitFor(page, "Enter your password")
      await fill(page, "password", PASSWORD)
      await press(page, "Continue")

      await waitFor(page, /Welcome, Ada\s+Status\s+active/)
    }))

  test("accepts a username if accounts have nothing else", () =>
    visit("/prebuilt", async (visit) => {
      const { page, emulator } = visit
      await emulator.changeSettings({
        signIn: { username: true, emailAddress: false, emailCode: false },
        signUp: { username: "required", emailAddress: "off" }
      })
      await emulator.addUser({ username: "ada_l", firstName: "Ada", password: PASSWORD })
      await identify(visit, "ada_l")
      await waitFor(page, "Enter your password")
      await fill(page, "password", PASSWORD)
      await press(page, "Continue")

      await waitFor(page, /Welcome, Ada\s+Status\s+active/)
    }))

  test("accepts a phone number and a code by text message", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({
        signIn: { phoneCode: true, emailAddress: false, emailCode: false, password: false }
      })
      await emulator.addUser({ phone: PHONE, firstName: "Ada" })
      await page.goto(`${origin}/prebuilt/sign-in`)
      await enterPhone(page, PHONE, "identifier")
      await waitFor(page, /Check your phone.*\+1 \(201\) 555-0123/s)
      await enterWrongCode(page)
      await enterCode(page, TEST_CODE)

      await waitFor(page, /Welcome, Ada\s+Status\s+active/)
    }))

  test("replaces a forgotten password by text message, if only phone numbers identify users", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({
        signIn: { phoneNumber: true, emailAddress: false, emailCode: false }
      })
      await emulator.addUser({ phone: PHONE, firstName: "Ada", password: PASSWORD })
      await page.goto(`${origin}/prebuilt/sign-in`)
      await enterPhone(page, PHONE, "identifier")
      await waitFor(page, "Enter your password")
      await resetForgottenPassword(page, "phone")

      await waitFor(page, /Welcome, Ada\s+Status\s+active/)
    }))

  test("starts with what the instance prefers", () =>
    visit(
      "/prebuilt",
      async (visit) => {
        const { page, emulator } = visit
        await emulator.changeSettings({ signIn: { preferred: "otp" } })
        await identify(visit)
        await waitFor(page, /Check your email.*ada\+clerk_test@example\.com/s)
        await follow(page, "Use another method")
        await press(page, "Sign in with your password")
        await fill(page, "password", PASSWORD)
        await press(page, "Continue")

        await waitFor(page, /Welcome, Ada\s+Status\s+active/)
      },
      "active"
    ))

  test("accepts a passkey without an identifier", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({ passkeys: { enabled: true, autofill: false } })
      const { id } = await emulator.addUser({ email: ADA, firstName: "Ada", password: PASSWORD })
      const passkey = await emulator.addPasskey(id, { rpId: "localhost" })
      await hideDriver(page)
      await giveAuthenticator(page, [passkey])
      await page.goto(`${origin}/prebuilt/sign-in`)
      await follow(page, "Use passkey instead")

      await waitFor(page, /Welcome, Ada\s+Status\s+active/)
    }))

  test("asks for the passkey of a user who has one, and then for no second factor", () =>
    visit("/prebuilt", async (visit) => {
      const { page, emulator } = visit
      await emulator.changeSettings({
        passkeys: { enabled: true, autofill: false },
        mfa: { authenticatorApp: true }
      })
      const { id } = await emulator.addUser({ email: ADA, firstName: "Ada", password: PASSWORD, totp: true })
      const passkey = await emulator.addPasskey(id, { rpId: "localhost" })
      await hideDriver(page)
      await giveAuthenticator(page, [passkey])
      await identify(visit)
      await waitFor(page, "Use your passkey")
      await press(page, "Continue")

      await waitFor(page, /Welcome, Ada\s+Status\s+active/)
    }))

  test("has a passkey among the suggestions for the identifier", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({ passkeys: { enabled: true, signInButton: false } })
      const { id } = await emulator.addUser({ email: ADA, firstName: "Ada", password: PASSWORD })
      const passkey = await emulator.addPasskey(id, { rpId: "localhost" })
      await hideDriver(page)
      await giveAuthenticator(page, [passkey])
      await page.goto(`${origin}/prebuilt/sign-in`)

      await waitFor(page, /Welcome, Ada\s+Status\s+active/)
    }))

  test("refuses an unknown passkey", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({ passkeys: { enabled: true, autofill: false } })
      const { id } = await emulator.addUser({ email: ADA, password: PASSWORD })
      const passkey = await emulator.addPasskey(id, { rpId: "localhost" })
      await emulator.deleteUser(id)
      await hideDriver(page)
      await giveAuthenticator(page, [passkey])
      await page.goto(`${origin}/prebuilt/sign-in`)
      await follow(page, "Use passkey instead")

      await waitFor(page, "This passkey isn't registered here.")
    }))

  test("marks what the user last used, if there are several ways", () =>
    visit("/prebuilt", async (visit) => {
      const { page, emulator, origin } = visit
      await emulator.changeSettings({ signIn: { username: true } })
      await emulator.addUser({ username: "ada_l", email: ADA, firstName: "Ada", password: PASSWORD })
      await page.goto(`${origin}/prebuilt/sign-in`)
      await waitFor(page, "Email address or username")
      expect(await textOf(page, "main")).not.toContain("Last used")
      await signIn(visit)
      await waitFor(page, /Welcome, Ada/)
      await signOut(page)

      await page.goto(`${origin}/prebuilt/sign-in`)
      await waitFor(page, /Email address or username\s+Last used/)
    }))

  test("accepts one of several identifiers, and lets the user choose another way", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({ signIn: { phoneCode: true } })
      await emulator.addUser({ email: ADA, phone: PHONE, firstName: "Ada", password: PASSWORD })
      await page.goto(`${origin}/prebuilt/sign-in`)
      await find(page, "Use phone").click()
      await enterPhone(page, PHONE, "identifier")
      await waitFor(page, "Enter your password")
      await follow(page, "Use another method")
      await waitFor(page, "Email code to a*****@example.com")
      await press(page, "Send SMS code to +1 (201) 555-0123")
      await waitFor(page, "Check your phone")
      await enterCode(page, TEST_CODE)

      await waitFor(page, /Welcome, Ada\s+Status\s+active/)
    }))
})

describe.skipIf(!isPrebuiltInstalled())("Clerk's own <SignUp />", () => {
  const visit = createPrebuiltVisits()

  test("accepts everything that an app may require, and verifies address and number", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({
        signIn: { username: true },
        signUp: {
          phoneNumber: "required",
          username: "required",
          firstName: "required",
          lastName: "required",
          legalConsent: true
        },
        legal: { termsUrl: "https://acme.example/terms", privacyPolicyUrl: "https://acme.example/privacy" }
      })
      await page.goto(`${origin}/prebuilt/sign-up`)
      await waitFor(page, "I agree to the Terms of Service and Privacy Policy")
      await fill(page, "firstName", "Bob")
      await fill(page, "lastName", "Tables")
      await fill(page, "username", "bob_t")
      await fill(page, "emailAddress", BOB)
      await fillPhone(page, PHONE)
      await fillNewPassword(page, "password", PASSWORD)
      await page.locator("input[name=legalAccepted]").click()
      await press(page, "Continue")
      await waitFor(page, "Verify your email")
      await enterCode(page, TEST_CODE)
      await waitFor(page, "Verify your phone")
      await enterWrongCode(page)
      await enterCode(page, TEST_CODE)

      await waitFor(page, /Welcome, Bob\s+Status\s+active/)
      expect((await emulator.state()).users).toMatchObject([{ username: "bob_t", lastName: "Tables" }])
    }))

  test.each(["email address", "phone number"])("accepts an email address or a phone number: the %s", (kind) =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({
        signIn: { phoneCode: true },
        signUp: { emailAddress: "optional", phoneNumber: "optional", firstName: "off", lastName: "off" }
      })
      await page.goto(`${origin}/prebuilt/sign-up`)
      if (kind === "phone number") {
        await find(page, "Use phone instead").click()
        await fillPhone(page, PHONE)
      } else {
        await fill(page, "emailAddress", BOB)
      }
      await fillNewPassword(page, "password", PASSWORD)
      await press(page, "Continue")
      await waitFor(page, kind === "phone number" ? "Verify your phone" : "Verify your email")
      await enterCode(page, TEST_CODE)

      await waitFor(page, /Welcome, you\s+Status\s+active/)
    })
  )

  test("names the username that is taken", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({ signIn: { username: true }, signUp: { username: "required" } })
      await emulator.addUser({ username: "bob_t", email: ADA })
      await page.goto(`${origin}/prebuilt/sign-up`)
      await fill(page, "username", "bob_t")
      await fill(page, "emailAddress", BOB)
      await fillNewPassword(page, "password", PASSWORD)
      await press(page, "Continue")
      await waitFor(page, "That username is taken. Please try another.")
      await fill(page, "username", "bob_tables")
      await press(page, "Continue")

      await waitFor(page, "Verify your email")
    }))

  test.each(["sign-up", "sign-in"])(
    "lets in only invited users if sign-ups are restricted, by a link to the page %s",
    (name) =>
      visit("/prebuilt", async ({ page, emulator, origin }) => {
        await emulator.changeSettings({ signUp: { mode: "restricted" } })
        await page.goto(`${origin}/prebuilt/sign-up`)
        await waitFor(page, "Access restricted")
        const redirectUrl = `${origin}/prebuilt/${name}`
        const { url } = await emulator.inviteToApp({ emailAddress: BOB, redirectUrl })
        await page.goto(url)
        // It asks for neither the address nor a code: the link came to that address.
        await waitFor(page, "Fill in missing fields")
        expect(await page.$("input[name=emailAddress]")).toBeNull()
        await fillNewPassword(page, "password", PASSWORD)
        await press(page, "Continue")

        await waitFor(page, /Welcome, you\s+Status\s+active/)
        expect((await emulator.state()).users).toMatchObject([{ email: BOB }])
      })
  )

  test("shows why an invitation can't be used", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({ signUp: { mode: "restricted" } })
      const { id, ticket } = await emulator.inviteToApp({ emailAddress: BOB })
      await emulator.revokeAppInvitation(id)
      // The link itself leads no further: it's already open.
      await page.goto(`${origin}/prebuilt/sign-up?__clerk_ticket=${ticket}`)

      await waitFor(page, /Access restricted.*revoked/s)
    }))

  test("signs in an invited user who has an account", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({ signUp: { mode: "restricted" } })
      const { ticket } = await emulator.inviteToApp({ emailAddress: ADA })
      await emulator.addUser({ email: ADA, firstName: "Ada", password: PASSWORD })
      await page.goto(`${origin}/prebuilt/sign-in?__clerk_ticket=${ticket}`)

      await waitFor(page, /Welcome, Ada\s+Status\s+active/)
    }))

  test("leads to the waitlist, from which users are invited", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({ signUp: { mode: "waitlist" } })
      await page.goto(`${origin}/prebuilt/sign-up`)
      await press(page, "Join waitlist")
      await waitFor(page, "Enter your email address and we’ll let you know when your spot is ready")
      await fill(page, "emailAddress", BOB)
      await press(page, "Join the waitlist")
      await waitFor(page, "Thanks for joining the waitlist!")
      const [entry] = await emulator.waitlist()
      expect(entry).toMatchObject({ emailAddress: BOB, status: "pending" })
      const { ticket } = await emulator.inviteFromWaitlist(given(entry).id)

      await page.goto(`${origin}/prebuilt/sign-up?__clerk_ticket=${ticket}`)
      await waitFor(page, "Fill in missing fields")
      await fillNewPassword(page, "password", PASSWORD)
      await press(page, "Continue")

      await waitFor(page, /Welcome, you\s+Status\s+active/)
      expect(await emulator.waitlist()).toMatchObject([{ status: "completed" }])
    }))

  test("shows when the waitlist is closed", () =>
    visit("/prebuilt", async ({ page, emulator, origin }) => {
      await emulator.changeSettings({ signUp: { mode: "waitlist", waitlistOpen: false } })
      await page.goto(`${origin}/prebuilt/waitlist`)
      await fill(page, "emailAddress", BOB)
      await press(page, "Join the waitlist")

      await waitFor(page, "Nobody can join the waitlist now.")
    }))
})
