import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { holdBack } from "../support/hold-back"
import { closes, fill, press, says, sees, valueIn } from "../support/on-page"
import { ada, grace } from "../support/people"
import { addGrace, inOrganizations } from "../support/seeds"
import { codeFor, signIn, signUp } from "../support/steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const seed = "pending-choose-organization"
const settings = inOrganizations
const memberships = [{ name: "Acme" }, { name: "Globex" }]

test("a sign-in by password survives a worker that stops before every step", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, snapshot, stopServiceWorker }) => {
    const popup = await openPopup()
    await sees(popup, "button", "Sign in")
    await stopServiceWorker()
    await signIn(popup)
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Acme")
    await stopServiceWorker()
    await press(page, "Acme")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
    await stopServiceWorker()
    await closes(page)
    await sees(await openPopup(), "heading", "You’re signed in")
  }))

test("a sign-in by code survives a worker that stops before every step", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, snapshot, stopServiceWorker }) => {
    await addGrace(emulator, { memberships })
    const popup = await openPopup()
    await fill(popup, "Email", grace.email)
    await stopServiceWorker()
    await press(popup, "Email me a code instead")
    await sees(popup, "textbox", "Code")
    await stopServiceWorker()
    await fill(popup, "Code", await codeFor(grace, emulator))
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Acme")
    await stopServiceWorker()
    await press(page, "Acme")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
  }))

test("a sign-up survives a worker that stops before every step", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, snapshot, stopServiceWorker }) => {
    const popup = await openPopup()
    await sees(popup, "button", "Create an account")
    await stopServiceWorker()
    await signUp(popup)
    await sees(popup, "textbox", "Code")
    await stopServiceWorker()
    await fill(popup, "Code", await codeFor(grace, emulator))
    const page = await taskPage("choose-organization")
    await fill(page, "Name", "Hopper Labs")
    await stopServiceWorker()
    await press(page, "Create")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Hopper Labs" } })
  }))

const ways: [string, string, (page: Page, stop: () => Promise<void>) => Promise<void>][] = [
  ["chosen", "Globex", (page) => press(page, "Globex")],
  ["joined by invitation", "Initech", (page) => press(page, "Join Initech")],
  [
    "chosen after a request to join another",
    "Acme",
    async (page, stop) => {
      await press(page, "Request to join Umbrella")
      await sees(page, "button", "Requested Umbrella")
      await stop()
      await press(page, "Acme")
    }
  ],
  [
    "created",
    "Hopper Labs",
    async (page, stop) => {
      await press(page, "Create an organization")
      await fill(page, "Name", "Hopper Labs")
      await stop()
      await press(page, "Create")
    }
  ]
]

test.for(ways)("an organization is %s although the worker stops before every step", ([_, name, getThere]) =>
  withExtension({ seed }, async ({ openPopup, taskPage, snapshot, stopServiceWorker }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Acme")
    await stopServiceWorker()

    await getThere(page, stopServiceWorker)

    expect(await snapshot("active")).toMatchObject({ organization: { name } })
  })
)

test("a task page that is reloaded while the worker is stopped shows the task", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, stopServiceWorker }) => {
    const popup = await openPopup()
    await signIn(popup)
    const page = await taskPage("choose-organization")
    await closes(popup)
    await stopServiceWorker()

    await page.reload()

    await sees(page, "button", "Acme")
  }))

test("a choice under way when Chrome stops the worker still succeeds", () =>
  withExtension({ seed }, async ({ emulator, openPopup, taskPage, snapshot, stopServiceWorker }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Acme")
    const underWay = await holdBack(emulator, { path: "/v1/client/sessions/*/touch" })
    await press(page, "Acme")
    await underWay()

    await stopServiceWorker()

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
  }))

test("a sign-in under way when Chrome stops the worker shows the error, keeps what was typed, and works the next time", () =>
  withExtension({ seed }, async ({ emulator, openPopup, taskPage, stopServiceWorker }) => {
    const popup = await openPopup()
    await sees(popup, "button", "Sign in")
    const underWay = await holdBack(emulator, { method: "POST", path: "/v1/client/sign_ins" })
    await signIn(popup)
    await underWay()
    await stopServiceWorker()
    await says(popup, text("errorInterrupted"))
    expect(await valueIn(popup, "Email")).toBe(ada.email)
    expect(await valueIn(popup, "Password")).toBe(ada.password)

    await press(popup, "Sign in")

    await taskPage("choose-organization")
  }))
