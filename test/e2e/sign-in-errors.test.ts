import { expect, test } from "vitest"
import type { Fault } from "../../emulator/model/faults"
import { holdBack } from "../support/hold-back"
import { expectErrorAt, fill, press, says, sees, valueIn } from "../support/on-page"
import { ada, grace } from "../support/people"
import { addGrace, inOrganizations } from "../support/seeds"
import { askForCode, codeFor, signIn } from "../support/steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const seed = "pending-choose-organization"
const settings = inOrganizations
const memberships = [{ name: "Acme" }, { name: "Globex" }]
const signIns = { method: "POST", path: "/v1/client/sign_ins" }

test("a wrong password gets its error at the password, and the right one works", () =>
  withExtension({ seed }, async ({ openPopup, taskPage }) => {
    const popup = await openPopup()
    await signIn(popup, { ...ada, password: "wrong" })
    await expectErrorAt(popup, "Password", text("errorPasswordIncorrect"))
    expect(await valueIn(popup, "Email")).toBe(ada.email)

    await fill(popup, "Password", ada.password)
    await press(popup, "Sign in")

    await taskPage("choose-organization")
  }))

test("an unknown address gets its error at the address, and the right one works", () =>
  withExtension({ seed }, async ({ openPopup, taskPage }) => {
    const popup = await openPopup()
    await signIn(popup, { ...ada, email: "adda@example.com" })
    await expectErrorAt(popup, "Email", text("errorIdentifierNotFound"))
    expect(await valueIn(popup, "Email")).toBe("adda@example.com")
    expect(await valueIn(popup, "Password")).toBe(ada.password)

    await fill(popup, "Email", ada.email)
    await press(popup, "Sign in")

    await taskPage("choose-organization")
  }))

test("an error in the sign-in isn't shown in the sign-up, nor the other way round", () =>
  withExtension({ seed }, async ({ openPopup }) => {
    const popup = await openPopup()
    await signIn(popup, { ...ada, email: "adda@example.com" })
    await expectErrorAt(popup, "Email", text("errorIdentifierNotFound"))

    await press(popup, "Create an account")
    await sees(popup, "heading", text("signUpTo", "Emulator"))
    expect(await popup.$("[role=alert], [aria-invalid=true]")).toBeNull()
    await fill(popup, "Email", ada.email)
    await fill(popup, "Password", "short")
    await press(popup, "Create an account")
    await popup.waitForSelector("[role=alert], [aria-invalid=true]")

    await press(popup, "Sign in")
    await sees(popup, "heading", text("signInTo", "Emulator"))
    expect(await popup.$("[role=alert], [aria-invalid=true]")).toBeNull()
  }))

test("an unknown address gets no code", () =>
  withExtension({ seed }, async ({ openPopup }) => {
    const popup = await openPopup()
    await fill(popup, "Email", "adda@example.com")

    await press(popup, "Email me a code instead")

    await expectErrorAt(popup, "Email", text("errorIdentifierNotFound"))
  }))

test("a locked account shows that", () =>
  withExtension({ settings }, async ({ emulator, openPopup }) => {
    await addGrace(emulator, { memberships, locked: true })
    const popup = await openPopup()

    await signIn(popup, grace)

    await says(popup, text("errorUserLocked", "in 60 minutes"))
  }))

test("a wrong code gets its error at the code, and the right one works", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage }) => {
    await addGrace(emulator, { memberships })
    const popup = await openPopup()
    await askForCode(popup, grace)
    await fill(popup, "Code", "000000")
    await expectErrorAt(popup, "Code", text("errorCodeIncorrect"))
    await expect.poll(() => valueIn(popup, "Code")).toBe("")

    await fill(popup, "Code", await codeFor(grace, emulator))

    await taskPage("choose-organization")
  }))

test("an expired code can be replaced by a new one", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage }) => {
    await addGrace(emulator, { memberships })
    const popup = await openPopup()
    await askForCode(popup, grace)
    await emulator.moveClock(11 * 60)
    await fill(popup, "Code", await codeFor(grace, emulator))
    await says(popup, text("errorCodeExpired"))

    await press(popup, "Send the code")
    await sees(popup, "textbox", "Code")
    await fill(popup, "Code", await codeFor(grace, emulator))

    await taskPage("choose-organization")
  }))

test("after too many wrong codes the user can get a new one", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage }) => {
    await addGrace(emulator, { memberships })
    const popup = await openPopup()
    await askForCode(popup, grace)
    for (const wrong of ["000001", "000002", "000003", "000004"]) {
      await fill(popup, "Code", wrong)
      await expectErrorAt(popup, "Code", text("errorCodeIncorrect"))
    }
    await fill(popup, "Code", "000005")
    await says(popup, text("errorTooManyCodes"))

    await press(popup, "Send the code")
    await sees(popup, "textbox", "Code")
    await fill(popup, "Code", await codeFor(grace, emulator))

    await taskPage("choose-organization")
  }))

test("a second code within half a minute has to wait, and the popup shows that", () =>
  withExtension({ settings }, async ({ emulator, openPopup }) => {
    await addGrace(emulator, { memberships })
    const popup = await openPopup()
    await askForCode(popup, grace)

    await press(popup, "Send a new code")

    await says(popup, text("errorCodeJustSent", "in 30 seconds"))
    await says(popup, "Send a new code in")
  }))

const tooOften = text("errorRateLimited", "in 2 seconds")

const faults: [string, Omit<Fault, "match">, string][] = [
  ["too many requests", { status: 429, retryAfter: 2 }, tooOften],
  ["a server error", { status: 500 }, text("errorClerkDown")],
  ["an answer that is cut off", { malformed: "json" }, text("errorUnreadableAnswer")],
  ["a page of a proxy", { malformed: "html" }, text("errorUnreadableAnswer")],
  ["a proxy's error page", { status: 502, malformed: "html" }, text("errorClerkDown")],
  ["an empty answer", { malformed: "empty" }, text("errorUnreadableAnswer")],
  ["a dropped connection", { abort: "before" }, text("errorOffline")]
]

test.for(faults)(
  "a sign-in that meets %s shows the error, keeps what was typed, and works the next time",
  ([_, fault, said]) =>
    withExtension({ seed }, async ({ emulator, openPopup, taskPage }) => {
      const popup = await openPopup()
      await emulator.setFaults([{ match: signIns, ...fault }])
      await signIn(popup)
      await says(popup, said)
      expect(await valueIn(popup, "Email")).toBe(ada.email)
      expect(await valueIn(popup, "Password")).toBe(ada.password)

      await emulator.setFaults([])
      await press(popup, "Sign in")

      await taskPage("choose-organization")
    })
)

test("a sign-in whose answer is lost succeeds, because the extension fetches the result from Clerk", () =>
  withExtension({ seed }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    const popup = await openPopup()
    await emulator.setFaults([{ match: signIns, abort: "after" }])

    await signIn(popup)

    await taskPage("choose-organization")
    await snapshot("pending")
    expect((await emulator.state()).sessions).toHaveLength(1)
  }))

test("a code whose answer is lost succeeds, because the extension fetches the result from Clerk", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await addGrace(emulator, { memberships })
    const popup = await openPopup()
    await askForCode(popup, grace)
    const attempts = { method: "POST", path: "/v1/client/sign_ins/*/attempt_first_factor" }
    await emulator.setFaults([{ match: attempts, abort: "after" }])

    await fill(popup, "Code", await codeFor(grace, emulator))

    await taskPage("choose-organization")
    await snapshot("pending")
    expect((await emulator.state()).sessions).toHaveLength(1)
  }))

test("a sign-in without a network shows the error, keeps what was typed, and works once the network is back", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, goOffline, goOnline }) => {
    const popup = await openPopup()
    await sees(popup, "button", "Sign in")
    await goOffline()
    await signIn(popup)
    await says(popup, text("errorOffline"))
    expect(await valueIn(popup, "Password")).toBe(ada.password)

    await goOnline()
    await press(popup, "Sign in")

    await taskPage("choose-organization")
  }))

test("a sign-in that loses the network midway shows the error, keeps what was typed, and works once it's back", () =>
  withExtension({ seed }, async ({ emulator, openPopup, taskPage, goOffline, goOnline }) => {
    const popup = await openPopup()
    await sees(popup, "button", "Sign in")
    const underWay = await holdBack(emulator, signIns)
    await signIn(popup)
    await underWay()
    await goOffline()
    await says(popup, text("errorOffline"))
    expect(await valueIn(popup, "Password")).toBe(ada.password)

    await goOnline()
    await press(popup, "Sign in")

    await taskPage("choose-organization")
  }))
