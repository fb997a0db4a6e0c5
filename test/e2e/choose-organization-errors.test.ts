import { expect, test } from "vitest"
import type { Fault } from "../../emulator/model/faults"
import { fill, press, says, sees, valueIn, vanishes } from "../support/on-page"
import { grace } from "../support/people"
import { addGrace, inOrganizations } from "../support/seeds"
import { signIn } from "../support/steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const seed = "pending-choose-organization"
const touch = { method: "POST", path: "/v1/client/sessions/*/touch" }

const faults: [string, Omit<Fault, "match">, string][] = [
  ["too many requests", { status: 429, retryAfter: 2 }, text("errorRateLimited", "in 2 seconds")],
  ["a server error", { status: 500 }, text("errorClerkDown")],
  ["a page of a proxy", { malformed: "html" }, text("errorUnreadableAnswer")],
  ["a dropped connection", { abort: "before" }, text("errorOffline")]
]

test.for(faults)(
  "a choice that meets %s shows the error, and the user can choose again",
  ([_, fault, said]) =>
    withExtension({ seed }, async ({ emulator, openPopup, taskPage, snapshot }) => {
      await signIn(await openPopup())
      const page = await taskPage("choose-organization")
      await sees(page, "button", "Acme")
      await emulator.setFaults([{ match: touch, ...fault }])
      await press(page, "Acme")
      await says(page, said)
      expect(await snapshot()).toMatchObject({ status: "pending" })

      await emulator.setFaults([])
      await press(page, "Acme")

      expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
    })
)

test("a choice whose answer is lost succeeds, because the extension fetches the result from Clerk", () =>
  withExtension({ seed }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Acme")
    await emulator.setFaults([{ match: touch, abort: "after" }])

    await press(page, "Acme")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
  }))

test("a choice without a network shows the error, and the user can choose again once the network is back", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, snapshot, goOffline, goOnline }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Acme")
    await goOffline()
    await press(page, "Acme")
    await says(page, text("errorOffline"))

    await goOnline()
    await press(page, "Acme")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
  }))

test("an invitation whose acceptance fails can be accepted again", () =>
  withExtension({ seed }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Join Initech")
    await emulator.setFaults([{ match: { path: "/v1/me/organization_invitations/*/accept" }, status: 500 }])
    await press(page, "Join Initech")
    await says(page, text("errorClerkDown"))

    await emulator.setFaults([])
    await press(page, "Join Initech")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Initech" } })
  }))

test("an accepted invitation whose organization couldn't be chosen becomes a membership", () =>
  withExtension({ seed }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Join Initech")
    await emulator.setFaults([{ match: touch, status: 500 }])
    await press(page, "Join Initech")
    await says(page, text("errorClerkDown"))
    await emulator.setFaults([])

    await sees(page, "button", "Initech")
    await vanishes(page, "button", "Join Initech")
    await says(page, text("errorClerkDown"))
    await press(page, "Initech")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Initech" } })
  }))

test("lists that can't be read can be requested again, and the others are shown", () =>
  withExtension({ seed }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await emulator.setFaults([{ match: { path: "/v1/me/organization_invitations" }, status: 500 }])
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Acme")
    await says(page, text("errorClerkDown"))

    await emulator.setFaults([])
    await press(page, "Try again")
    await press(page, "Join Initech")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Initech" } })
  }))

test("an organization that couldn't be created can be created again without retyping anything", () =>
  withExtension({ settings: inOrganizations }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await emulator.setFaults([{ match: { method: "POST", path: "/v1/organizations" }, status: 500 }])
    await fill(page, "Name", "Hopper Labs")
    await press(page, "Create")
    await says(page, text("errorClerkDown"))
    expect(await valueIn(page, "Name")).toBe("Hopper Labs")

    await emulator.setFaults([])
    await press(page, "Create")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Hopper Labs" } })
    expect((await emulator.state()).organizations).toHaveLength(1)
  }))

test("an organization that was created but couldn't be chosen isn't created twice", () =>
  withExtension({ settings: inOrganizations }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await emulator.setFaults([{ match: touch, status: 500 }])
    await fill(page, "Name", "Hopper Labs")
    await press(page, "Create")
    await says(page, text("errorClerkDown"))
    await emulator.setFaults([])

    await press(page, "Create")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Hopper Labs" } })
    expect((await emulator.state()).organizations).toHaveLength(1)
  }))

test("a user who may no longer create organizations sees why", () =>
  withExtension({ settings: inOrganizations }, async ({ emulator, openPopup, taskPage }) => {
    const { id } = await addGrace(emulator, { memberships: [{ name: "Acme" }, { name: "Globex" }] })
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await press(page, "Create an organization")
    await fill(page, "Name", "Hopper Labs")
    await emulator.changeUser(id, { createOrganizationEnabled: false })

    await press(page, "Create")

    await says(page, text("errorMayNotCreate"))
  }))

test("a session that was revoked in the meantime leads back to the sign-in, and the user can continue after it", () =>
  withExtension({ seed }, async ({ emulator, openPopup, page, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const tab = await taskPage("choose-organization")
    await sees(tab, "button", "Acme")
    const { sessionId } = await snapshot("pending")
    await emulator.revokeSession(sessionId)

    await press(tab, "Acme")
    await sees(tab, "heading", "You’re signed out")
    await press(tab, "Open sign-in")
    await signIn(await page("/popup.html"))
    await press(tab, "Acme")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
  }))
