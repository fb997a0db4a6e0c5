import { describe, expect, test } from "vitest"
import { FRONTEND_API_HOST } from "../../emulator/model/frontend-api-host"
import { fill, has, press, says, sees } from "../support/on-page"
import { giveAuthenticator } from "../support/passkeys"
import { grace } from "../support/people"
import { addGrace, inOrganizations } from "../support/seeds"
import { signIn } from "../support/steps"
import { saveNewPassword, taskPages } from "../support/task-steps"
import { text } from "../support/texts"
import { type Story, withExtension } from "../support/with-extension"

const passkeys = { passkeys: { enabled: true } }
/** Users have no passwords and get no codes. */
const only = { ...passkeys, signIn: { password: false, emailCode: false } }

/** Grace, and her passkey. */
async function graceWithPasskey(
  { emulator }: Pick<Story, "emulator">,
  who: Parameters<typeof addGrace>[1] = {},
  rpId: string = FRONTEND_API_HOST.development
) {
  const { id } = await addGrace(emulator, who)
  return emulator.addPasskey(id, { rpId })
}

describe("a passkey", () => {
  test("is all that its owner needs, and leads to the tasks", () =>
    withExtension({ settings: { ...only, ...inOrganizations } }, async (story) => {
      const passkey = await graceWithPasskey(story, { password: undefined })
      const popup = await story.openPopup()
      await giveAuthenticator(popup, [passkey])

      await press(popup, text("signInWithPasskey"))

      await story.taskPage("choose-organization")
      expect(await story.snapshot("pending")).toMatchObject({ user: { identifier: grace.email } })
    }))

  test("signs in even when Chrome stops the service worker, and needs no code on a new device", () =>
    withExtension({ settings: { ...passkeys, deviceTrust: { enabled: true } } }, async (story) => {
      const passkey = await graceWithPasskey(story)
      const popup = await story.openPopup()
      await giveAuthenticator(popup, [passkey])
      await sees(popup, "button", text("signInWithPasskey"))
      await story.stopServiceWorker()

      await press(popup, text("signInWithPasskey"))

      await story.snapshot("active")
    }))

  test("comes first for users who enter their identifier, beside the other ways", () =>
    withExtension({ settings: { ...passkeys, signIn: { preferred: "otp" } } }, async (story) => {
      const passkey = await graceWithPasskey(story)
      const popup = await story.openPopup()
      await giveAuthenticator(popup, [passkey])
      await fill(popup, "Email", grace.email)
      await press(popup, "Continue")
      await sees(popup, "button", "Use your password")

      await press(popup, text("usePasskey"))

      await story.snapshot("active")
    }))

  test("leaves the other ways if its owner cancels", () =>
    withExtension({ settings: passkeys }, async (story) => {
      const passkey = await graceWithPasskey(story)
      const popup = await story.openPopup()
      await giveAuthenticator(popup, [passkey], { agrees: false })

      await press(popup, text("signInWithPasskey"))

      await says(popup, text("errorPasskeyNotUsed"))
      await signIn(popup, grace)
      await story.snapshot("active")
    }))

  test("is refused if Clerk doesn't know it", () =>
    withExtension({ settings: passkeys }, async (story) => {
      const passkey = await graceWithPasskey(story)
      const [{ id } = { id: "" }] = (await story.emulator.state()).users
      await story.emulator.deleteUser(id)
      const popup = await story.openPopup()
      await giveAuthenticator(popup, [passkey])

      await press(popup, text("signInWithPasskey"))

      await says(popup, text("errorPasskeyUnknown"))
    }))

  test("for a website that the extension can't reach shows an error, and tells the author what to do", () =>
    withExtension({ settings: { passkeys: { enabled: true, rpId: "example.com" } } }, async (story) => {
      const passkey = await graceWithPasskey(story, {}, "example.com")
      const popup = await story.openPopup()
      await giveAuthenticator(popup, [passkey])

      await press(popup, text("signInWithPasskey"))

      await says(popup, text("errorPasskeyRefused"))
      await expect.poll(() => story.log.join("\n")).toContain("CLERK_PASSKEY_DOMAIN=example.com")
    }))

  test("isn't offered if the instance doesn't have passkeys", () =>
    withExtension({}, async ({ openPopup }) => {
      const popup = await openPopup()
      await sees(popup, "button", "Sign in")
      expect(await has(popup, "button", text("signInWithPasskey"))).toBe(false)
    }))
})

test("a passkey is the second step for users with an authenticator app, even when Chrome stops the service worker", () =>
  withExtension({ settings: { ...passkeys, mfa: { authenticatorApp: true } } }, async (story) => {
    const passkey = await graceWithPasskey(story, { totp: true })
    const popup = await story.openPopup()
    await giveAuthenticator(popup, [passkey])
    await signIn(popup, grace)
    await sees(popup, "heading", "Two-step verification")
    await press(popup, text("usePasskey"))
    await says(popup, text("passkeyReason"))
    await story.stopServiceWorker()

    await press(popup, text("usePasskey"))

    await story.snapshot("active")
  }))

test("a passkey confirms a change for users with an authenticator app", () =>
  withExtension(
    {
      settings: {
        ...passkeys,
        mfa: { authenticatorApp: true },
        reverification: { enabled: true, force: true }
      }
    },
    async (story) => {
      const passkey = await graceWithPasskey(story, { totp: true, passwordCompromised: true })
      const popup = await story.openPopup()
      await giveAuthenticator(popup, [passkey])
      await press(popup, text("signInWithPasskey"))
      const page = await story.taskPage("reset-password")
      await giveAuthenticator(page, [{ ...passkey, signCount: 10 }])
      await saveNewPassword(page)
      await says(page, text("enterAuthenticatorCode"))

      // The first press opens that way, the second uses it.
      await press(page, text("usePasskey"))
      await says(page, text("passkeyReason"))
      await press(page, text("usePasskey"))

      await story.snapshot("active")
    }
  ))

test("a user with only a passkey completes every task, and confirms with it that it's them", () =>
  withExtension(
    {
      settings: {
        ...passkeys,
        ...inOrganizations,
        signIn: { emailCode: false },
        mfa: { required: true, authenticatorApp: true, backupCode: true },
        reverification: { enabled: true, force: true }
      }
    },
    async (story) => {
      // The password no longer works.
      const memberships = [{ name: "Acme" }, { name: "Globex" }]
      const passkey = await graceWithPasskey(story, { passwordCompromised: true, memberships })
      const { openPopup, taskPage, snapshot } = story
      const popup = await openPopup()
      await giveAuthenticator(popup, [passkey])
      await press(popup, text("signInWithPasskey"))

      const page = await taskPage("reset-password")
      // Each authenticator has its own counter, and a counter that goes back indicates a copy.
      await giveAuthenticator(page, [{ ...passkey, signCount: 10 }])
      await saveNewPassword(page)
      await press(page, text("usePasskey"))
      await press(page, text("usePasskey"))
      await taskPages["setup-mfa"].complete(await taskPage("setup-mfa"))
      await taskPages["choose-organization"].complete(await taskPage("choose-organization"))

      expect(await snapshot("active")).toMatchObject({ organization: { name: "Globex" } })
    }
  ))
