import { expect, test } from "vitest"
import { holdBack } from "../support/hold-back"
import { expectErrorAt, fill, has, press, says, sees, valueIn } from "../support/on-page"
import { ada, grace } from "../support/people"
import { addGrace, inOrganizations } from "../support/seeds"
import { codeFor, signIn, signUp } from "../support/steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const settings = inOrganizations

test("a user who creates an account and verifies the address continues to the first task", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    const popup = await openPopup()
    await signUp(popup)
    await sees(popup, "heading", "Check your email")
    await says(popup, text("codeSentTo", grace.email))

    await fill(popup, "Code", await codeFor(grace, emulator))

    const page = await taskPage("choose-organization")
    await fill(page, "Name", "Hopper Labs")
    await press(page, "Create")
    expect(await snapshot("active")).toMatchObject({
      user: { identifier: grace.email },
      organization: { name: "Hopper Labs", role: "org:admin" }
    })
  }))

test("the new account has the names that were entered", () =>
  withExtension({ settings }, async ({ emulator, openPopup, snapshot }) => {
    const popup = await openPopup()
    await press(popup, "Create an account")
    await fill(popup, "First name optional", grace.firstName)
    await fill(popup, "Last name optional", grace.lastName)
    await fill(popup, "Email", grace.email)
    await fill(popup, "Password", grace.password)
    await press(popup, "Create an account")
    await sees(popup, "textbox", "Code")
    await fill(popup, "Code", await codeFor(grace, emulator))

    expect(await snapshot("pending")).toMatchObject({ user: { fullName: "Grace Hopper" } })
  }))

test("a half-finished sign-up is still there when the popup opens again, even after the worker stopped", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, stopServiceWorker }) => {
    const first = await openPopup()
    await signUp(first)
    await sees(first, "textbox", "Code")
    await first.close()
    await stopServiceWorker()

    const second = await openPopup()
    await says(second, text("codeSentTo", grace.email))
    await fill(second, "Code", await codeFor(grace, emulator))

    await taskPage("choose-organization")
  }))

test("a user who starts over after a half-finished sign-up can sign in", () =>
  withExtension(
    { seed: "pending-choose-organization" },
    async ({ openPopup, taskPage, stopServiceWorker }) => {
      const first = await openPopup()
      await signUp(first)
      await sees(first, "textbox", "Code")

      await press(first, "Start over")
      await sees(first, "heading", "Create your Emulator account")
      expect(await valueIn(first, "Email")).toBe(grace.email)
      await first.close()
      await stopServiceWorker()
      const second = await openPopup()
      await sees(second, "heading", "Create your Emulator account")
      await press(second, "Sign in")
      await signIn(second)

      await taskPage("choose-organization")
    }
  ))

test("an address that already has an account gets its error at the address, and nothing typed is lost", () =>
  withExtension({ settings }, async ({ emulator, openPopup }) => {
    await addGrace(emulator, {})
    const popup = await openPopup()

    await signUp(popup)

    await expectErrorAt(popup, "Email", text("errorEmailTaken"))
    expect(await valueIn(popup, "Email")).toBe(grace.email)
    expect(await valueIn(popup, "Password")).toBe(grace.password)
  }))

test("a password that is too short gets its error at the password, and a longer one works", () =>
  withExtension({ settings }, async ({ openPopup }) => {
    const popup = await openPopup()
    await signUp(popup, { ...grace, password: "short" })
    await expectErrorAt(popup, "Password", "8")

    await fill(popup, "Password", grace.password)
    await press(popup, "Create an account")

    await sees(popup, "textbox", "Code")
  }))

test("a wrong code gets its error at the code, and the right one works", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage }) => {
    const popup = await openPopup()
    await signUp(popup)
    await fill(popup, "Code", "000000")
    await expectErrorAt(popup, "Code", text("errorCodeIncorrect"))
    await expect.poll(() => valueIn(popup, "Code")).toBe("")

    await fill(popup, "Code", await codeFor(grace, emulator))

    await taskPage("choose-organization")
  }))

test("an expired code can be replaced", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage }) => {
    const popup = await openPopup()
    await signUp(popup)
    await sees(popup, "textbox", "Code")
    await emulator.moveClock(11 * 60)
    await fill(popup, "Code", await codeFor(grace, emulator))
    await says(popup, text("errorCodeExpired"))

    await press(popup, "Send the code")
    await expect.poll(() => emulator.inbox(grace.email), { timeout: 10_000 }).toHaveLength(2)
    await fill(popup, "Code", await codeFor(grace, emulator))

    await taskPage("choose-organization")
  }))

test("a sign-up that meets a server error shows the error, keeps what was typed, and works the next time", () =>
  withExtension({ settings }, async ({ emulator, openPopup }) => {
    const popup = await openPopup()
    await emulator.setFaults([{ match: { method: "POST", path: "/v1/client/sign_ups" }, status: 500 }])
    await signUp(popup)
    await says(popup, text("errorClerkDown"))
    expect(await valueIn(popup, "Email")).toBe(grace.email)
    expect(await valueIn(popup, "Password")).toBe(grace.password)

    await emulator.setFaults([])
    await press(popup, "Create an account")

    await sees(popup, "textbox", "Code")
  }))

test("a sign-up continues where Clerk has it after Chrome stops the worker, and happens once", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, stopServiceWorker }) => {
    const popup = await openPopup()
    const prepare = { method: "POST", path: "/v1/client/sign_ups/*/prepare_verification" }
    const underWay = await holdBack(emulator, prepare, 5_000)
    await signUp(popup)
    await underWay()
    await stopServiceWorker()

    await says(popup, text("errorInterrupted"))
    await emulator.setFaults([])
    await press(popup, "Send the code")
    await sees(popup, "textbox", "Code")
    await fill(popup, "Code", await codeFor(grace, emulator))

    await taskPage("choose-organization")
    const made = (await emulator.requests()).filter(
      ({ method, path }) => method === "POST" && path === "/v1/client/sign_ups"
    )
    expect(made).toHaveLength(1)
  }))

test("a code whose answer is lost succeeds, because the extension fetches the result from Clerk", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    const popup = await openPopup()
    await signUp(popup)
    await sees(popup, "textbox", "Code")
    const attempts = { method: "POST", path: "/v1/client/sign_ups/*/attempt_verification" }
    await emulator.setFaults([{ match: attempts, abort: "after" }])

    await fill(popup, "Code", await codeFor(grace, emulator))

    await taskPage("choose-organization")
    await snapshot("pending")
    expect((await emulator.state()).users).toHaveLength(1)
  }))

test("an instance without sign-ups offers none", () =>
  withExtension({ settings: { ...settings, signUp: { mode: "restricted" } } }, async ({ openPopup }) => {
    const popup = await openPopup()

    await says(popup, text("signUpRestricted", "Emulator"))
    expect(await has(popup, "button", "Create an account")).toBe(false)
  }))

test("what was typed is there when the popup opens again, except the password", () =>
  withExtension({ seed: "active" }, async ({ openPopup, snapshot, stopServiceWorker }) => {
    const first = await openPopup()
    await fill(first, "Email", ada.email)
    await fill(first, "Password", ada.password)
    await first.close()
    await stopServiceWorker()
    const second = await openPopup()
    await expect.poll(() => valueIn(second, "Email")).toBe(ada.email)
    expect(await valueIn(second, "Password")).toBe("")

    await press(second, "Create an account")
    await fill(second, "Email", grace.email)
    await second.close()
    const third = await openPopup()
    await sees(third, "heading", "Create your Emulator account")
    expect(await valueIn(third, "Email")).toBe(grace.email)

    await press(third, "Sign in")
    await signIn(third)
    await press(third, "Sign out")
    await snapshot("signed-out")
    await expect.poll(() => valueIn(third, "Email")).toBe("")
  }))
