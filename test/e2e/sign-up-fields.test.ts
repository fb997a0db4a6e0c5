import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import type { SettingsPatch } from "../../emulator/model/settings"
import { expectErrorAt, expectFocus, fill, has, press, says, sees, tick, valueIn } from "../support/on-page"
import { grace } from "../support/people"
import { addGrace } from "../support/seeds"
import { codeFor } from "../support/steps"
import { codeTextedTo } from "../support/text-messages"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

/** A number that gets real text messages, unlike the numbers of test mode. */
const PHONE = "+14155552671"
const CONSENT = text("agreeToTermsAndPrivacy")

const everything = {
  signUp: {
    phoneNumber: "required",
    username: "required",
    firstName: "required",
    lastName: "required",
    legalConsent: true
  },
  legal: { termsUrl: "https://example.com/terms", privacyPolicyUrl: "https://example.com/privacy" }
} satisfies SettingsPatch

const either = { signUp: { emailAddress: "optional", phoneNumber: "optional" } } satisfies SettingsPatch

const named = {
  signIn: { username: true },
  signUp: { username: "required", emailAddress: "optional", phoneNumber: "optional" }
} satisfies SettingsPatch

/** As Clerk answers while text messages to a country are switched off. */
const refusesToText = {
  match: { method: "POST", path: "/v1/client/sign_ups/*/prepare_verification" },
  status: 403,
  body: { errors: [{ code: "unsupported_country_code", message: "", long_message: "", meta: {} }] }
}

async function openForm(popup: Page) {
  await press(popup, "Create an account")
  await sees(popup, "heading", "Create your Emulator account")
}

async function fillEverything(popup: Page) {
  await fill(popup, "First name", grace.firstName)
  await fill(popup, "Last name", grace.lastName)
  await fill(popup, "Username", "grace_h")
  await fill(popup, "Email", grace.email)
  await fill(popup, "Phone number", PHONE)
  await tick(popup, CONSENT)
}

test("the form has everything the instance requires, each is verified in turn, and the account has it", () =>
  withExtension({ settings: everything }, async ({ emulator, openPopup, snapshot }) => {
    const popup = await openPopup()
    await openForm(popup)
    await fillEverything(popup)
    await fill(popup, "Password", grace.password)
    await press(popup, "Create an account")

    await sees(popup, "heading", "Check your email")
    await fill(popup, "Code", await codeFor(grace, emulator))
    await sees(popup, "heading", "Check your phone")
    await fill(popup, "Code", await codeTextedTo(PHONE, emulator))

    expect(await snapshot("active")).toMatchObject({
      user: {
        fullName: "Grace Hopper",
        username: "grace_h",
        primaryEmailAddress: grace.email,
        primaryPhoneNumber: PHONE
      }
    })
  }))

test("what was typed is there when the popup opens again, even the consent, but not the password", () =>
  withExtension({ settings: everything }, async ({ openPopup }) => {
    const first = await openPopup()
    await openForm(first)
    await fillEverything(first)
    await fill(first, "Password", grace.password)
    await first.close()

    const second = await openPopup()

    await sees(second, "heading", "Create your Emulator account")
    expect(await valueIn(second, "First name")).toBe(grace.firstName)
    expect(await valueIn(second, "Username")).toBe("grace_h")
    expect(await valueIn(second, "Phone number")).toBe(PHONE)
    expect(await valueIn(second, "Password")).toBe("")
    const box = await sees(second, "checkbox", CONSENT)
    expect(await box.evaluate((input) => (input as HTMLInputElement).checked)).toBe(true)
  }))

test("a user can't sign up without agreeing, and the pages to agree to are a click away", () =>
  withExtension({ settings: everything }, async ({ emulator, openPopup }) => {
    const popup = await openPopup()
    await openForm(popup)
    await fillEverything(popup)
    await fill(popup, "Password", grace.password)
    await tick(popup, CONSENT)
    await press(popup, "Create an account")

    const box = await sees(popup, "checkbox", CONSENT)
    expect(await box.evaluate((input) => (input as HTMLInputElement).validity.valueMissing)).toBe(true)
    expect(await emulator.inbox(grace.email)).toEqual([])
    const links = await popup.$$eval("a[target=_blank]", (all) => all.map(({ href }) => href))
    expect(links).toEqual([everything.legal.termsUrl, everything.legal.privacyPolicyUrl])
  }))

test("optional fields stay hidden until the user wants them", () =>
  withExtension(
    { settings: { signUp: { username: "optional" } } },
    async ({ emulator, openPopup, snapshot }) => {
      const popup = await openPopup()
      await openForm(popup)
      expect(await has(popup, "textbox", "Username optional")).toBe(false)
      await fill(popup, "Email", grace.email)
      await fill(popup, "Password", grace.password)
      await popup.locator("summary").click()
      await fill(popup, "Username optional", "x")
      await press(popup, "Create an account")

      await expectErrorAt(popup, "Username optional", text("errorUsernameLength_other", 4, 64))
      await popup.locator("summary").click()
      await press(popup, "Create an account")
      await expectErrorAt(popup, "Username optional", text("errorUsernameLength_other", 4, 64))
      await expectFocus(popup, "Username optional")
      await fill(popup, "Username optional", "grace_h")
      await press(popup, "Create an account")
      await sees(popup, "textbox", "Code")
      await fill(popup, "Code", await codeFor(grace, emulator))

      expect(await snapshot("active")).toMatchObject({ user: { username: "grace_h" } })
    }
  ))

test("a field that the browser finds invalid is shown, even if it was hidden", () =>
  withExtension({ settings: named }, async ({ openPopup }) => {
    const popup = await openPopup()
    await openForm(popup)
    await fill(popup, "Username", "grace_h")
    await fill(popup, "Password", grace.password)
    await popup.locator("summary").click()
    await fill(popup, "Email optional", "grace@")
    await popup.locator("summary").click()
    await press(popup, "Create an account")
    await expectFocus(popup, "Email optional")

    await fill(popup, "Email optional", "")
    await fill(popup, "Phone number optional", "12")
    await popup.locator("summary").click()
    await press(popup, "Create an account")
    await expectErrorAt(popup, "Phone number optional", text("phoneNumberUnclear"))
    await popup.locator("summary").click()
    await press(popup, "Create an account")
    await expectFocus(popup, "Phone number optional")
  }))

test("if an email address or a phone number is enough, either will do", () =>
  withExtension({ settings: either }, async ({ emulator, openPopup, snapshot }) => {
    const popup = await openPopup()
    await openForm(popup)
    await press(popup, "Use phone instead")
    await expectFocus(popup, "Phone number")
    expect(await has(popup, "textbox", "Email")).toBe(false)
    await press(popup, "Use email instead")
    await expectFocus(popup, "Email")
    await press(popup, "Use phone instead")
    await fill(popup, "Phone number", "415 555 2671")
    await says(popup, text("phoneNumberIs", "+1 415 555 2671"))
    await fill(popup, "Password", grace.password)
    await press(popup, "Create an account")

    await says(popup, text("codeSentTo", PHONE))
    await fill(popup, "Code", await codeTextedTo(PHONE, emulator))

    expect(await snapshot("active")).toMatchObject({
      user: { primaryPhoneNumber: PHONE, primaryEmailAddress: null }
    })
  }))

test("what Clerk still needs comes next, even after the popup was closed", () =>
  withExtension({ settings: {} }, async ({ emulator, openPopup, snapshot }) => {
    const first = await openPopup()
    await openForm(first)
    await fill(first, "Email", grace.email)
    await fill(first, "Password", grace.password)
    await emulator.changeSettings({ signUp: { username: "required", legalConsent: true } })
    await press(first, "Create an account")
    await sees(first, "textbox", "Code")
    await fill(first, "Code", await codeFor(grace, emulator))
    await sees(first, "heading", "Almost done")
    await fill(first, "Username", "grace_h")
    await first.close()

    const second = await openPopup()
    await sees(second, "heading", "Almost done")
    expect(await valueIn(second, "Username")).toBe("grace_h")
    expect(await has(second, "textbox", "Email")).toBe(false)
    await tick(second, text("agreeToTerms"))
    await press(second, "Continue")

    expect(await snapshot("active")).toMatchObject({ user: { username: "grace_h" } })
  }))

test("a taken username gets its error at the input, and so does a malformed one", () =>
  withExtension({ settings: { signUp: { username: "required" } } }, async ({ emulator, openPopup }) => {
    await emulator.addUser({ email: "ada@example.com", username: "grace_h" })
    const popup = await openPopup()
    await openForm(popup)
    await fill(popup, "Email", grace.email)
    await fill(popup, "Password", grace.password)
    await fill(popup, "Username", "grace_h")
    await press(popup, "Create an account")
    await expectErrorAt(popup, "Username", text("errorUsernameTaken"))

    await fill(popup, "Username", "grace hopper")
    await press(popup, "Create an account")

    await expectErrorAt(popup, "Username", text("errorUsernameMalformed"))
  }))

test("a malformed phone number gets its error at the input, and isn't sent to Clerk", () =>
  withExtension({ settings: either }, async ({ emulator, openPopup }) => {
    const popup = await openPopup()
    await openForm(popup)
    await press(popup, "Use phone instead")
    await fill(popup, "Phone number", "12")
    await fill(popup, "Password", grace.password)
    await press(popup, "Create an account")

    await expectErrorAt(popup, "Phone number", text("phoneNumberUnclear"))
    const asked = (await emulator.requests()).filter(({ path }) => path.includes("sign_ups"))
    expect(asked).toEqual([])
  }))

test("a number in a country that the instance doesn't text gets its error at the number", () =>
  withExtension({ settings: either }, async ({ openPopup }) => {
    const popup = await openPopup()
    await openForm(popup)
    await press(popup, "Use phone instead")
    await fill(popup, "Phone number", "+41 44 668 18 00")
    await fill(popup, "Password", grace.password)
    await press(popup, "Create an account")
    await expectErrorAt(popup, "Phone number", text("errorCountryUnsupported"))

    await fill(popup, "Phone number", PHONE)
    await press(popup, "Create an account")

    await says(popup, text("codeSentTo", PHONE))
  }))

test("a number that turns out to get no text messages can be changed", () =>
  withExtension({ settings: either }, async ({ emulator, openPopup, snapshot }) => {
    const popup = await openPopup()
    await openForm(popup)
    await press(popup, "Use phone instead")
    await fill(popup, "Phone number", "+1 212 456 7890")
    await fill(popup, "Password", grace.password)
    await emulator.setFaults([refusesToText])
    await press(popup, "Create an account")
    await says(popup, text("errorCountryUnsupported"))

    await emulator.setFaults([])
    await press(popup, "Change number")
    await fill(popup, "Phone number", PHONE)
    await press(popup, "Send the code")
    await says(popup, text("codeSentTo", PHONE))
    await fill(popup, "Code", await codeTextedTo(PHONE, emulator))

    await snapshot("active")
  }))

test("a mistyped address can be corrected while its code is awaited", () =>
  withExtension({ settings: {} }, async ({ emulator, openPopup, snapshot }) => {
    const popup = await openPopup()
    await openForm(popup)
    await fill(popup, "Email", "grcae@example.com")
    await fill(popup, "Password", grace.password)
    await press(popup, "Create an account")
    await says(popup, text("codeSentTo", "grcae@example.com"))

    await press(popup, "Change address")
    expect(await valueIn(popup, "Email")).toBe("grcae@example.com")
    await fill(popup, "Email", grace.email)
    await press(popup, "Send the code")
    await says(popup, text("codeSentTo", grace.email))
    await fill(popup, "Code", await codeFor(grace, emulator))

    expect(await snapshot("active")).toMatchObject({ user: { primaryEmailAddress: grace.email } })
  }))

test("a code is sent once, however often the popup opens", () =>
  withExtension({ settings: either }, async ({ emulator, openPopup, stopServiceWorker }) => {
    const first = await openPopup()
    await openForm(first)
    await press(first, "Use phone instead")
    await fill(first, "Phone number", PHONE)
    await fill(first, "Password", grace.password)
    await press(first, "Create an account")
    await sees(first, "heading", "Check your phone")
    await first.close()
    await stopServiceWorker()

    await sees(await openPopup(), "heading", "Check your phone")

    expect(await emulator.inbox(PHONE)).toHaveLength(1)
  }))

test("a user without an account, or with one already, is led to the other form with what was typed", () =>
  withExtension({ settings: {} }, async ({ emulator, openPopup }) => {
    await addGrace(emulator, {})
    const popup = await openPopup()
    await fill(popup, "Email", "joan@example.com")
    await fill(popup, "Password", grace.password)
    await press(popup, "Sign in")
    await expectErrorAt(popup, "Email", text("errorIdentifierNotFound"))
    await press(popup, "Create an account")
    await sees(popup, "heading", "Create your Emulator account")
    expect(await valueIn(popup, "Email")).toBe("joan@example.com")

    await fill(popup, "Email", grace.email)
    await fill(popup, "Password", grace.password)
    await press(popup, "Create an account")
    await expectErrorAt(popup, "Email", text("errorEmailTaken"))
    await press(popup, "Sign in")

    await sees(popup, "heading", "Sign in to Emulator")
    expect(await valueIn(popup, "Email")).toBe(grace.email)
  }))
