import { expect, test } from "vitest"
import { buildFor } from "../support/builds"
import { closes, fill, press, says, sees, valueIn } from "../support/on-page"
import { signInElsewhere } from "../support/other-device"
import { ada, grace } from "../support/people"
import { inOrganizations } from "../support/seeds"
import { clickIcon, codeFor, forgetEverything, signIn } from "../support/steps"
import { syncAgain } from "../support/sync-again"
import { isAtTask, letTimePass, NEW_PASSWORD, saveNewPassword, taskPages } from "../support/task-steps"
import { text } from "../support/texts"
import { userId } from "../support/user-id"
import { withExtension } from "../support/with-extension"

const seed = "pending-every-task"
const onlyApp = { mfa: { phoneCode: false } }
const mfaRequired = { mfa: { required: true, authenticatorApp: true, backupCode: true } }

const orders = [
  ["reset-password", "setup-mfa", "choose-organization"],
  ["choose-organization", "setup-mfa", "reset-password"],
  ["setup-mfa", "reset-password", "choose-organization"]
] as const

/** A button that a task's page shows as soon as it has what it needs from Clerk. */
const buttonOf = { "reset-password": "Save password", "setup-mfa": "Verify", "choose-organization": "Globex" }

test.for(orders)("one tab leads through all tasks in the server's order: %s, %s, %s", (order) =>
  withExtension(
    { seed, settings: { ...onlyApp, tasks: { order: [...order] } } },
    async ({ openPopup, taskPage, pages, snapshot, stopServiceWorker, toolbar }) => {
      await signIn(await openPopup())
      const page = await taskPage(order[0])

      for (const [done, task] of order.entries()) {
        await isAtTask(page, task)
        await says(page, text("taskProgress", done + 1, 3))
        expect(await snapshot("pending")).toMatchObject({ tasks: order.slice(done), taskCount: 3 })
        await expect.poll(async () => (await toolbar()).badge).toBe(String(3 - done))
        // The popup may still be closing.
        await expect.poll(async () => (await pages()).length).toBe(1)
        await sees(page, "button", buttonOf[task])
        await stopServiceWorker()
        await taskPages[task].complete(page)
      }

      expect(await snapshot("active")).toMatchObject({ organization: { name: "Globex" } })
      await closes(page)
      await expect.poll(toolbar).toEqual({ badge: "", title: text("extensionName") })
      await sees(await openPopup(), "heading", "You’re signed in")
    }
  )
)

test("a user who closes the tab between two tasks continues with the second, and sees the progress", () =>
  withExtension(
    { seed, settings: onlyApp },
    async ({ openPopup, observer, taskPage, snapshot, stopServiceWorker }) => {
      await signIn(await openPopup())
      const first = await taskPage("reset-password")
      await saveNewPassword(first)
      await isAtTask(first, "setup-mfa")
      await first.close()
      await stopServiceWorker()

      await clickIcon(observer)

      const second = await taskPage("setup-mfa")
      await says(second, text("taskProgress", 2, 3))
      expect(await snapshot("pending")).toMatchObject({ tasks: ["setup-mfa", "choose-organization"] })
    }
  ))

test("a task that an admin takes back disappears at the next sync, and the next one comes", () =>
  withExtension(
    { seed, settings: { ...onlyApp, tasks: { order: ["setup-mfa"] } } },
    async ({ emulator, openPopup, openPage, observer, taskPage, snapshot, stopServiceWorker }) => {
      await signIn(await openPopup())
      const page = await taskPage("setup-mfa")
      await sees(page, "textbox", "Code")

      await emulator.changeSettings({ mfa: { required: false } })
      await letTimePass(observer)
      await stopServiceWorker()
      await openPage("/tabs/setup-mfa.html")

      // The page is in the background now.
      await says(page, taskPages["reset-password"].title)
      await says(page, text("taskProgress", 2, 3))
      expect(await snapshot("pending")).toMatchObject({ tasks: ["reset-password", "choose-organization"] })
    }
  ))

test("a click on the icon syncs, so a removed task doesn't wait in its tab", () =>
  withExtension(
    { seed: "pending-choose-organization" },
    async ({ emulator, openPopup, observer, taskPage, snapshot, toolbar }) => {
      await signIn(await openPopup())
      const page = await taskPage("choose-organization")
      await sees(page, "button", "Globex")

      await emulator.changeSettings({ organizations: { forceSelection: false } })
      await letTimePass(observer)
      await clickIcon(observer)

      await snapshot("active")
      await closes(page)
      await expect.poll(async () => (await toolbar()).badge).toBe("")
    }
  ))

test("a new password saved on another device completes the task here, and the next one comes", () =>
  withExtension({ seed, settings: onlyApp }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("reset-password")
    await fill(page, "New password", "half a pass")

    await emulator.changeUser(await userId(emulator), { password: NEW_PASSWORD, passwordCompromised: false })
    await syncAgain(page)

    await isAtTask(page, "setup-mfa")
    await says(page, text("taskProgress", 2, 3))
    expect((await snapshot("pending")).tasks[0]).toBe("setup-mfa")
  }))

test("a removed task doesn't stand in the way of the command that notices it", () =>
  withExtension(
    { seed, settings: { ...onlyApp, tasks: { order: ["choose-organization"] } } },
    async ({ emulator, openPopup, taskPage, snapshot }) => {
      await signIn(await openPopup())
      const page = await taskPage("choose-organization")
      await sees(page, "button", "Globex")
      await emulator.changeSettings({ mfa: { required: false } })

      await press(page, "Globex")

      await isAtTask(page, "reset-password")
      await says(page, text("taskProgress", 3, 3))
      expect(await snapshot("pending")).toMatchObject({ tasks: ["reset-password"], taskCount: 3 })
    }
  ))

test("a breached password comes first, and what the user typed before is there afterwards", () =>
  withExtension(
    { seed: "pending-choose-organization", settings: { signIn: { emailCode: false } } },
    async ({ emulator, openPopup, taskPage, toolbar, snapshot, stopServiceWorker }) => {
      await signIn(await openPopup())
      const page = await taskPage("choose-organization")
      await press(page, "Create an organization")
      await fill(page, "Name", "Hopper Labs")

      await emulator.changeUser(await userId(emulator), { passwordCompromised: true })
      await syncAgain(page)
      await isAtTask(page, "reset-password")
      await says(page, text("taskProgress", 1, 2))
      await expect.poll(toolbar).toMatchObject({
        badge: "2",
        title: "Choose a new password to finish signing in"
      })
      await stopServiceWorker()
      await saveNewPassword(page)

      await isAtTask(page, "choose-organization")
      await says(page, text("taskProgress", 2, 2))
      await press(page, "Create an organization")
      expect(await valueIn(page, "Name")).toBe("Hopper Labs")
      await press(page, "Create")
      expect(await snapshot("active")).toMatchObject({ organization: { name: "Hopper Labs" } })
    }
  ))

test("a task that comes after the open one leaves it as it was, and is counted", () =>
  withExtension(
    { seed: "pending-reset-password", settings: { mfa: { authenticatorApp: true, backupCode: true } } },
    async ({ emulator, openPopup, taskPage, snapshot, toolbar }) => {
      await signIn(await openPopup())
      const page = await taskPage("reset-password")
      await fill(page, "New password", NEW_PASSWORD)

      await emulator.changeSettings({ mfa: { required: true } })
      await syncAgain(page)
      await says(page, text("taskProgress", 1, 2))
      await expect.poll(async () => (await toolbar()).badge).toBe("2")
      expect(await valueIn(page, "New password")).toBe(NEW_PASSWORD)
      await fill(page, "Repeat the new password", NEW_PASSWORD)
      await press(page, "Save password")

      await isAtTask(page, "setup-mfa")
      await taskPages["setup-mfa"].complete(page)
      await snapshot("active")
    }
  ))

test("a user who is already signed in is led to a later task at the next sync", () =>
  withExtension(
    { seed: "active" },
    async ({ emulator, openPopup, observer, taskPage, snapshot, toolbar }) => {
      const popup = await openPopup()
      await signIn(popup)
      await sees(popup, "heading", "You’re signed in")
      await popup.close()

      await emulator.changeSettings(mfaRequired)
      await letTimePass(observer)
      await clickIcon(observer)

      const page = await taskPage("setup-mfa")
      await isAtTask(page, "setup-mfa")
      expect((await snapshot("pending")).tasks[0]).toBe("setup-mfa")
      await expect.poll(async () => (await toolbar()).badge).toBe("1")
      await taskPages["setup-mfa"].complete(page)
      expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
    }
  ))

test("a user who creates an account goes through its tasks, however often Chrome stops the service worker", () =>
  withExtension(
    { settings: { ...inOrganizations, ...mfaRequired } },
    async ({ emulator, openPopup, taskPage, snapshot, stopServiceWorker }) => {
      const popup = await openPopup()
      await press(popup, "Create an account")
      await fill(popup, "Email", grace.email)
      await fill(popup, "Password", grace.password)
      await stopServiceWorker()
      await press(popup, "Create an account")
      await sees(popup, "textbox", "Code")
      await stopServiceWorker()
      await fill(popup, "Code", await codeFor(grace, emulator))

      const page = await taskPage("setup-mfa")
      await says(page, text("taskProgress", 1, 2))
      await sees(page, "button", buttonOf["setup-mfa"])
      await stopServiceWorker()
      await taskPages["setup-mfa"].complete(page)
      await isAtTask(page, "choose-organization")
      await says(page, text("taskProgress", 2, 2))
      await sees(page, "textbox", "Name")
      await stopServiceWorker()
      await fill(page, "Name", "Hopper Labs")
      await press(page, "Create")

      expect(await snapshot("active")).toMatchObject({
        user: { identifier: grace.email },
        organization: { name: "Hopper Labs" }
      })
    }
  ))

test("after a restart of the browser the popup has the pending session, and leads to its task", () =>
  withExtension({ seed, settings: onlyApp }, async (given) => {
    const { observer, openPopup, taskPage, snapshot } = given
    await signIn(await openPopup())
    const first = await taskPage("reset-password")
    await isAtTask(first, "reset-password")
    await first.close()
    await forgetEverything(given)

    await clickIcon(observer)

    await isAtTask(await taskPage("reset-password"), "reset-password")
    expect(await snapshot("pending")).toMatchObject({ user: { identifier: ada.email } })
  }))

test("an updated extension knows without a click who is signed in, and what is left to do", () =>
  withExtension({ seed, settings: onlyApp }, async (given) => {
    const { browser, openPage, openPopup, page, taskPage } = given
    await signIn(await openPopup())
    const first = await taskPage("reset-password")
    await saveNewPassword(first)
    await isAtTask(first, "setup-mfa")

    await browser.installExtension(await buildFor({ instance: "development" }))

    const observer = await openPage("/manifest.json")
    await expect.poll(() => observer.evaluate(() => chrome.action.getBadgeText({}))).toBe("2")
    await clickIcon(observer)
    await isAtTask(await page("/tabs/setup-mfa.html"), "setup-mfa")
  }))

test("a sign-in on another device leaves this one's task as it is", () =>
  withExtension(
    { seed: "pending-choose-organization" },
    async ({ emulator, openPopup, taskPage, snapshot }) => {
      await signIn(await openPopup())
      const page = await taskPage("choose-organization")
      await sees(page, "button", "Globex")
      await signInElsewhere(emulator)
      const { sessionId, syncedAt } = await snapshot("pending")

      await syncAgain(page)

      await expect.poll(async () => (await snapshot("pending")).syncedAt).toBeGreaterThan(syncedAt)
      expect(await snapshot()).toMatchObject({ status: "pending", sessionId })
      await sees(page, "button", "Globex")
      const { sessions } = await emulator.state()
      expect(sessions).toHaveLength(2)
      expect(sessions.find(({ id }) => id === sessionId)).toMatchObject({ status: "pending" })
    }
  ))
