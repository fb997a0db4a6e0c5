import { describe, expect, test } from "vitest"
import type { SettingsPatch } from "../../emulator/model/settings"
import { codeOf, setupKey } from "../support/authenticator"
import { expectErrorAt, fill, has, press, says, sees, valueIn } from "../support/on-page"
import { ada, grace, TEST_CODE } from "../support/people"
import { addGrace, inOrganizations } from "../support/seeds"
import { signIn } from "../support/steps"
import { NEW_PASSWORD, saveNewPassword } from "../support/task-steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const PHONE = "+12015550123"
const MASKED = "+1******0123"
/** A user with a phone number, and no other identifier. */
const phone = { phone: PHONE, phoneSecondFactor: false, password: ada.password }
const byPhone = { signIn: { emailAddress: false, emailCode: false, phoneCode: true } } satisfies SettingsPatch
const byUsername = { signIn: { emailAddress: false, username: true } } satisfies SettingsPatch
const byAll = { signIn: { username: true, phoneCode: true } } satisfies SettingsPatch

describe("a username", () => {
  test("signs in with a password, in any case, and leads to the tasks", () =>
    withExtension(
      { settings: { ...byUsername, ...inOrganizations } },
      async ({ emulator, openPopup, taskPage, snapshot }) => {
        await emulator.addUser({ username: "ada_lovelace", password: ada.password })
        const popup = await openPopup()
        await fill(popup, "Username", "Ada_Lovelace")
        await fill(popup, "Password", ada.password)
        await press(popup, "Sign in")

        await taskPage("choose-organization")
        expect(await snapshot("pending")).toMatchObject({ user: { identifier: "ada_lovelace" } })
      }
    ))

  test("gets its error at the input if it's unknown, and a wrong password gets its own", () =>
    withExtension({ settings: byUsername }, async ({ emulator, openPopup }) => {
      await emulator.addUser({ username: "ada_lovelace", password: ada.password })
      const popup = await openPopup()
      await fill(popup, "Username", "charles")
      await fill(popup, "Password", ada.password)
      await press(popup, "Sign in")
      await expectErrorAt(popup, "Username", text("errorIdentifierNotFound"))
      expect(await valueIn(popup, "Username")).toBe("charles")

      await fill(popup, "Username", "ada_lovelace")
      await fill(popup, "Password", "something-else")
      await press(popup, "Sign in")
      await expectErrorAt(popup, "Password", text("errorPasswordIncorrect"))
    }))

  test("gets a code at its user's email address, which the popup shows masked", () =>
    withExtension({ settings: byAll }, async ({ emulator, openPopup, snapshot }) => {
      await addGrace(emulator, { username: "grace" })
      const popup = await openPopup()
      await fill(popup, "Email, username or phone number", "grace")
      await press(popup, text("sendMeACodeSomewhere"))

      await says(popup, text("codeSentTo", "g*****@example.com"))
      const [{ code = "" } = {}] = await emulator.inbox(grace.email)
      await fill(popup, "Code", code)
      await snapshot("active")
    }))
})

describe("a phone number", () => {
  test("in any common format gets a text message", () =>
    withExtension({ settings: { ...byPhone, ...inOrganizations } }, async (story) => {
      const { emulator, openPopup, taskPage, snapshot, stopServiceWorker } = story
      await emulator.addUser(phone)
      const popup = await openPopup()
      await fill(popup, "Phone number", "(201) 555-0123")
      await press(popup, text("textMeACodeInstead"))
      await sees(popup, "heading", "Check your phone")
      await says(popup, text("codeSentTo", PHONE))
      await stopServiceWorker()
      await fill(popup, "Code", "111111")
      await expectErrorAt(popup, "Code", text("errorCodeIncorrect"))

      await fill(popup, "Code", TEST_CODE)

      await taskPage("choose-organization")
      expect(await snapshot("pending")).toMatchObject({ user: { identifier: PHONE } })
    }))

  test("gets its error at the input if it makes no sense", () =>
    withExtension({ settings: byPhone }, async ({ openPopup }) => {
      const popup = await openPopup()
      await fill(popup, "Phone number", "12")
      await press(popup, text("textMeACodeInstead"))

      await expectErrorAt(popup, "Phone number", text("errorIdentifierMalformed"))
    }))

  test("gets a new password by text message when the old one is forgotten", () =>
    withExtension({ settings: byPhone }, async ({ emulator, openPopup, snapshot }) => {
      await emulator.addUser(phone)
      const popup = await openPopup()
      await fill(popup, "Phone number", PHONE)
      await press(popup, "Forgot? Reset your password")
      await sees(popup, "heading", "Reset your password")
      await says(popup, text("codeSentTo", PHONE))
      await fill(popup, "Code", TEST_CODE)

      await saveNewPassword(popup, NEW_PASSWORD)

      await snapshot("active")
    }))

  test("in a country without text messages gets an error that explains it", () =>
    withExtension({ settings: { ...byPhone, sms: { countries: ["CA"] } } }, async (story) => {
      await story.emulator.addUser(phone)
      const popup = await story.openPopup()
      await fill(popup, "Phone number", PHONE)
      await press(popup, text("textMeACodeInstead"))

      await says(popup, text("errorCountryUnsupported"))
      // The password still works.
      await fill(popup, "Password", ada.password)
      await press(popup, "Sign in")
      await story.snapshot("active")
    }))
})

describe("the instance's preferred way to sign in", () => {
  const settings = { signIn: { preferred: "otp", username: true } } satisfies SettingsPatch

  test("comes first: a code, but users can switch to their password", () =>
    withExtension({ settings }, async ({ emulator, openPopup, snapshot }) => {
      await addGrace(emulator, {})
      const popup = await openPopup()
      await sees(popup, "textbox", "Email or username")
      expect(await has(popup, "textbox", "Password")).toBe(false)
      await fill(popup, "Email or username", grace.email)
      await press(popup, "Continue")
      await says(popup, text("codeSentTo", grace.email))
      await popup.close()

      const again = await openPopup()
      await sees(again, "textbox", "Code")
      await press(again, "Use your password")
      await fill(again, "Password", "not-it")
      await press(again, "Sign in")
      await expectErrorAt(again, "Password", text("errorPasswordIncorrect"))
      await fill(again, "Password", grace.password)
      await press(again, "Sign in")

      await snapshot("active")
    }))

  test("isn't a password for users without one", () =>
    withExtension({ settings: { signIn: { username: true } } }, async (story) => {
      const { emulator, openPopup, snapshot } = story
      await emulator.addUser({ email: grace.email })
      const popup = await openPopup()
      await fill(popup, "Email or username", grace.email)
      await fill(popup, "Password", "any-password-at-all")
      await press(popup, "Sign in")

      await says(popup, text("errorNoPassword"))
      expect(await has(popup, "textbox", "Password")).toBe(false)
      await press(popup, "Send the code")
      await says(popup, text("codeSentTo", grace.email))
      const [{ code = "" } = {}] = await emulator.inbox(grace.email)
      await fill(popup, "Code", code)
      await snapshot("active")
    }))
})

test("the way that was last used is marked", () =>
  withExtension({}, async ({ emulator, openPopup, observer, snapshot }) => {
    await addGrace(emulator, {})
    const popup = await openPopup()
    await sees(popup, "button", "Sign in")
    expect(await markedIn(popup)).toEqual([])
    await signIn(popup, grace)
    await snapshot("active")
    await press(await openPopup(), "Sign out")
    await snapshot("signed-out")

    const again = await openPopup()
    await sees(again, "button", "Sign in")

    expect(await markedIn(again)).toEqual(["Sign in"])
    await observer.bringToFront()
  }))

describe("of several numbers", () => {
  test("the chosen one gets the code, even after Chrome has stopped the service worker", () =>
    withExtension(
      { settings: { ...byAll } },
      async ({ emulator, openPopup, snapshot, stopServiceWorker }) => {
        await addGrace(emulator, { phone: PHONE, phoneSecondFactor: false })
        const popup = await openPopup()
        await fill(popup, "Email, username or phone number", grace.email)
        await press(popup, text("sendMeACodeSomewhere"))
        await says(popup, text("codeSentTo", grace.email))
        await press(popup, text("useTextMessageTo", MASKED))
        await says(popup, text("codeSentTo", MASKED))
        await popup.close()
        await stopServiceWorker()

        const again = await openPopup()
        await says(again, text("codeSentTo", MASKED))
        await fill(again, "Code", TEST_CODE)
        await snapshot("active")
      }
    ))
})

test("a user with only a phone number completes every task, and can still sign in with it", () =>
  withExtension(
    {
      settings: {
        ...byPhone,
        ...inOrganizations,
        mfa: { required: true, authenticatorApp: true, phoneCode: true },
        reverification: { enabled: true, force: true }
      }
    },
    async ({ emulator, openPopup, taskPage, snapshot }) => {
      for (const name of ["Acme", "Globex"]) await emulator.addOrganization({ name })
      const memberships = [{ organization: "acme" }, { organization: "globex" }]
      await emulator.addUser({ ...phone, passwordCompromised: true, memberships })
      const popup = await openPopup()
      await fill(popup, "Phone number", PHONE)
      await press(popup, text("textMeACodeInstead"))
      await fill(popup, "Code", TEST_CODE)

      const resetPage = await taskPage("reset-password")
      await saveNewPassword(resetPage)
      await press(resetPage, text("useTextMessageTo", MASKED))
      await press(resetPage, "Send the code")
      await fill(resetPage, "Code", TEST_CODE)

      const setupPage = await taskPage("setup-mfa")
      await press(setupPage, "Text message")
      await fill(setupPage, "Phone number", PHONE)
      await press(setupPage, "Send a text message")
      await expectErrorAt(setupPage, "Phone number", text("errorPhoneNumberOnlyWayIn"))
      await press(setupPage, "Back")
      await press(setupPage, "Authenticator app")
      await fill(setupPage, "Code", codeOf(await setupKey(setupPage)))
      await press(await taskPage("choose-organization"), "Globex")

      expect(await snapshot("active")).toMatchObject({
        user: { identifier: PHONE },
        organization: { name: "Globex" }
      })
    }
  ))

/** The buttons that are marked as last used. */
function markedIn(
  popup: Awaited<ReturnType<Parameters<Parameters<typeof withExtension>[1]>[0]["openPopup"]>>
) {
  return popup.$$eval(".last-used button", (buttons) => buttons.map((button) => button.textContent))
}
