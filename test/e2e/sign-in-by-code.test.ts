import { expect, test } from "vitest"
import { holdBack } from "../support/hold-back"
import { closes, fill, has, press, says, sees } from "../support/on-page"
import { ada, grace } from "../support/people"
import { addGrace, inOrganizations } from "../support/seeds"
import { askForCode, clickIcon, codeFor, command, signIn } from "../support/steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const seed = "pending-choose-organization"
const settings = inOrganizations
const memberships = [{ name: "Acme" }, { name: "Globex" }]

test("a code from an email signs in, as soon as it is typed", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await addGrace(emulator, { memberships })
    const popup = await openPopup()
    await askForCode(popup, grace)
    await says(popup, text("codeSentTo", grace.email))

    await fill(popup, "Code", await codeFor(grace, emulator))

    await press(await taskPage("choose-organization"), "Acme")
    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
  }))

test("a code pasted with spaces around it signs in", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage }) => {
    await addGrace(emulator, { memberships })
    const popup = await openPopup()
    await askForCode(popup, grace)
    const code = await codeFor(grace, emulator)

    await (await sees(popup, "textbox", "Code")).evaluate(
      (input, pasted) => {
        ;(input as HTMLInputElement).focus()
        document.execCommand("insertText", false, pasted)
      },
      ` ${code.slice(0, 3)} ${code.slice(3)} `
    )

    await taskPage("choose-organization")
    await closes(popup)
  }))

test("the popup still waits for the code when it is opened again", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage }) => {
    await addGrace(emulator, { memberships })
    const first = await openPopup()
    await askForCode(first, grace)
    await first.close()

    const second = await openPopup()
    await fill(second, "Code", await codeFor(grace, emulator))

    await taskPage("choose-organization")
  }))

test("the popup still waits for the code after Chrome has stopped the service worker", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, stopServiceWorker }) => {
    await addGrace(emulator, { memberships })
    const first = await openPopup()
    await askForCode(first, grace)
    await first.close()
    await stopServiceWorker()

    const second = await openPopup()
    await sees(second, "textbox", "Code")
    await stopServiceWorker()
    await fill(second, "Code", await codeFor(grace, emulator))

    await taskPage("choose-organization")
  }))

test("a user who starts over can sign in as someone else", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, emulator, snapshot }) => {
    await addGrace(emulator, { memberships: [{ name: "Hooli" }] })
    const popup = await openPopup()
    await askForCode(popup, grace)

    await press(popup, "Start over")
    await signIn(popup, ada)

    await taskPage("choose-organization")
    expect(await snapshot("pending")).toMatchObject({ user: { identifier: ada.email } })
  }))

test("an abandoned sign-in stays abandoned, even after Chrome has stopped the service worker", () =>
  withExtension({ settings }, async ({ emulator, observer, openPopup, snapshot, stopServiceWorker }) => {
    await addGrace(emulator, { memberships })
    const first = await openPopup()
    await askForCode(first, grace)
    await press(first, "Start over")
    await sees(first, "button", "Sign in")
    await first.close()
    await stopServiceWorker()

    const second = await openPopup()
    await command(observer, "sync-session", { force: true })

    expect(await snapshot("signed-out")).toMatchObject({ attempt: null })
    await sees(second, "button", "Sign in")
    expect(await has(second, "textbox", "Code")).toBe(false)

    // Even with the same address.
    await press(second, text("sendMeACodeInstead"))
    await sees(second, "textbox", "Code")
  }))

test("a new code can be requested, and replaces the first", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage }) => {
    await addGrace(emulator, { memberships })
    const popup = await openPopup()
    await askForCode(popup, grace)
    await emulator.moveClock(31)

    await press(popup, "Send a new code")
    await says(popup, text("newCodeSent"))
    expect(await emulator.inbox(grace.email)).toHaveLength(2)
    await fill(popup, "Code", await codeFor(grace, emulator))

    await taskPage("choose-organization")
  }))

test("a popup that closes in the middle of a sign-in continues when it opens again", () =>
  withExtension({ seed }, async ({ emulator, openPopup, observer, taskPage, snapshot }) => {
    const popup = await openPopup()
    await sees(popup, "button", "Sign in")
    const underWay = await holdBack(emulator, { method: "POST", path: "/v1/client/sign_ins" }, 1_500)
    await signIn(popup)
    await underWay()
    await popup.close()
    await snapshot("pending")

    await clickIcon(observer)

    await sees(await taskPage("choose-organization"), "heading", "Choose an organization")
  }))
