import { expect, test } from "vitest"
import type { SettingsPatch } from "../../emulator/model/settings"
import type { EmulatorClient } from "../support/emulator-client"
import { expectErrorAt, fill, press, says, sees, valueIn } from "../support/on-page"
import { grace } from "../support/people"
import { addGrace, inOrganizations } from "../support/seeds"
import { clickIcon, codeFor, signIn } from "../support/steps"
import { codeTextedTo } from "../support/text-messages"
import { text } from "../support/texts"
import { type Story, withExtension } from "../support/with-extension"

const mary = { email: "mary@example.com", password: "difference-engine-1822" }
const phone = "+14155552671"

/** An app as Clerk creates it today, with a task for every user. */
function appMadeToday(deviceTrust: SettingsPatch["deviceTrust"] = {}) {
  return { ...inOrganizations, deviceTrust: { enabled: true, ...deviceTrust } } satisfies SettingsPatch
}

const places = { memberships: [{ name: "Acme" }, { name: "Globex" }] }

test("a new device needs a code, which is sent once, then does the session's tasks, and never needs a code again", () =>
  withExtension({ settings: appMadeToday() }, async (given) => {
    const { emulator, openPopup, snapshot, stopServiceWorker, taskPage } = given
    await addGrace(emulator, places)
    const first = await openPopup()
    await signIn(first, grace)
    await sees(first, "heading", text("newDeviceTitle"))
    await says(first, text("newDeviceReason"))
    await says(first, text("codeSentTo", grace.email))
    await first.close()
    await stopServiceWorker()

    const popup = await openPopup()
    await says(popup, text("codeSentTo", grace.email))
    expect(await emulator.inbox(grace.email)).toHaveLength(1)
    const code = await codeFor(grace, emulator)
    await fill(popup, "Code", code === "000000" ? "111111" : "000000")
    await expectErrorAt(popup, "Code", text("errorCodeIncorrect"))
    await expect.poll(() => valueIn(popup, "Code")).toBe("")
    await stopServiceWorker()
    await fill(popup, "Code", code)

    const page = await taskPage("choose-organization")
    await press(page, "Globex")
    await snapshot("active")
    const again = await openPopup()
    await press(again, "Sign out")
    await snapshot("signed-out")
    await stopServiceWorker()
    await signIn(again, grace)
    await snapshot("pending")
    expect(await emulator.inbox(grace.email)).toHaveLength(1)
  }))

test("a code that has expired, or was entered incorrectly too often, is replaced by a new one", () =>
  withExtension({ settings: appMadeToday() }, async (given) => {
    const { emulator, openPopup, snapshot } = given
    await addGrace(emulator, places)
    const popup = await openPopup()
    await signIn(popup, grace)
    await sees(popup, "textbox", "Code")
    await emulator.moveClock(601)
    await fill(popup, "Code", await codeFor(grace, emulator))
    await says(popup, text("errorCodeExpired"))

    await press(popup, text("sendEmailCode"))
    await says(popup, text("codeSentTo", grace.email))
    await emulator.moveClock(632)
    await press(popup, "Send a new code")
    await says(popup, text("newCodeSent"))
    expect(await emulator.inbox(grace.email)).toHaveLength(3)
    await fill(popup, "Code", await codeFor(grace, emulator))

    await snapshot("pending")
  }))

test("a code that couldn't be sent is sent when the user requests it", () =>
  withExtension({ settings: appMadeToday() }, async (given) => {
    const { emulator, openPopup, snapshot } = given
    await addGrace(emulator, places)
    await emulator.setFaults([
      { match: { path: "/v1/client/sign_ins/:id/prepare_second_factor" }, times: 1, status: 503 }
    ])
    const popup = await openPopup()
    await signIn(popup, grace)
    await sees(popup, "heading", text("newDeviceTitle"))
    await says(popup, text("errorClerkDown"))
    expect(await emulator.inbox(grace.email)).toEqual([])

    await press(popup, text("sendEmailCode"))
    await fill(popup, "Code", await sentCode(given))

    await snapshot("pending")
  }))

test("an app that answers as for a second factor gets the same step, by text message or by email", () =>
  withExtension(
    {
      settings: {
        ...appMadeToday({ legacyStatus: true, strategies: ["email_code", "phone_code"] }),
        mfa: { authenticatorApp: true }
      }
    },
    async (given) => {
      const { emulator, openPopup, snapshot } = given
      await addGrace(emulator, { ...places, phone })
      const popup = await openPopup()
      await signIn(popup, grace)
      await sees(popup, "heading", text("newDeviceTitle"))
      await codeTextedTo(phone, emulator)
      expect(await emulator.inbox(grace.email)).toEqual([])

      await press(popup, text("useEmailCode"))
      await press(popup, text("sendEmailCode"))
      await fill(popup, "Code", await sentCode(given))

      await snapshot("pending")
    }
  ))

test("a link signs in from any tab, whether or not the popup is open", () =>
  withExtension(
    {
      settings: { ...appMadeToday({ strategies: ["email_link"] }), emailLink: { requireSameClient: false } }
    },
    async ({ emulator, browser, observer, openPopup, snapshot, stopServiceWorker, taskPage }) => {
      await addGrace(emulator, places)
      const first = await openPopup()
      await signIn(first, grace)
      await says(first, text("linkSentTo", grace.email))
      await first.close()
      await stopServiceWorker()
      const popup = await openPopup()
      await says(popup, text("waitingForLink"))
      // On a phone, so the popup stays open.
      await openElsewhere(await linkFor(grace, emulator), emulator)
      await press(await taskPage("choose-organization"), "Globex")
      expect(await emulator.inbox(grace.email)).toHaveLength(1)

      await emulator.addUser(mary)
      await press(await openPopup(), "Sign out")
      await snapshot("signed-out")
      const next = await openPopup()
      await signIn(next, mary)
      await says(next, text("linkSentTo", mary.email))
      await emulator.moveClock(601)
      await says(next, text("errorLinkExpired"))
      await press(next, text("sendEmailLink"))
      await says(next, text("linkSentTo", mary.email))
      // Chrome closes the popup when a tab opens.
      const tab = await browser.newPage()
      await tab.goto(await linkFor(mary, emulator))
      await says(tab, "You're verified")
      await clickIcon(observer)
      await snapshot("pending")
      await taskPage("choose-organization")
    }
  ))

test("if a link works only in the browser that requested it, the web app is the way in", () =>
  withExtension(
    { settings: appMadeToday({ strategies: ["email_link"] }) },
    async ({ emulator, openPopup }) => {
      await addGrace(emulator, places)
      const popup = await openPopup()
      await signIn(popup, grace)

      await sees(popup, "heading", text("signInUnsupportedTitle"))
      await sees(popup, "link", "Open Emulator")
      expect(await emulator.inbox(grace.email)).toEqual([])
      await press(popup, "Start over")
      await sees(popup, "button", "Sign in")
    }
  ))

async function linkFor({ email }: { email: string }, emulator: EmulatorClient) {
  const [message] = await emulator.inbox(email)
  if (!message?.link) throw new Error(`No link was sent to ${email}.`)
  return message.link
}

/** As if in a browser on another device. */
function openElsewhere(link: string, { url }: EmulatorClient) {
  const { pathname, search } = new URL(link)
  return fetch(new URL(pathname + search, url), { redirect: "manual" })
}

async function sentCode({ emulator }: Pick<Story, "emulator">) {
  await expect.poll(async () => (await emulator.inbox(grace.email)).length).toBe(1)
  return codeFor(grace, emulator)
}
