import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import type { EmulatorClient } from "../support/emulator-client"
import {
  closes,
  expectErrorAt,
  fill,
  has,
  press,
  rows,
  says,
  sees,
  valueIn,
  vanishes
} from "../support/on-page"
import { ada, grace } from "../support/people"
import { addGrace } from "../support/seeds"
import { askForCode, clickIcon, codeFor, command, forgetEverything, signIn } from "../support/steps"
import { syncAgain } from "../support/sync-again"
import { isAtTask, saveNewPassword } from "../support/task-steps"
import { text } from "../support/texts"
import { userId } from "../support/user-id"
import { type Story, withExtension } from "../support/with-extension"

const seed = "active"
const settings = { session: { multiSession: true }, signIn: { emailCode: false } }
const hooli = { memberships: [{ name: "Hooli" }] }
const hooliOrPiedPiper = { memberships: [{ name: "Hooli" }, { name: "Pied Piper" }] }

test("an account added in the popup becomes the current one, and the other stays signed in", () =>
  withExtension({ seed, settings }, async ({ emulator, openPopup, snapshot, stopServiceWorker }) => {
    await addGrace(emulator, hooli)
    const popup = await openPopup()
    await signIn(popup)
    await sees(popup, "heading", "You’re signed in")
    await stopServiceWorker()

    await press(popup, "Add an account")
    await sees(popup, "heading", "Sign in to Emulator")
    await stopServiceWorker()
    await signIn(popup, grace)

    await says(popup, "Hooli")
    expect(await rows(popup, "Other accounts")).toHaveLength(1)
    await sees(popup, "button", "Ada Lovelace")
    expect(await snapshot("active")).toMatchObject({
      user: { identifier: grace.email },
      sessions: [{ user: { identifier: ada.email } }, { user: { identifier: grace.email } }]
    })
  }))

test("what was typed for another account is there when the popup opens again, but not for the next account", () =>
  withExtension({ seed, settings }, async ({ openPopup, snapshot }) => {
    const first = await openPopup()
    await signIn(first)
    await press(first, "Add an account")
    await fill(first, "Email", grace.email)
    await first.close()

    const second = await openPopup()
    await press(second, "Add an account")
    await expect.poll(() => valueIn(second, "Email")).toBe(grace.email)
    await second.close()
    const third = await openPopup()
    await press(third, "Sign out")

    await snapshot("signed-out")
    expect(await valueIn(third, "Email")).toBe("")
  }))

test("switching to an account with nothing to do opens no tab, however often Chrome stops the service worker", () =>
  withExtension({ seed, settings }, async (given) => {
    const { pages, snapshot, stopServiceWorker } = given
    const popup = await signInBoth(given)
    await stopServiceWorker()

    await press(popup, "Ada Lovelace")
    await says(popup, "Acme")
    expect(await snapshot("active")).toMatchObject({ user: { identifier: ada.email } })
    await stopServiceWorker()
    await press(popup, "Grace Hopper")
    await says(popup, "Hooli")

    expect(await snapshot("active")).toMatchObject({ user: { identifier: grace.email } })
    expect(await pages()).toHaveLength(1)
  }))

test("each account has its own tasks: adding an account with a task leads there, and the other account has none", () =>
  withExtension(
    { seed, settings },
    async ({ emulator, openPopup, taskPage, snapshot, stopServiceWorker, toolbar }) => {
      await addGrace(emulator, hooliOrPiedPiper)
      const popup = await openPopup()
      await signIn(popup)
      await press(popup, "Add an account")
      await signIn(popup, grace)

      const page = await taskPage("choose-organization")
      await closes(popup)
      await says(page, text("signedInAs", grace.email))
      expect(await snapshot("pending")).toMatchObject({
        user: { identifier: grace.email },
        sessions: [{ user: { identifier: ada.email } }, { user: { identifier: grace.email } }]
      })
      await expect.poll(async () => (await toolbar()).badge).toBe("1")
      await sees(page, "button", "Pied Piper")
      await stopServiceWorker()
      await press(page, "Pied Piper")

      expect(await snapshot("active")).toMatchObject({
        user: { identifier: grace.email },
        organization: { name: "Pied Piper" },
        sessions: [{ user: { identifier: ada.email } }, { user: { identifier: grace.email } }]
      })
      await expect.poll(async () => (await toolbar()).badge).toBe("")
    }
  ))

test("switching to an account with a task leads to it, and back there is none", () =>
  withExtension({ seed, settings }, async (given) => {
    const { emulator, openPopup, taskPage, snapshot, stopServiceWorker, toolbar } = given
    const popup = await signInBoth(given)
    await press(popup, "Ada Lovelace")
    await says(popup, "Acme")
    await emulator.changeUser(await userId(emulator, grace), { passwordCompromised: true })
    expect((await toolbar()).badge).toBe("")
    await stopServiceWorker()

    await press(popup, "Grace Hopper")

    const page = await taskPage("reset-password")
    await closes(popup)
    await says(page, text("signedInAs", grace.email))
    await expect.poll(async () => (await toolbar()).badge).toBe("1")
    await stopServiceWorker()
    await saveNewPassword(page)
    await closes(page)
    const again = await openPopup()
    await press(again, "Ada Lovelace")
    await says(again, "Acme")
    expect(await snapshot("active")).toMatchObject({ user: { identifier: ada.email } })
  }))

test("a task's page offers the other account, and leaves the task for later", () =>
  withExtension({ seed, settings }, async (given) => {
    const { emulator, openPopup, taskPage, snapshot } = given
    const popup = await signInBoth(given)
    await press(popup, "Ada Lovelace")
    await says(popup, "Acme")
    await emulator.changeUser(await userId(emulator, grace), { passwordCompromised: true })
    await press(popup, "Grace Hopper")
    const page = await taskPage("reset-password")
    await closes(popup)

    await press(page, "Ada Lovelace")

    await sees(page, "heading", text("nothingToDoTitle"))
    expect(await snapshot("active")).toMatchObject({
      user: { identifier: ada.email },
      sessions: [{ user: { identifier: ada.email } }, { user: { identifier: grace.email } }]
    })
    await says(await openPopup(), "Acme")
  }))

test("signing out of one account leaves the other signed in, in its place", () =>
  withExtension({ seed, settings }, async (given) => {
    const { emulator, snapshot, stopServiceWorker } = given
    const popup = await signInBoth(given)
    await stopServiceWorker()

    await press(popup, "Sign out")

    await says(popup, "Acme")
    await vanishes(popup, "list", "Other accounts")
    const { sessionId } = await snapshot("active")
    expect(await liveSessionsAt(emulator)).toEqual([sessionId])
    await stopServiceWorker()
    await press(popup, "Sign out")
    await sees(popup, "button", "Sign in")
    expect(await liveSessionsAt(emulator)).toEqual([])
  }))

test("signing out of one account leads to the other's task", () =>
  withExtension({ seed, settings }, async ({ emulator, observer, openPopup, taskPage, snapshot }) => {
    await addGrace(emulator, hooliOrPiedPiper)
    const popup = await openPopup()
    await signIn(popup)
    const { sessionId } = await snapshot("active")
    await press(popup, "Add an account")
    await signIn(popup, grace)
    const first = await taskPage("choose-organization")
    await closes(popup)
    await first.close()
    await command(observer, "switch-session", { sessionId })

    await press(await openPopup(), "Sign out")

    const page = await taskPage("choose-organization")
    await says(page, text("signedInAs", grace.email))
    expect(await snapshot("pending")).toMatchObject({ sessions: [{ user: { identifier: grace.email } }] })
  }))

test("signing out of an account with a task doesn't show the task as completed", () =>
  withExtension({ seed, settings }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await addGrace(emulator, hooliOrPiedPiper)
    const popup = await openPopup()
    await signIn(popup)
    await press(popup, "Add an account")
    await signIn(popup, grace)
    const page = await taskPage("choose-organization")

    await press(page, "Sign out")

    await sees(page, "heading", "Nothing to do here")
    await says(page, text("signedInAs", ada.email))
    expect(await snapshot("active")).toMatchObject({ user: { identifier: ada.email } })
  }))

test("all accounts can be signed out at once", () =>
  withExtension({ seed, settings }, async (given) => {
    const { emulator, snapshot, stopServiceWorker } = given
    const popup = await signInBoth(given)
    expect(await liveSessionsAt(emulator)).toHaveLength(2)
    await stopServiceWorker()

    await press(popup, "Sign out of all accounts")

    await sees(popup, "button", "Sign in")
    expect(await snapshot("signed-out")).toMatchObject({ sessions: [] })
    expect(await liveSessionsAt(emulator)).toEqual([])
  }))

test("all accounts and the current one survive a restart of the browser", () =>
  withExtension({ seed, settings }, async (given) => {
    const first = await signInBoth(given)
    await press(first, "Ada Lovelace")
    await says(first, "Acme")
    await first.close()
    await forgetEverything(given)

    const second = await given.openPopup()

    await says(second, "Acme")
    await sees(second, "button", "Grace Hopper")
  }))

test("a revoked session gives way to the other account at the next sync", () =>
  withExtension({ seed, settings }, async (given) => {
    const { emulator, snapshot } = given
    const popup = await signInBoth(given)
    const { sessionId } = await snapshot("active")

    await emulator.revokeSession(sessionId)
    await syncAgain(popup)

    await says(popup, "Acme")
    expect(await snapshot("active")).toMatchObject({
      user: { identifier: ada.email },
      sessions: [{ user: { identifier: ada.email } }]
    })
  }))

test("another account whose session is revoked disappears at the next sync", () =>
  withExtension({ seed, settings }, async (given) => {
    const { emulator, snapshot } = given
    const popup = await signInBoth(given)
    const { sessions } = await snapshot("active")

    await emulator.revokeSession(sessions[0]?.sessionId ?? "")
    await syncAgain(popup)

    await vanishes(popup, "list", "Other accounts")
    expect(await snapshot("active")).toMatchObject({ user: { identifier: grace.email } })
  }))

test("the user can't switch to an account whose session has ended, and the other stays signed in", () =>
  withExtension({ seed, settings }, async (given) => {
    const { emulator, snapshot } = given
    const popup = await signInBoth(given)
    const { sessions, sessionId } = await snapshot("active")
    const ended = sessions[0]?.sessionId ?? ""
    await emulator.revokeSession(ended)
    const since = Date.now()

    await press(popup, "Ada Lovelace")

    await vanishes(popup, "list", "Other accounts")
    await says(popup, "Hooli")
    expect(await snapshot("active")).toMatchObject({ sessionId, user: { identifier: grace.email } })
    const asked = await emulator.requests(since)
    expect(asked.filter(({ path }) => path.includes(ended))).not.toEqual([])
    const left = (await emulator.state()).sessions.filter(({ status }) => status === "active")
    expect(left).toMatchObject([{ id: sessionId }])
  }))

test("a task page whose session has ended gives way to the other account, and changes nothing there", () =>
  withExtension({ seed, settings }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await addGrace(emulator, hooliOrPiedPiper)
    const popup = await openPopup()
    await signIn(popup)
    await press(popup, "Add an account")
    await signIn(popup, grace)
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Pied Piper")
    await emulator.revokeSession((await snapshot("pending")).sessionId)

    await press(page, "Pied Piper")

    await sees(page, "heading", "Nothing to do here")
    expect(await snapshot("active")).toMatchObject({
      user: { identifier: ada.email },
      organization: { name: "Acme" }
    })
  }))

test("an account that is already signed in can't be added again", () =>
  withExtension({ seed, settings }, async ({ openPopup, snapshot }) => {
    const popup = await openPopup()
    await signIn(popup)
    await press(popup, "Add an account")

    await signIn(popup)

    await expectErrorAt(popup, "Email", text("errorAlreadySignedIn"))
    expect((await snapshot("active")).sessions).toHaveLength(1)
  }))

test("a popup that closes while an account is added still waits for its code, even after the worker stopped", () =>
  withExtension(
    { seed, settings: { session: { multiSession: true } } },
    async ({ emulator, openPopup, stopServiceWorker }) => {
      await addGrace(emulator, hooli)
      const first = await openPopup()
      await signIn(first)
      await press(first, "Add an account")
      await askForCode(first, grace)
      await first.close()
      await stopServiceWorker()

      const second = await openPopup()
      await says(second, text("codeSentTo", grace.email))
      await stopServiceWorker()
      await fill(second, "Code", await codeFor(grace, emulator))

      await says(second, "Hooli")
      await sees(second, "button", "Ada Lovelace")
    }
  ))

test("a user who doesn't add an account after all is back where they were", () =>
  withExtension(
    { seed, settings: { session: { multiSession: true } } },
    async ({ emulator, openPopup, snapshot }) => {
      await addGrace(emulator, hooli)
      const popup = await openPopup()
      await signIn(popup)
      await press(popup, "Add an account")
      await askForCode(popup, grace)

      await press(popup, "Back to Ada Lovelace")

      await sees(popup, "heading", "You’re signed in")
      await expect.poll(async () => (await snapshot("active")).attempt).toBeNull()
      expect(await snapshot("active")).toMatchObject({ user: { identifier: ada.email } })
    }
  ))

test("if only one account at a time is allowed, the user can't add another", () =>
  withExtension({ seed }, async ({ openPopup }) => {
    const popup = await openPopup()
    await signIn(popup)
    await sees(popup, "heading", "You’re signed in")

    expect(await has(popup, "button", "Add an account")).toBe(false)
  }))

test("a task's tab follows a switch to another account", () =>
  withExtension({ seed, settings }, async ({ emulator, observer, openPopup, taskPage, snapshot, pages }) => {
    await addGrace(emulator, hooliOrPiedPiper)
    const popup = await openPopup()
    await signIn(popup)
    const { sessionId } = await snapshot("active")
    await emulator.changeUser(await userId(emulator), { passwordCompromised: true })
    await press(popup, "Add an account")
    await signIn(popup, grace)
    const page = await taskPage("choose-organization")
    await says(page, text("signedInAs", grace.email))

    await command(observer, "switch-session", { sessionId })

    await isAtTask(page, "reset-password")
    await says(page, text("signedInAs", ada.email))
    await clickIcon(observer)
    await expect.poll(async () => (await pages()).length).toBe(1)
  }))

/** Ada, who works at Acme, and then Grace, at Hooli, sign in; nothing is left to do. */
async function signInBoth({ emulator, openPopup }: Pick<Story, "emulator" | "openPopup">): Promise<Page> {
  await addGrace(emulator, hooli)
  const popup = await openPopup()
  await signIn(popup)
  await press(popup, "Add an account")
  await signIn(popup, grace)
  await says(popup, "Hooli")
  return popup
}

async function liveSessionsAt(emulator: EmulatorClient) {
  const { sessions } = await emulator.state()
  return sessions.filter(({ status }) => status === "active" || status === "pending").map(({ id }) => id)
}
