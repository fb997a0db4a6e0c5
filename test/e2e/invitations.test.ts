import { expect, test } from "vitest"
import { expectErrorAt, fill, has, press, says, sees, valueIn } from "../support/on-page"
import { grace } from "../support/people"
import { addGrace } from "../support/seeds"
import { forgetEverything, signIn } from "../support/steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const restricted = { signUp: { mode: "restricted" } } as const
const waitlist = { signUp: { mode: "waitlist" } } as const

test("an invited user pastes the link, adds what's missing, and is signed in", () =>
  withExtension({ settings: restricted }, async ({ emulator, openPopup, snapshot }) => {
    const { url } = await emulator.inviteToApp({ emailAddress: grace.email })
    const popup = await openPopup()
    await press(popup, "Use an invitation")
    await fill(popup, "Invitation link", url)
    await press(popup, "Continue")

    await sees(popup, "heading", "Almost done")
    await fill(popup, "Password", grace.password)
    await press(popup, "Continue")

    expect(await snapshot("active")).toMatchObject({ user: { primaryEmailAddress: grace.email } })
    // Clerk sent only the invitation: its link proves the address.
    expect(await emulator.inbox(grace.email)).toMatchObject([{ link: url }])
  }))

test("an invitation to a user who has an account by now signs them in", () =>
  withExtension({ settings: restricted }, async ({ emulator, openPopup, snapshot }) => {
    const { ticket } = await emulator.inviteToApp({ emailAddress: grace.email })
    await addGrace(emulator, {})
    const popup = await openPopup()
    await press(popup, "Use an invitation")
    await fill(popup, "Invitation link", ticket)
    await press(popup, "Continue")

    expect(await snapshot("active")).toMatchObject({ user: { primaryEmailAddress: grace.email } })
  }))

test("a wrong link gets its error at the input, and no link is kept", () =>
  withExtension({ settings: restricted }, async ({ openPopup }) => {
    const first = await openPopup()
    await press(first, "Use an invitation")
    await fill(first, "Invitation link", "https://example.com/sign-up")
    await press(first, "Continue")
    await expectErrorAt(first, "Invitation link", text("errorTicketInvalid"))
    await fill(first, "Invitation link", "https://example.com/sign-up?__clerk_ticket=made-up")
    await press(first, "Continue")
    await expectErrorAt(first, "Invitation link", text("errorTicketInvalid"))
    await first.close()

    const second = await openPopup()

    expect(await valueIn(second, "Invitation link")).toBe("")
    await press(second, "Sign in")
    await sees(second, "heading", "Sign in to Emulator")
  }))

test("joining the waitlist needs no other page, and the popup remembers it until someone signs in", () =>
  withExtension(
    { settings: waitlist },
    async ({ emulator, observer, openPopup, snapshot, stopServiceWorker }) => {
      const first = await openPopup()
      await press(first, "Join the waitlist")
      await fill(first, "Email", grace.email)
      await press(first, "Join the waitlist")
      await says(first, text("waitlistJoinedReason", grace.email))
      expect(await emulator.waitlist()).toMatchObject([{ emailAddress: grace.email }])
      await first.close()

      await forgetEverything({ observer, stopServiceWorker })
      const second = await openPopup()
      await says(second, text("waitlistedAs", grace.email))
      expect(await has(second, "button", "Join the waitlist")).toBe(false)
      await press(second, "Use another address")
      await sees(second, "heading", "Join the waitlist for Emulator")
      await press(second, "Sign in")

      await addGrace(emulator, {})
      await signIn(second, grace)
      expect(await snapshot("active")).toMatchObject({ waitlistedAs: null })
    }
  ))

test("an instance that has closed its sign-ups explains how to get in", () =>
  withExtension({ settings: {} }, async ({ emulator, openPopup }) => {
    const popup = await openPopup()
    await press(popup, "Create an account")
    await fill(popup, "Email", grace.email)
    await fill(popup, "Password", grace.password)
    await emulator.changeSettings(waitlist)
    await press(popup, "Create an account")
    await says(popup, text("errorSignUpWaitlist"))

    await emulator.changeSettings(restricted)
    await press(popup, "Create an account")

    await says(popup, text("errorSignUpByInvitation"))
    await press(popup, "Use an invitation")
    await sees(popup, "textbox", "Invitation link")
  }))

test("a restricted instance leads new users to their invitation", () =>
  withExtension({ settings: restricted }, async ({ openPopup }) => {
    const popup = await openPopup()
    await signIn(popup, grace)
    await expectErrorAt(popup, "Email", text("errorIdentifierNotFound"))

    expect(await has(popup, "button", "Create an account")).toBe(false)
    await sees(popup, "button", "Use an invitation")
  }))
