import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { codeOf } from "../support/authenticator"
import { expectErrorAt, fill, has, press, says, sees, valueIn } from "../support/on-page"
import { grace } from "../support/people"
import { addGrace, inOrganizations } from "../support/seeds"
import { signIn } from "../support/steps"
import { codeTextedTo } from "../support/text-messages"
import { text } from "../support/texts"
import { type Story, withExtension } from "../support/with-extension"

const mfa = { authenticatorApp: true, phoneCode: true, backupCode: true }
const settings = { mfa }
const withoutBackupCodes = { mfa: { ...mfa, backupCode: false } }

/** Nobody's number: the emulator keeps its text messages. */
const phone = "+14155552671"
const PHONE_AS_SHOWN = "+1******2671"

test("a code from an authenticator app signs in, however often Chrome stops the service worker", () =>
  withExtension({ settings }, async ({ emulator, openPopup, snapshot, stopServiceWorker }) => {
    const { totpSecret = "" } = await addGrace(emulator, { totp: true })
    const popup = await openPopup()
    await sees(popup, "button", "Sign in")
    await stopServiceWorker()
    await signIn(popup, grace)
    await sees(popup, "heading", "Two-step verification")
    await says(popup, text("enterAuthenticatorCode"))
    expect(await snapshot()).toMatchObject({ status: "signed-out", attempt: { step: "second-factor" } })
    await stopServiceWorker()

    await fill(popup, "Code", codeOf(totpSecret))

    await sees(popup, "heading", "You’re signed in")
    expect(await snapshot("active")).toMatchObject({ user: { identifier: grace.email }, attempt: null })
  }))

test("a session that is pending after the second factor leads to its task", () =>
  withExtension(
    { settings: { ...settings, ...inOrganizations } },
    async ({ emulator, openPopup, taskPage, snapshot, stopServiceWorker }) => {
      const memberships = [{ name: "Acme" }, { name: "Globex" }]
      const { totpSecret = "" } = await addGrace(emulator, { totp: true, memberships })
      const popup = await openPopup()
      await signIn(popup, grace)
      await sees(popup, "textbox", "Code")

      await fill(popup, "Code", codeOf(totpSecret))

      const page = await taskPage("choose-organization")
      await sees(page, "button", "Globex")
      await stopServiceWorker()
      await press(page, "Globex")
      expect(await snapshot("active")).toMatchObject({ organization: { name: "Globex" } })
    }
  ))

test("a wrong code from an authenticator app gets its error at the code, and the right one works", () =>
  withExtension({ settings }, async ({ emulator, openPopup }) => {
    const { totpSecret = "" } = await addGrace(emulator, { totp: true })
    const popup = await openPopup()
    await signIn(popup, grace)
    await fill(popup, "Code", codeOf(totpSecret, { codesAgo: 20 }))
    await expectErrorAt(popup, "Code", text("errorCodeIncorrect"))
    await expect.poll(() => valueIn(popup, "Code")).toBe("")

    await fill(popup, "Code", codeOf(totpSecret))

    await sees(popup, "heading", "You’re signed in")
  }))

test("a popup that closes before the second factor still requires it, even after the worker stopped", () =>
  withExtension({ settings }, async ({ emulator, openPopup, stopServiceWorker }) => {
    const { totpSecret = "" } = await addGrace(emulator, { totp: true })
    const first = await openPopup()
    await signIn(first, grace)
    await sees(first, "textbox", "Code")
    await first.close()
    await stopServiceWorker()

    const second = await openPopup()
    await sees(second, "heading", "Two-step verification")
    await stopServiceWorker()
    await fill(second, "Code", codeOf(totpSecret))

    await sees(second, "heading", "You’re signed in")
  }))

test("a code by text message signs in, however often Chrome stops the service worker", () =>
  withExtension({ settings: withoutBackupCodes }, async ({ emulator, openPopup, stopServiceWorker }) => {
    await addGrace(emulator, { phone, phoneSecondFactor: true })
    const popup = await openPopup()
    await signIn(popup, grace)
    await says(popup, text("secondFactorPhoneReason"))
    expect(await emulator.inbox(phone)).toEqual([])
    await stopServiceWorker()

    await press(popup, "Send a text message")
    await says(popup, text("codeSentTo", PHONE_AS_SHOWN))
    await stopServiceWorker()
    await fill(popup, "Code", await codeTextedTo(phone, emulator))

    await sees(popup, "heading", "You’re signed in")
  }))

test("the popup still waits for the text message when it opens again, even after the worker stopped", () =>
  withExtension({ settings }, async ({ emulator, openPopup, stopServiceWorker }) => {
    await addGrace(emulator, { totp: true, phone, phoneSecondFactor: true })
    const first = await openPopup()
    await signIn(first, grace)
    await press(first, "Use a text message")
    await press(first, "Send a text message")
    await says(first, text("codeSentTo", PHONE_AS_SHOWN))
    await first.close()
    await stopServiceWorker()

    const second = await openPopup()
    await says(second, text("codeSentTo", PHONE_AS_SHOWN))
    await stopServiceWorker()
    await fill(second, "Code", await codeTextedTo(phone, emulator))

    await sees(second, "heading", "You’re signed in")
  }))

test("a wrong code from a text message gets its error at the code, and a new one can be requested", () =>
  withExtension({ settings: withoutBackupCodes }, async (given) => {
    const { emulator } = given
    const popup = await awaitTextMessage(given)
    const firstCode = await codeTextedTo(phone, emulator)
    await fill(popup, "Code", wrongFor(firstCode))
    await expectErrorAt(popup, "Code", text("errorCodeIncorrect"))
    await expect.poll(() => valueIn(popup, "Code")).toBe("")

    await emulator.moveClock(31)
    await press(popup, "Send a new code")
    await says(popup, text("newCodeSent"))
    expect(await emulator.inbox(phone)).toHaveLength(2)
    await fill(popup, "Code", await codeTextedTo(phone, emulator))

    await sees(popup, "heading", "You’re signed in")
  }))

test("a second text message within half a minute has to wait, and the popup shows that", () =>
  withExtension({ settings: withoutBackupCodes }, async (given) => {
    const { emulator } = given
    const popup = await awaitTextMessage(given)

    await press(popup, "Send a new code")

    await says(popup, text("errorCodeJustSent", "in 30 seconds"))
    await says(popup, "Send a new code in")
    expect(await emulator.inbox(phone)).toHaveLength(1)
  }))

test("a backup code signs in once, and the next one again", () =>
  withExtension({ settings }, async ({ emulator, openPopup, snapshot, stopServiceWorker }) => {
    const { backupCodes = [] } = await addGrace(emulator, { totp: true })
    const [first = "", second = ""] = backupCodes
    const popup = await openPopup()
    await signIn(popup, grace)
    await press(popup, "Use a backup code")
    await says(popup, text("enterBackupCode"))
    await stopServiceWorker()
    await fill(popup, "Backup code", first)
    await press(popup, "Verify")
    await snapshot("active")
    await press(popup, "Sign out")
    await snapshot("signed-out")

    await stopServiceWorker()
    await signIn(popup, grace)
    await press(popup, "Use a backup code")
    await fill(popup, "Backup code", first)
    await press(popup, "Verify")
    await expectErrorAt(popup, "Backup code", text("errorCodeIncorrect"))
    expect(await snapshot()).toMatchObject({ status: "signed-out" })

    await stopServiceWorker()
    await fill(popup, "Backup code", second)
    await press(popup, "Verify")
    await sees(popup, "heading", "You’re signed in")
  }))

test("a user who can't use one second factor gets the others, without the first one's error", () =>
  withExtension({ settings }, async ({ emulator, openPopup }) => {
    const { totpSecret = "" } = await addGrace(emulator, { totp: true, phone, phoneSecondFactor: true })
    const popup = await openPopup()
    await signIn(popup, grace)
    await fill(popup, "Code", codeOf(totpSecret, { codesAgo: 20 }))
    await expectErrorAt(popup, "Code", text("errorCodeIncorrect"))

    await press(popup, "Use a backup code")
    await sees(popup, "textbox", "Backup code")
    expect(await wordsOn(popup)).not.toContain(text("errorCodeIncorrect"))
    expect(await has(popup, "button", "Use a backup code")).toBe(false)
    await sees(popup, "button", "Use your authenticator app")

    await press(popup, "Use a text message")
    await press(popup, "Send a text message")
    await fill(popup, "Code", await codeTextedTo(phone, emulator))

    await sees(popup, "heading", "You’re signed in")
  }))

test("after too many wrong codes the user can get a new text message", () =>
  withExtension({ settings: withoutBackupCodes }, async (given) => {
    const { emulator } = given
    const popup = await awaitTextMessage(given)
    const firstCode = await codeTextedTo(phone, emulator)
    for (let attempt = 1; attempt <= 4; attempt++) {
      await fill(popup, "Code", wrongFor(firstCode, attempt))
      await expectErrorAt(popup, "Code", text("errorCodeIncorrect"))
      await expect.poll(() => valueIn(popup, "Code")).toBe("")
    }
    await fill(popup, "Code", wrongFor(firstCode, 5))
    await says(popup, text("errorTooManyCodes"))

    await press(popup, "Send a text message")
    await says(popup, text("codeSentTo", PHONE_AS_SHOWN))
    expect(await wordsOn(popup)).not.toContain(text("errorTooManyCodes"))
    await fill(popup, "Code", await codeTextedTo(phone, emulator))

    await sees(popup, "heading", "You’re signed in")
  }))

test("a user who starts over before the second factor isn't signed in, and can sign in as someone else", () =>
  withExtension({ seed: "active", settings }, async ({ emulator, openPopup, snapshot }) => {
    await addGrace(emulator, { totp: true })
    const popup = await openPopup()
    await signIn(popup, grace)
    await sees(popup, "textbox", "Code")

    await press(popup, "Start over")
    await sees(popup, "button", "Sign in")
    expect((await emulator.state()).sessions).toEqual([])
    await signIn(popup)

    await sees(popup, "heading", "You’re signed in")
    expect(await snapshot("active")).toMatchObject({ user: { fullName: "Ada Lovelace" } })
  }))

/** Grace has proved her password and is waiting for a text message. */
async function awaitTextMessage({ emulator, openPopup }: Pick<Story, "emulator" | "openPopup">) {
  await addGrace(emulator, { phone, phoneSecondFactor: true })
  const popup = await openPopup()
  await signIn(popup, grace)
  await press(popup, "Send a text message")
  await says(popup, text("codeSentTo", PHONE_AS_SHOWN))
  return popup
}

function wordsOn(page: Page) {
  // biome-ignore lint/performance/useDomNodeTextContent: hidden text doesn't count
  return page.evaluate(() => document.body.innerText)
}

function wrongFor(code: string, attempt = 1) {
  return String((Number(code) + attempt) % 1_000_000).padStart(6, "0")
}
