import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { codeOf } from "../support/authenticator"
import type { EmulatorClient } from "../support/emulator-client"
import { expectErrorAt, fill, press, says, sees, vanishes } from "../support/on-page"
import { grace } from "../support/people"
import { addGrace } from "../support/seeds"
import { askForCode, clickIcon, codeFor, command, signIn } from "../support/steps"
import { letTimePass } from "../support/task-steps"
import { text } from "../support/texts"
import { userId } from "../support/user-id"
import { withExtension } from "../support/with-extension"

const MINUTE = 60
const signedOut = { ok: false, failure: expect.objectContaining({ code: "signed-out" }) }

test("ten wrong passwords lock the account, which opens again after the time shown", () =>
  withExtension({}, async ({ emulator, openPopup, stopServiceWorker }) => {
    await addGrace(emulator, {})
    const popup = await openPopup()
    for (let attempt = 1; attempt < 10; attempt++) {
      await signIn(popup, { ...grace, password: `wrong-${attempt}` })
      // The message is the same each time.
      await expect.poll(() => refusalsBy(emulator, 422)).toBe(attempt)
    }
    await expectErrorAt(popup, "Password", text("errorPasswordIncorrect"))
    await signIn(popup, { ...grace, password: "wrong-10" })
    await says(popup, text("errorUserLocked", "in 60 minutes"))
    await stopServiceWorker()

    await emulator.moveClock(45 * MINUTE)
    await signIn(popup, grace)
    await says(popup, text("errorUserLocked", "in 15 minutes"))

    await emulator.moveClock(61 * MINUTE)
    await signIn(popup, grace)
    await sees(popup, "heading", "You’re signed in")
  }))

test("an account that is locked while its code is awaited shows that, and the code is refused", () =>
  withExtension({}, async ({ emulator, openPopup, snapshot, stopServiceWorker }) => {
    const { id } = await addGrace(emulator, {})
    const popup = await openPopup()
    await askForCode(popup, grace)
    await emulator.changeUser(id, { locked: true })
    await stopServiceWorker()

    await fill(popup, "Code", await codeFor(grace, emulator))

    await says(popup, text("errorUserLocked", "in 60 minutes"))
    expect(await snapshot()).toMatchObject({ status: "signed-out" })
  }))

test("ten wrong codes of an authenticator app lock the account, too", () =>
  withExtension({ settings: { mfa: { authenticatorApp: true } } }, async ({ emulator, openPopup }) => {
    const { totpSecret = "" } = await addGrace(emulator, { totp: true })
    const popup = await openPopup()
    await signIn(popup, grace)
    for (let attempt = 1; attempt < 10; attempt++) {
      await fill(popup, "Code", codeOf(totpSecret, { codesAgo: 20 + attempt }))
      await expectErrorAt(popup, "Code", text("errorCodeIncorrect"))
      await isEmptied(popup, "Code")
    }

    await fill(popup, "Code", codeOf(totpSecret, { codesAgo: 20 }))

    await says(popup, text("errorUserLocked", "in 60 minutes"))
  }))

test("a banned account shows that at sign-in, by password and by code", () =>
  withExtension({}, async ({ emulator, openPopup, snapshot }) => {
    await addGrace(emulator, { banned: true })
    const popup = await openPopup()

    await signIn(popup, grace)
    await says(popup, text("errorUserBanned"))
    await press(popup, "Email me a code instead")

    await expect.poll(() => refusalsBy(emulator, 403)).toBe(2)
    await says(popup, text("errorUserBanned"))
    expect(await snapshot()).toMatchObject({ status: "signed-out", attempt: null })
    expect(await emulator.inbox(grace.email)).toEqual([])
  }))

const ends: [string, (emulator: EmulatorClient, id: string) => Promise<unknown>][] = [
  ["banned", (emulator, id) => emulator.changeUser(id, { banned: true })],
  ["locked", (emulator, id) => emulator.changeUser(id, { locked: true })],
  ["deleted", (emulator, id) => emulator.deleteUser(id)]
]

test.for(ends)("a user who is %s while signed in is signed out when the popup opens next", ([_, end]) =>
  withExtension(
    { seed: "active" },
    async ({ emulator, observer, openPopup, snapshot, stopServiceWorker }) => {
      const first = await openPopup()
      await signIn(first)
      await says(first, "Acme")
      await first.close()
      await end(emulator, await userId(emulator))
      await letTimePass(observer)
      await stopServiceWorker()

      const second = await openPopup()

      await sees(second, "button", "Sign in")
      expect(await snapshot("signed-out")).toMatchObject({ sessions: [], attempt: null })
      expect(JSON.stringify(await everythingKept(observer))).not.toContain("Lovelace")
      expect(await command(observer, "get-token")).toEqual(signedOut)
    }
  )
)

test.for(ends)("a user who is %s while a task is open is signed out by the refused command", ([_, end]) =>
  withExtension(
    { seed: "pending-choose-organization" },
    async ({ emulator, observer, openPopup, taskPage, snapshot, stopServiceWorker, toolbar }) => {
      await signIn(await openPopup())
      const page = await taskPage("choose-organization")
      await sees(page, "button", "Acme")
      await end(emulator, await userId(emulator))
      await stopServiceWorker()

      await press(page, "Acme")

      await sees(page, "heading", "You’re signed out")
      await vanishes(page, "button", "Acme")
      expect(await snapshot("signed-out")).toMatchObject({ sessions: [] })
      expect(JSON.stringify(await everythingKept(observer))).not.toContain("Lovelace")
      await expect.poll(toolbar).toEqual({ badge: "", title: text("extensionName") })
    }
  )
)

test("a query that is refused because the session has ended signs out, too", () =>
  withExtension(
    { seed: "active" },
    async ({ emulator, observer, openPopup, snapshot, stopServiceWorker }) => {
      const popup = await openPopup()
      await signIn(popup)
      await says(popup, "Acme")
      await emulator.changeUser(await userId(emulator), { banned: true })

      expect(await command(observer, "get-token", { skipCache: true })).toEqual(signedOut)

      await sees(popup, "button", "Sign in")
      await snapshot("signed-out")
      await stopServiceWorker()
      expect(await command(observer, "get-token")).toEqual(signedOut)
    }
  ))

test("a task page opened after the session has ended leads to the sign-in, even within a minute", () =>
  withExtension(
    { seed: "pending-choose-organization" },
    async ({ emulator, openPopup, openPage, taskPage }) => {
      await signIn(await openPopup())
      const page = await taskPage("choose-organization")
      await sees(page, "button", "Acme")
      await page.close()
      await emulator.changeUser(await userId(emulator), { banned: true })

      const again = await openPage("/tabs/choose-organization.html")

      await sees(again, "heading", "You’re signed out")
    }
  ))

test("a user signs in again once their ban is lifted, and the task is still there", () =>
  withExtension(
    { seed: "pending-choose-organization" },
    async ({ emulator, observer, openPopup, taskPage }) => {
      await signIn(await openPopup())
      const page = await taskPage("choose-organization")
      await sees(page, "button", "Acme")
      const id = await userId(emulator)
      await emulator.changeUser(id, { banned: true })
      await press(page, "Acme")
      await sees(page, "heading", "You’re signed out")
      await emulator.changeUser(id, { banned: false })

      await clickIcon(observer)
      await signIn(await openPopup())

      await sees(page, "button", "Globex")
    }
  ))

async function refusalsBy(emulator: EmulatorClient, status: number) {
  return (await emulator.requests()).filter((request) => request.status === status).length
}

/** Waits until an input is empty, and so ready for the next code. */
async function isEmptied(popup: Page, label: string) {
  const input = await sees(popup, "textbox", label)
  await expect.poll(() => input.evaluate((element) => (element as HTMLInputElement).value)).toBe("")
}

/** Everything that the extension has stored, except what it keeps permanently: its browser's token at Clerk. */
function everythingKept(observer: Page) {
  return observer.evaluate(async () => [
    await chrome.storage.session.get(null),
    Object.keys(await chrome.storage.local.get(null))
  ])
}
