import { expect, test } from "vitest"
import { SYNC_HOST } from "../support/builds"
import { expectErrorAt, fill, has, press, says, sees, valueIn } from "../support/on-page"
import { grace } from "../support/people"
import { addGrace } from "../support/seeds"
import { signIn, signUp } from "../support/steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const deviceTrust = { enabled: false }

test("a sign-in that Clerk wants to check leads to the web app, and starts over once the check is off", () =>
  withExtension(
    { syncHost: SYNC_HOST.development, settings: { deviceTrust, protect: { signIn: "check" } } },
    async ({ emulator, openPopup, snapshot, stopServiceWorker }) => {
      await addGrace(emulator, {})
      const first = await openPopup()
      await signIn(first, grace)
      await sees(first, "heading", text("protectCheckTitle"))
      await says(first, text("protectCheckReason"))
      await says(first, text("signInOnWeb", "localhost"))
      expect(await has(first, "button", "Continue on localhost")).toBe(true)
      await first.close()
      await stopServiceWorker()

      const popup = await openPopup()
      await sees(popup, "heading", text("protectCheckTitle"))
      await emulator.changeSettings({ protect: { signIn: "off" } })
      await press(popup, "Start over")
      await signIn(popup, grace)

      expect(await snapshot("active")).toMatchObject({ user: { identifier: grace.email } })
    }
  ))

test("a sign-up that requires a check or a CAPTCHA shows where to do it instead", () =>
  withExtension({ settings: { captcha: { enabled: true } } }, async ({ emulator, openPopup }) => {
    const popup = await openPopup()
    await signUp(popup)
    await says(popup, text("errorCaptchaAtSignUp"))
    await sees(popup, "link", "Open Emulator")
    expect(await valueIn(popup, "Email")).toBe(grace.email)

    await emulator.changeSettings({ captcha: { enabled: false }, protect: { signUp: "check" } })
    await press(popup, "Create an account")
    await sees(popup, "heading", text("protectCheckTitle"))
    await says(popup, text("signUpOnWebFirst", "Emulator"))
    await sees(popup, "link", "Open Emulator")
    expect(await emulator.inbox()).toEqual([])

    await press(popup, "Start over")
    await sees(popup, "button", "Sign in")
  }))

test("a blocked user reads why, and gets a link and a reference", () =>
  withExtension(
    {
      settings: {
        protect: {
          signIn: "block",
          blockTitle: "We couldn't verify this sign-in",
          blockDescription:
            "Sign-ins from this network aren't allowed. <b>Turn off your VPN</b> and try again.",
          blockLinkUrl: "https://help.example.com/blocked",
          blockLinkText: "Contact support"
        }
      }
    },
    async ({ emulator, openPopup }) => {
      const popup = await openPopup()
      await signIn(popup, grace)
      await sees(popup, "link", "Contact support")
      await says(
        popup,
        "We couldn't verify this sign-in Sign-ins from this network aren't allowed. <b>Turn off"
      )
      expect(await popup.$eval(".notice a", (link) => link.getAttribute("href"))).toBe(
        "https://help.example.com/blocked"
      )
      expect(await popup.$eval(".notice code", (reference) => reference.textContent)).toMatch(/^\S{8}$/)

      await emulator.changeSettings({ protect: { blockLinkUrl: "http://help.example.com", blockTitle: "" } })
      await press(popup, "Sign in")
      await expect
        .poll(() => popup.$eval(".notice", (notice) => notice.textContent).catch(() => ""))
        .toMatch(/^Sign-ins from this network/)
      expect(await popup.$(".notice a")).toBeNull()
      expect(await valueIn(popup, "Email")).toBe(grace.email)
    }
  ))

test("if an instance hides who has an account, a wrong password and a wrong address look alike", () =>
  withExtension(
    { settings: { deviceTrust, enumerationProtection: "strict" } },
    async ({ emulator, openPopup, snapshot }) => {
      await addGrace(emulator, {})
      const popup = await openPopup()
      for (const wrong of [
        { ...grace, password: "wrong" },
        { ...grace, email: "nobody@example.com" }
      ]) {
        await signIn(popup, wrong)
        await expectErrorAt(popup, "Password", text("errorPasswordOrIdentifierIncorrect"))
      }
      await press(popup, "Email me a code instead")
      await says(popup, text("codeSentTo", "nobody@example.com"))
      await fill(popup, "Code", "424242")
      await expectErrorAt(popup, "Code", text("errorCodeIncorrect"))

      await press(popup, "Start over")
      await signIn(popup, grace)

      expect(await snapshot("active")).toMatchObject({ user: { identifier: grace.email } })
    }
  ))

test("every rule that a new password breaks shows at once, at the password", () =>
  withExtension(
    { settings: { password: { minLength: 12, requireNumbers: true, requireUppercase: true } } },
    async ({ openPopup }) => {
      const popup = await openPopup()
      await signUp(popup, { ...grace, password: "too-short" })
      await expectErrorAt(
        popup,
        "Password",
        [
          text("errorPasswordTooShort_other", 12),
          text("errorPasswordUppercase"),
          text("errorPasswordNumber")
        ].join(" ")
      )
    }
  ))
