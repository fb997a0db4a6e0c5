import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { codeOf } from "../support/authenticator"
import { expectErrorAt, fill, has, press, says, sees, valueIn } from "../support/on-page"
import { signInElsewhere } from "../support/other-device"
import { grace } from "../support/people"
import { addGrace, inOrganizations } from "../support/seeds"
import { codeFor, signIn } from "../support/steps"
import { NEW_PASSWORD, saveNewPassword } from "../support/task-steps"
import { text } from "../support/texts"
import { type Story, withExtension } from "../support/with-extension"

const memberships = [{ name: "Acme" }, { name: "Globex" }]

test("a forgotten password is replaced with a code, however often Chrome stops the service worker", () =>
  withExtension({}, async ({ emulator, openPopup, snapshot, stopServiceWorker }) => {
    await addGrace(emulator, {})
    const popup = await openPopup()
    await fill(popup, "Email", grace.email)
    await stopServiceWorker()
    await press(popup, "Forgot? Reset your password")
    await sees(popup, "heading", "Reset your password")
    await says(popup, text("codeSentTo", grace.email))
    await stopServiceWorker()
    await fill(popup, "Code", await codeFor(grace, emulator))
    await sees(popup, "heading", "Choose a new password")
    expect(await snapshot()).toMatchObject({ status: "signed-out", attempt: { step: "new-password" } })
    await stopServiceWorker()

    await saveNewPassword(popup)

    await sees(popup, "heading", "You’re signed in")
    expect(await snapshot("active")).toMatchObject({ user: { identifier: grace.email }, attempt: null })
  }))

test("from then on the new password signs in, and the old one doesn't", () =>
  withExtension({}, async (given) => {
    const popup = await proveAddress(given)
    await saveNewPassword(popup)
    await press(popup, "Sign out")

    await signIn(popup, grace)
    await expectErrorAt(popup, "Password", text("errorPasswordIncorrect"))
    await signIn(popup, { ...grace, password: NEW_PASSWORD })

    await sees(popup, "heading", "You’re signed in")
  }))

test("a session that is pending after the new password leads to its task", () =>
  withExtension({ settings: inOrganizations }, async (given) => {
    const { taskPage, snapshot, stopServiceWorker } = given
    const popup = await proveAddress(given, { memberships })

    await saveNewPassword(popup)

    const page = await taskPage("choose-organization")
    await sees(page, "button", "Globex")
    expect(await snapshot("pending")).toMatchObject({ tasks: ["choose-organization"] })
    await stopServiceWorker()
    await press(page, "Globex")
    expect(await snapshot("active")).toMatchObject({ organization: { name: "Globex" } })
  }))

test("a user with a second factor needs it after the new password", () =>
  withExtension({ settings: { mfa: { authenticatorApp: true } } }, async (given) => {
    const { emulator, openPopup, snapshot } = given
    const { totpSecret = "" } = await addGrace(emulator, { totp: true })
    const popup = await openPopup()
    await askForReset(popup)
    await fill(popup, "Code", await codeFor(grace, emulator))

    await saveNewPassword(popup)

    await sees(popup, "heading", "Two-step verification")
    expect(await snapshot()).toMatchObject({ status: "signed-out" })
    await fill(popup, "Code", codeOf(totpSecret))
    await sees(popup, "heading", "You’re signed in")
  }))

test("the new password has to meet the instance's rules, and gets its error at the field", () =>
  withExtension({ settings: { password: { minLength: 12, requireNumbers: true } } }, async (given) => {
    const popup = await proveAddress(given)
    await says(popup, text("passwordMinLength_other", 12))
    await says(popup, text("passwordNumber"))

    await saveNewPassword(popup, "gentle-meadow")
    await expectErrorAt(popup, "New password", text("passwordRulesUnmet"))
    await fill(popup, "New password", NEW_PASSWORD)
    await press(popup, "Save password")
    await expectErrorAt(popup, "Repeat the new password", text("passwordsDiffer"))
    expect(await given.snapshot()).toMatchObject({ status: "signed-out" })

    await saveNewPassword(popup)
    await sees(popup, "heading", "You’re signed in")
  }))

test("a password from a data breach is refused as the new one, and another works", () =>
  withExtension({ settings: { password: { checkCompromised: true } } }, async (given) => {
    const popup = await proveAddress(given)

    await saveNewPassword(popup, "hunter2hunter2")
    await expectErrorAt(popup, "New password", text("errorPasswordCompromised"))
    await given.stopServiceWorker()
    await saveNewPassword(popup)

    await sees(popup, "heading", "You’re signed in")
  }))

test("the new password signs out all other devices", () =>
  withExtension({}, async (given) => {
    const popup = await proveAddress(given)
    const { sessionId: other } = await signInElsewhere(given.emulator, grace)

    await saveNewPassword(popup)

    await sees(popup, "heading", "You’re signed in")
    const { sessions } = await given.emulator.state()
    expect(sessions.find(({ id }) => id === other)).toMatchObject({ status: "revoked" })
    expect(sessions.filter(({ status }) => status === "active")).toHaveLength(1)
  }))

test("the other devices stay signed in if the user wants that", () =>
  withExtension({}, async (given) => {
    const popup = await proveAddress(given)
    const { sessionId: other } = await signInElsewhere(given.emulator, grace)
    await popup.locator('::-p-aria([name="Sign out on all other devices"][role="checkbox"])').click()

    await saveNewPassword(popup)

    await sees(popup, "heading", "You’re signed in")
    const { sessions } = await given.emulator.state()
    expect(sessions.find(({ id }) => id === other)).toMatchObject({ status: "active" })
  }))

test("a popup that closes at any step continues there when it opens again, even after the worker stopped", () =>
  withExtension({}, async ({ emulator, openPopup, stopServiceWorker }) => {
    await addGrace(emulator, {})
    const first = await openPopup()
    await askForReset(first)
    await first.close()
    await stopServiceWorker()

    const second = await openPopup()
    await sees(second, "heading", "Reset your password")
    await fill(second, "Code", await codeFor(grace, emulator))
    await sees(second, "heading", "Choose a new password")
    await second.close()
    await stopServiceWorker()

    const third = await openPopup()
    await saveNewPassword(third)
    await sees(third, "heading", "You’re signed in")
  }))

test("a wrong code gets its error at the code, and the right one works", () =>
  withExtension({}, async ({ emulator, openPopup }) => {
    await addGrace(emulator, {})
    const popup = await openPopup()
    await askForReset(popup)
    await fill(popup, "Code", "000000")
    await expectErrorAt(popup, "Code", text("errorCodeIncorrect"))
    await expect.poll(() => valueIn(popup, "Code")).toBe("")

    await fill(popup, "Code", await codeFor(grace, emulator))

    await sees(popup, "heading", "Choose a new password")
  }))

test("a new code can be requested, and replaces the first", () =>
  withExtension({}, async ({ emulator, openPopup }) => {
    await addGrace(emulator, {})
    const popup = await openPopup()
    await askForReset(popup)
    await emulator.moveClock(31)

    await press(popup, "Send a new code")
    await says(popup, text("newCodeSent"))
    expect(await emulator.inbox(grace.email)).toHaveLength(2)
    await fill(popup, "Code", await codeFor(grace, emulator))

    await sees(popup, "heading", "Choose a new password")
  }))

test("an expired code shows that it has expired, and the user can get another", () =>
  withExtension({}, async ({ emulator, openPopup }) => {
    await addGrace(emulator, {})
    const popup = await openPopup()
    await askForReset(popup)
    await emulator.moveClock(11 * 60)
    await fill(popup, "Code", await codeFor(grace, emulator))
    await says(popup, text("errorCodeExpired"))

    await press(popup, "Send the code")
    await sees(popup, "textbox", "Code")
    await fill(popup, "Code", await codeFor(grace, emulator))

    await sees(popup, "heading", "Choose a new password")
  }))

test("an unknown address gets its error at the address, and without an address nothing is sent", () =>
  withExtension({}, async ({ emulator, openPopup }) => {
    const popup = await openPopup()
    await press(popup, "Forgot? Reset your password")
    expect(await valueIn(popup, "Email")).toBe("")
    await fill(popup, "Email", grace.email)
    await press(popup, "Forgot? Reset your password")

    await expectErrorAt(popup, "Email", text("errorIdentifierNotFound"))
    const attempts = (await emulator.requests()).filter(({ path }) => path === "/v1/client/sign_ins")
    expect(attempts).toHaveLength(1)
  }))

test("a user who starts over before the new password can sign in with the old one", () =>
  withExtension({}, async (given) => {
    const popup = await proveAddress(given)

    await press(popup, "Start over")
    await sees(popup, "button", "Sign in")
    expect(await has(popup, "textbox", "New password")).toBe(false)
    await signIn(popup, grace)

    await sees(popup, "heading", "You’re signed in")
  }))

test("a password from a data breach doesn't sign in if there is another way, and is replaced after that", () =>
  withExtension({}, async ({ emulator, openPopup, taskPage, snapshot, stopServiceWorker }) => {
    await addGrace(emulator, { passwordCompromised: true })
    const popup = await openPopup()
    await signIn(popup, grace)
    await expectErrorAt(popup, "Password", text("errorPasswordCompromisedAtSignIn"))
    expect((await emulator.state()).sessions).toEqual([])
    await stopServiceWorker()

    await press(popup, "Email me a code instead")
    await sees(popup, "textbox", "Code")
    await stopServiceWorker()
    await fill(popup, "Code", await codeFor(grace, emulator))

    const page = await taskPage("reset-password")
    await says(page, text("resetPasswordReason"))
    expect(await snapshot("pending")).toMatchObject({ tasks: ["reset-password"] })
    await stopServiceWorker()
    await saveNewPassword(page)
    await snapshot("active")
    await page.close()
    await press(await openPopup(), "Sign out")
    await snapshot("signed-out")
    await signIn(await openPopup(), { ...grace, password: NEW_PASSWORD })
    await snapshot("active")
  }))

test("a user who replaces a breached password as a forgotten one has no task left", () =>
  withExtension({}, async (given) => {
    const popup = await proveAddress(given, { passwordCompromised: true })

    await saveNewPassword(popup)

    await sees(popup, "heading", "You’re signed in")
    expect((await given.emulator.state()).sessions).toMatchObject([{ status: "active", tasks: [] }])
  }))

async function askForReset(popup: Page) {
  await fill(popup, "Email", grace.email)
  await press(popup, "Forgot? Reset your password")
  await sees(popup, "heading", "Reset your password")
}

/** Grace has forgotten her password, and has proved that the address is hers. */
async function proveAddress(
  { emulator, openPopup }: Pick<Story, "emulator" | "openPopup">,
  who: Parameters<typeof addGrace>[1] = {}
) {
  await addGrace(emulator, who)
  const popup = await openPopup()
  await askForReset(popup)
  await fill(popup, "Code", await codeFor(grace, emulator))
  await sees(popup, "heading", "Choose a new password")
  return popup
}
