import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import type { EmulatorClient } from "../support/emulator-client"
import { closes, expectErrorAt, expectFocus, fill, press, says, sees, valueIn } from "../support/on-page"
import { signInElsewhere } from "../support/other-device"
import { ada } from "../support/people"
import { takePicture } from "../support/pictures"
import { signIn } from "../support/steps"
import { syncAgain } from "../support/sync-again"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const seed = "pending-reset-password"
const NEW = "Sunny-harbor-37-lanterns"

test("a new password completes the task, and signs in from then on", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, snapshot, stopServiceWorker }) => {
    const popup = await openPopup()
    await signIn(popup)
    const page = await taskPage("reset-password")
    await closes(popup)
    await stopServiceWorker()
    await fill(page, "New password", NEW)
    await fill(page, "Repeat the new password", NEW)

    await press(page, "Save password")
    await snapshot("active")
    await closes(page)

    await press(await openPopup(), "Sign out")
    await snapshot("signed-out")
    await signIn(await openPopup(), { ...ada, password: NEW })
    await snapshot("active")
  }))

test("the instance's rules tick off while the user types", () =>
  withExtension(
    {
      seed,
      settings: {
        password: {
          minLength: 10,
          requireLowercase: true,
          requireUppercase: true,
          requireNumbers: true,
          requireSpecial: true
        }
      }
    },
    async ({ openPopup, taskPage, snapshot }) => {
      await signIn(await openPopup())
      const page = await taskPage("reset-password")
      await sees(page, "button", "Save password")
      const met = async () => {
        const read = await page.$$eval("form li .visually-hidden", (texts) =>
          texts.map((text) => text.textContent)
        )
        return read.map((row) => row.replace(" (met)", ""))
      }
      expect(await met()).toEqual([])

      await fill(page, "New password", "sunny")
      expect(await met()).toEqual(["A lowercase letter"])

      await fill(page, "New password", "Sunny37")
      await takePicture(page, "reset-password")
      expect(await met()).toEqual(["A lowercase letter", "An uppercase letter", "A number"])
      await fill(page, "Repeat the new password", "Sunny37")
      await press(page, "Save password")
      await expectErrorAt(page, "New password", text("passwordRulesUnmet"))
      expect(await snapshot()).toMatchObject({ status: "pending" })

      await fill(page, "New password", NEW)
      expect(await met()).toHaveLength(5)
      await fill(page, "Repeat the new password", NEW)
      await press(page, "Save password")
      await snapshot("active")
    }
  ))

test("a password that is too long gets a different error than one that is too short", () =>
  withExtension({ seed, settings: { password: { maxLength: 20 } } }, async ({ openPopup, taskPage }) => {
    await signIn(await openPopup())
    const page = await taskPage("reset-password")

    await fill(page, "New password", NEW)

    await says(page, text("passwordMaxLength_other", 20))
  }))

test("if the instance requires strength, the page shows in words how hard the password is to guess", () =>
  withExtension(
    { seed, settings: { password: { minStrength: 3 } } },
    async ({ openPopup, taskPage, snapshot, stopServiceWorker }) => {
      const popup = await openPopup()
      await signIn(popup)
      const page = await taskPage("reset-password")
      await closes(popup)
      await stopServiceWorker()

      await fill(page, "New password", "password1234")
      await says(page, text("passwordTooWeak"))
      await fill(page, "Repeat the new password", "password1234")
      await press(page, "Save password")
      const better = `${text("passwordTooWeak")} ${text("passwordAddWords")}`
      await expectErrorAt(page, "New password", better)
      expect(await snapshot()).toMatchObject({ status: "pending" })

      await fill(page, "New password", NEW)
      await says(page, text("passwordStrong"))
    }
  ))

test("a password can be saved even if its strength is unknown", () =>
  withExtension(
    { seed, settings: { password: { minStrength: 3 } } },
    async ({ openPopup, taskPage, emulator, snapshot, stopServiceWorker }) => {
      await signIn(await openPopup())
      const page = await taskPage("reset-password")
      await sees(page, "button", "Save password")
      await stopServiceWorker()
      await emulator.setFaults([{ match: { path: "/v1/environment" }, abort: "before" }])
      await fill(page, "New password", NEW)
      await expect.poll(() => latestStatus(emulator, "/v1/environment")).toBeNull()
      await fill(page, "Repeat the new password", NEW)
      expect(await strengthOn(page)).toBe("")

      await emulator.setFaults([])
      await press(page, "Save password")

      await snapshot("active")
    }
  ))

test("no strength is shown if the instance doesn't require it", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("reset-password")
    await fill(page, "New password", "password1234")
    await fill(page, "Repeat the new password", "password1234")
    expect(await strengthOn(page)).toBeUndefined()

    await press(page, "Save password")

    await snapshot("active")
  }))

test("a password from a data breach gets its error at the field, and another works", () =>
  withExtension(
    { seed, settings: { password: { checkCompromised: true } } },
    async ({ openPopup, taskPage, snapshot, stopServiceWorker }) => {
      await signIn(await openPopup())
      const page = await taskPage("reset-password")
      await fill(page, "New password", "hunter2hunter2")
      await fill(page, "Repeat the new password", "hunter2hunter2")

      await press(page, "Save password")
      await expectErrorAt(page, "New password", text("errorPasswordCompromised"))
      await expectFocus(page, "New password")

      await stopServiceWorker()
      await fill(page, "New password", NEW)
      await fill(page, "Repeat the new password", NEW)
      await press(page, "Save password")
      await snapshot("active")
    }
  ))

test("the current password is refused as the new one", () =>
  withExtension({ seed }, async ({ openPopup, taskPage }) => {
    await signIn(await openPopup())
    const page = await taskPage("reset-password")
    await fill(page, "New password", ada.password)
    await fill(page, "Repeat the new password", ada.password)

    await press(page, "Save password")

    await expectErrorAt(page, "New password", text("errorPasswordSame"))
  }))

test("two different passwords aren't sent", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, emulator, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("reset-password")
    await fill(page, "New password", NEW)
    await fill(page, "Repeat the new password", `${NEW}!`)

    await press(page, "Save password")
    await expectErrorAt(page, "Repeat the new password", text("passwordsDiffer"))
    await expectFocus(page, "Repeat the new password")

    await fill(page, "Repeat the new password", NEW)
    await press(page, "Save password")
    await snapshot("active")
    const changes = (await emulator.requests()).filter(({ path }) => path === "/v1/me/change_password")
    expect(changes).toHaveLength(1)
  }))

test("both passwords can be shown", () =>
  withExtension({ seed }, async ({ openPopup, taskPage }) => {
    await signIn(await openPopup())
    const page = await taskPage("reset-password")
    await sees(page, "button", "Show password")
    const types = () =>
      page.$$eval('input[autocomplete="new-password"]', (inputs) => inputs.map(({ type }) => type))
    expect(await types()).toEqual(["password", "password"])

    await press(page, "Show password")
    expect(await types()).toEqual(["text", "text"])

    await press(page, "Hide password")
    expect(await types()).toEqual(["password", "password"])
  }))

test("password managers know whose password it is", () =>
  withExtension({ seed }, async ({ openPopup, taskPage }) => {
    await signIn(await openPopup())
    const page = await taskPage("reset-password")
    await sees(page, "button", "Save password")

    const [username, label] = await page.$eval('input[autocomplete="username"]', (input) => [
      input.value,
      input.labels?.[0]?.textContent
    ])

    expect(username).toBe(ada.email)
    expect(label).toBe("Account")
  }))

test("the new password signs out all other devices", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, emulator, snapshot }) => {
    const { sessionId: other } = await signInElsewhere(emulator)
    await signIn(await openPopup())
    const page = await taskPage("reset-password")
    await fill(page, "New password", NEW)
    await fill(page, "Repeat the new password", NEW)

    await press(page, "Save password")
    const { sessionId } = await snapshot("active")

    const { sessions } = await emulator.state()
    expect(sessions.map(({ id }) => id)).toContain(sessionId)
    expect(sessions.filter(({ status }) => status === "active" || status === "pending")).toHaveLength(1)
    expect(sessions.find(({ id }) => id === other)?.status).not.toBe("active")
  }))

test("the other devices stay signed in if the user wants that", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, emulator, snapshot }) => {
    const { sessionId: other } = await signInElsewhere(emulator)
    await signIn(await openPopup())
    const page = await taskPage("reset-password")
    await fill(page, "New password", NEW)
    await fill(page, "Repeat the new password", NEW)
    await page.locator('::-p-aria([name="Sign out on all other devices"][role="checkbox"])').click()

    await press(page, "Save password")
    await snapshot("active")

    const { sessions } = await emulator.state()
    expect(sessions.find(({ id }) => id === other)).toMatchObject({ status: "active" })
  }))

test("without a network nothing typed is lost", () =>
  withExtension(
    { seed },
    async ({ openPopup, taskPage, snapshot, goOffline, goOnline, stopServiceWorker }) => {
      await signIn(await openPopup())
      const page = await taskPage("reset-password")
      await fill(page, "New password", NEW)
      await fill(page, "Repeat the new password", NEW)

      await goOffline()
      await stopServiceWorker()
      await press(page, "Save password")
      await says(page, text("errorOffline"))
      expect(await valueIn(page, "New password")).toBe(NEW)

      await goOnline()
      await press(page, "Save password")
      await snapshot("active")
    }
  ))

test("the page moves on when an admin takes the task back", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, emulator }) => {
    await signIn(await openPopup())
    const page = await taskPage("reset-password")
    await fill(page, "New password", "half a pass")
    const { users } = await emulator.state()

    await emulator.changeUser(users[0]?.id ?? "", { passwordCompromised: false })

    await Promise.all([says(page, text("doneTitle")), syncAgain(page)])
  }))

/** The status of the latest such request: `null` if its connection was dropped. */
async function latestStatus(emulator: EmulatorClient, wanted: string) {
  const requests = await emulator.requests()
  return requests.findLast(({ path }) => path === wanted)?.status
}

/** The text about the password's strength: `undefined` if the page never shows one. */
async function strengthOn(page: Page) {
  const [line] = await page.$$eval('form [role="status"]', (lines) => lines.map((found) => found.textContent))
  return line
}
