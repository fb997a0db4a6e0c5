import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { codeOf, setupKey } from "../support/authenticator"
import { expectErrorAt, expectFocus, fill, press, says, sees, valueIn, vanishes } from "../support/on-page"
import { ada, grace } from "../support/people"
import { askForCode, codeFor, signIn } from "../support/steps"
import { codeTextedTo } from "../support/text-messages"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

/** A recent sign-in doesn't count: everything sensitive requires reverification. */
const reverification = { enabled: true, force: true, windowMinutes: 10 }
const settings = { reverification }

const resetPassword = { seed: "pending-reset-password", settings }
const setupMfa = { seed: "pending-setup-mfa", settings: { ...settings, mfa: { phoneCode: false } } }
const setupPhone = { seed: "pending-setup-mfa", settings: { ...settings, mfa: { authenticatorApp: false } } }

const NEW = "Sunny-harbor-37-lanterns"
const PHONE = "+14155552671"
const TEST_PHONE = "+15555550101"
const TEST_CODE = "424242"

test("before a new password the page requires the current one, then saves by itself", () =>
  withExtension(resetPassword, async ({ openPopup, taskPage, snapshot, stopServiceWorker }) => {
    await signIn(await openPopup())
    const page = await taskPage("reset-password")
    await saveNewPassword(page)
    await sees(page, "heading", "Confirm that it’s you")
    await expectFocus(page, "Current password")
    await stopServiceWorker()

    await fill(page, "Current password", ada.password)
    await Promise.all([says(page, text("doneTitle")), press(page, "Confirm")])

    await snapshot("active")
  }))

test("a user who cancels finds the form as it was", () =>
  withExtension(resetPassword, async ({ openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("reset-password")
    await saveNewPassword(page)
    await sees(page, "textbox", "Current password")

    await press(page, "Cancel")

    await vanishes(page, "heading", "Confirm that it’s you")
    expect(await valueIn(page, "New password")).toBe(NEW)
    expect(await valueIn(page, "Repeat the new password")).toBe(NEW)
    expect(await focusedButton(page)).toBe("Save password")
    expect(await page.$('[role="alert"]')).toBeNull()
    expect(await snapshot()).toMatchObject({ status: "pending" })

    await press(page, "Save password")
    await fill(page, "Current password", ada.password)
    await press(page, "Confirm")
    await snapshot("active")
  }))

test("Escape cancels, and leaves nothing else", () =>
  withExtension({ ...setupMfa, settings }, async ({ openPopup, taskPage }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await press(page, "Authenticator app")
    await sees(page, "textbox", "Current password")

    await page.keyboard.press("Escape")

    await vanishes(page, "heading", "Confirm that it’s you")
    await sees(page, "heading", "Authenticator app")
    await says(page, text("errorReverificationRequired"))
  }))

test("a wrong password gets its error at the field", () =>
  withExtension(resetPassword, async ({ openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("reset-password")
    await saveNewPassword(page)
    await fill(page, "Current password", "not-it")
    await press(page, "Confirm")
    await expectErrorAt(page, "Current password", text("errorPasswordIncorrect"))
    await expectFocus(page, "Current password")

    await fill(page, "Current password", ada.password)
    await press(page, "Confirm")

    await snapshot("active")
  }))

test("a user with a second factor confirms with it, in one of the account's ways", () =>
  withExtension(
    { settings: { ...settings, mfa: { phoneCode: true, backupCode: true }, signIn: { emailCode: false } } },
    async ({ openPopup, taskPage, emulator, snapshot, stopServiceWorker }) => {
      await emulator.addUser({
        ...grace,
        phone: TEST_PHONE,
        phoneSecondFactor: true,
        passwordCompromised: true
      })
      const popup = await openPopup()
      await signIn(popup, grace)
      await press(popup, "Send a text message")
      await fill(popup, "Code", TEST_CODE)
      const page = await taskPage("reset-password")
      await saveNewPassword(page)

      await says(page, "+1******0101")
      await press(page, "Use a backup code")
      await fill(page, "Backup code", "not-one")
      await press(page, "Verify")
      await expectErrorAt(page, "Backup code", text("errorCodeIncorrect"))

      await press(page, "Text a code to +1******0101")
      await press(page, "Send the code")
      await says(page, text("codeSentTo", "+1******0101"))
      await stopServiceWorker()
      await fill(page, "Code", "111111")
      await expectErrorAt(page, "Code", text("errorCodeIncorrect"))
      await fill(page, "Code", TEST_CODE)

      await snapshot("active")
    }
  ))

test("an authenticator app confirms, too", () =>
  withExtension(
    { settings: { ...settings, mfa: { authenticatorApp: true }, signIn: { emailCode: false } } },
    async ({ openPopup, taskPage, emulator, snapshot }) => {
      const { totpSecret = "" } = await emulator.addUser({ ...grace, totp: true, passwordCompromised: true })
      const popup = await openPopup()
      await signIn(popup, grace)
      await fill(popup, "Code", codeOf(totpSecret))
      const page = await taskPage("reset-password")
      await saveNewPassword(page)

      await says(page, text("enterAuthenticatorCode"))
      // No code counts twice, so this is the next one.
      await fill(page, "Code", codeOf(totpSecret, { codesAgo: -1 }))

      await snapshot("active")
    }
  ))

test("before it shows a QR code, the page reverifies the user", () =>
  withExtension(setupMfa, async ({ openPopup, taskPage, snapshot, stopServiceWorker }) => {
    await signIn(await openPopup())
    const page = await taskPage("setup-mfa")
    await sees(page, "textbox", "Current password")
    await press(page, "Cancel")
    await says(page, text("errorReverificationRequired"))
    await stopServiceWorker()

    await press(page, "Continue")
    await fill(page, "Current password", ada.password)
    await press(page, "Confirm")

    await fill(page, "Code", codeOf(await setupKey(page)))
    await sees(page, "heading", "Save your backup codes")
    await snapshot("active")
  }))

test("a code by email confirms instead of the password", () =>
  withExtension(setupMfa, async ({ openPopup, taskPage, emulator, stopServiceWorker }) => {
    await emulator.addUser({ ...grace })
    await signIn(await openPopup(), grace)
    const page = await taskPage("setup-mfa")
    await press(page, "Email a code to g*****@example.com")
    await press(page, "Send the code")
    await says(page, text("codeSentTo", "g*****@example.com"))
    await stopServiceWorker()

    await fill(page, "Code", await codeFor(grace, emulator))

    await setupKey(page)
  }))

test("the page reverifies before it adds a phone number, and again before it uses it if that took long", () =>
  withExtension(
    {
      ...setupPhone,
      settings: { ...setupPhone.settings, reverification: { ...reverification, windowMinutes: 1 } }
    },
    async ({ openPopup, taskPage, emulator, snapshot, stopServiceWorker }) => {
      await signIn(await openPopup())
      const page = await taskPage("setup-mfa")
      await fill(page, "Phone number", PHONE)
      await press(page, "Send a text message")
      await sees(page, "textbox", "Current password")
      await press(page, "Cancel")
      await vanishes(page, "heading", "Confirm that it’s you")
      expect(await valueIn(page, "Phone number")).toBe(PHONE)
      await press(page, "Send a text message")
      await fill(page, "Current password", ada.password)
      await press(page, "Confirm")
      await says(page, text("codeSentTo", "+1 415 555 2671"))
      await stopServiceWorker()
      await emulator.moveClock(90)

      await fill(page, "Code", await codeTextedTo(PHONE, emulator))
      await fill(page, "Current password", ada.password)
      await press(page, "Confirm")

      await sees(page, "heading", "Save your backup codes")
      await snapshot("active")
    }
  ))

test("the page reverifies before it uses a number that the user already has", () =>
  withExtension(
    { settings: { ...settings, mfa: { required: true, phoneCode: true } } },
    async ({ openPopup, taskPage, emulator, snapshot }) => {
      await emulator.addUser({ ...grace, phone: PHONE })
      await signIn(await openPopup(), grace)
      const page = await taskPage("setup-mfa")
      await press(page, "+1 415 555 2671")
      await fill(page, "Current password", grace.password)
      await press(page, "Confirm")

      await snapshot("active")
    }
  ))

test("a confirmation that took too long starts again", () =>
  withExtension(resetPassword, async ({ openPopup, taskPage, emulator, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("reset-password")
    await saveNewPassword(page)
    await emulator.setFaults([
      {
        match: { path: "/v1/client/sessions/*/verify/attempt_first_factor" },
        times: 1,
        status: 400,
        body: { errors: [{ code: "session_reverification_missing", message: "There is none." }] }
      }
    ])
    await fill(page, "Current password", ada.password)
    await press(page, "Confirm")
    await says(page, text("errorReverificationExpired"))
    await expect.poll(() => valueIn(page, "Current password")).toBe("")

    await fill(page, "Current password", ada.password)
    await press(page, "Confirm")

    await snapshot("active")
  }))

test("without a network the page shows that, and continues when it's back", () =>
  withExtension(resetPassword, async ({ openPopup, taskPage, emulator, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("reset-password")
    await emulator.setFaults([{ match: { path: "/v1/client/sessions/*/verify" }, abort: "before" }])
    await saveNewPassword(page)
    await says(page, text("errorOffline"))

    await emulator.setFaults([])
    await press(page, "Try again")
    await fill(page, "Current password", ada.password)
    await press(page, "Confirm")

    await snapshot("active")
  }))

test("an account that can't confirm here shows what to do", () =>
  withExtension({ ...setupMfa, settings }, async ({ openPopup, taskPage, emulator, snapshot }) => {
    await emulator.addUser({ email: grace.email })
    const popup = await openPopup()
    await askForCode(popup, grace)
    await fill(popup, "Code", await codeFor(grace, emulator))
    const page = await taskPage("setup-mfa")
    await emulator.changeSettings({ signIn: { emailCode: false } })

    await press(page, "Authenticator app")
    await says(page, text("reverificationNotOffered"))

    await press(page, "Sign out")
    await snapshot("signed-out")
    await sees(page, "heading", text("signedOutTitle"))
  }))

async function saveNewPassword(page: Page) {
  await fill(page, "New password", NEW)
  await fill(page, "Repeat the new password", NEW)
  await press(page, "Save password")
}

function focusedButton(page: Page) {
  return page.evaluate(() => document.activeElement?.textContent)
}
