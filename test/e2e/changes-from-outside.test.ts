import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { press, says, sees, vanishes } from "../support/on-page"
import { ada } from "../support/people"
import { clickIcon, signInAs } from "../support/steps"
import { isAtTask, letTimePass, saveNewPassword } from "../support/task-steps"
import { text } from "../support/texts"
import { userId } from "../support/user-id"
import { type Story, withExtension } from "../support/with-extension"

const seed = "active"

type Change = (given: Story, sessionId: string) => Promise<unknown>
type Look = (given: Story, workspace: Page) => Promise<unknown>

const revoked: Change = ({ emulator }, sessionId) => emulator.revokeSession(sessionId)
const banned: Change = async ({ emulator }) => emulator.changeUser(await userId(emulator), { banned: true })
const deleted: Change = async ({ emulator }) => emulator.deleteUser(await userId(emulator))

const anAlarmWakesTheWorker: Look = async ({ observer, stopServiceWorker }) => {
  await stopServiceWorker()
  // The existing alarm, only earlier.
  await observer.evaluate(() => chrome.alarms.create("sync", { when: Date.now() }))
}
const aTabIsSeenAgain: Look = async ({ browser }, workspace) => {
  await browser.newPage()
  await workspace.bringToFront()
}
const theNetworkIsBack: Look = async ({ goOffline, goOnline }) => {
  await goOffline()
  await goOnline()
}

test.for([
  ["revoked", "an alarm wakes the worker", revoked, anAlarmWakesTheWorker],
  ["banned", "a tab is seen again", banned, aTabIsSeenAgain],
  ["deleted", "the network is back", deleted, theNetworkIsBack]
] as const)("a user who is %s is signed out in every view as soon as %s", ([_, __, change, look]) =>
  withExtension({ seed }, async (given) => {
    const { workspace, panel } = await openViews(given)
    const { sessionId } = await given.snapshot("active")
    await change(given, sessionId)
    await letTimePass(given.observer)

    await look(given, workspace)

    await says(workspace, text("signedOutTitle"))
    await says(panel, text("signInTo", "Emulator"))
    for (const view of [workspace, panel]) expect(await wordsOf(view)).not.toMatch(/Ada|acme/i)
  })
)

test("a call that the server refuses because the session has ended signs out every view at once", () =>
  withExtension({ seed }, async (given) => {
    const { emulator, snapshot } = given
    const { workspace, panel } = await openViews(given)
    await emulator.revokeSession((await snapshot("active")).sessionId)
    // Until then the server accepts the token.
    await emulator.moveClock(70)

    await press(panel, "Refresh")

    await says(panel, text("signInTo", "Emulator"))
    await says(workspace, text("signedOutTitle"))
  }))

test("a user who is removed from the organization chooses another one in the tab that is open, and continues there", () =>
  withExtension({ seed }, async (given) => {
    const { emulator, observer, pages, toolbar } = given
    const { workspace, panel } = await openViews(given)
    const ada = await userId(emulator)
    await emulator.addOrganization({ name: "Globex", memberOf: ada })
    await emulator.removeMembership(ada, "acme")
    await letTimePass(observer)

    await clickIcon(observer)

    await isAtTask(workspace, "choose-organization")
    await says(panel, text("toolbarChooseOrganization"))
    expect(await wordsOf(panel)).not.toContain("acme")
    await expect.poll(async () => (await toolbar()).badge).toBe("1")
    await expect.poll(async () => (await pages()).length).toBe(2)
    await press(workspace, "Globex")
    await sees(workspace, "heading", "Workspace")
    await says(workspace, "Organization globex")
    await says(panel, "Organization globex")
  }))

test("a user who is removed from the organization continues in the personal account, if there is one", () =>
  withExtension({ seed }, async (given) => {
    const { emulator, observer } = given
    const { workspace, panel } = await openViews(given)
    await emulator.changeSettings({ organizations: { forceSelection: false } })
    await emulator.removeMembership(await userId(emulator), "acme")
    await letTimePass(observer)

    await anAlarmWakesTheWorker(given, workspace)

    await says(workspace, "Personal account Current")
    await says(workspace, "Organization None")
    await vanishes(workspace, "button", "Acme")
    await says(panel, "Organization None")
  }))

test("a task that an admin adds replaces the protected page until it's complete", () =>
  withExtension({ seed }, async (given) => {
    const { emulator, observer, pages } = given
    const { workspace, panel } = await openViews(given)
    await emulator.changeUser(await userId(emulator), { passwordCompromised: true })
    await letTimePass(observer)

    await anAlarmWakesTheWorker(given, workspace)

    await isAtTask(workspace, "reset-password")
    await says(panel, text("toolbarResetPassword"))
    expect(await pages()).toHaveLength(2)
    await saveNewPassword(workspace)
    await sees(workspace, "heading", "Workspace")
    await says(panel, "Session active")
  }))

test("nothing but an alarm within five minutes wakes an idle extension, and a worker that wakes for anything else sends no request", () =>
  withExtension({ seed }, async ({ emulator, observer, stopServiceWorker, wakeServiceWorker }) => {
    const alarms = () => observer.evaluate(() => chrome.alarms.getAll())
    await signInAs(observer, ada)
    await expect.poll(alarms).toMatchObject([{ name: "sync" }])
    const [alarm] = await alarms()
    const minutesLeft = ((alarm?.scheduledTime ?? 0) - Date.now()) / 60_000
    const before = (await emulator.requests()).length

    await stopServiceWorker()
    await letTimePass(observer)
    await wakeServiceWorker()

    expect(minutesLeft).toBeGreaterThan(3)
    expect(minutesLeft).toBeLessThanOrEqual(5)
    expect(alarm?.periodInMinutes).toBeUndefined()
    expect(await alarms()).toEqual([alarm])
    expect(await emulator.requests()).toHaveLength(before)
  }))

test("an alarm that finds the browser in use sets the next one", () =>
  withExtension({ seed }, async ({ emulator, observer, snapshot }) => {
    await signInAs(observer, ada)
    const { revision } = await snapshot("active")
    const before = (await emulator.requests()).length
    await letTimePass(observer)

    await observer.evaluate(() => chrome.alarms.create("sync", { when: Date.now() }))

    await expect.poll(async () => (await snapshot("active")).revision).toBeGreaterThan(revision)
    const inMinutes = await observer.evaluate(
      async () => ((await chrome.alarms.get("sync"))?.scheduledTime ?? 0) / 60_000 - Date.now() / 60_000
    )
    expect(inMinutes).toBeGreaterThan(3)
    expect(inMinutes).toBeLessThanOrEqual(5)
    // The worker runs, so only the session is requested.
    expect((await emulator.requests()).slice(before)).toMatchObject([{ path: "/v1/client" }])
  }))

/** Ada is working in a tab, with the side panel beside it. */
async function openViews({ observer, openPage, openSidePanel }: Story) {
  await signInAs(observer, ada)
  const workspace = await openPage("/tabs/workspace.html")
  const panel = await openSidePanel()
  await says(workspace, "Organization acme")
  await says(panel, "Organization acme")
  return { workspace, panel }
}

function wordsOf(page: Page) {
  return page.evaluate(() => document.body.textContent)
}
