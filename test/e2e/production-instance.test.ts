import { expect, test } from "vitest"
import { closes, fill, press, says, sees } from "../support/on-page"
import { tellOneSession } from "../support/one-session"
import { grace } from "../support/people"
import { addGrace, inOrganizations } from "../support/seeds"
import { askForCode, codeFor, signIn } from "../support/steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const instance = "production"
const seed = "pending-choose-organization"

test("with a production instance's key, a sign-in leads to the choice of an organization, and then back", () =>
  withExtension({ instance, seed }, async ({ openPopup, taskPage, snapshot, stopServiceWorker }) => {
    const popup = await openPopup()
    await signIn(popup)
    const page = await taskPage("choose-organization")
    await closes(popup)
    await sees(page, "button", "Join Initech")
    await stopServiceWorker()

    await Promise.all([says(page, text("doneTitle")), press(page, "Acme")])

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
    await closes(page)
    await stopServiceWorker()
    await sees(await openPopup(), "heading", "You’re signed in")
  }))

test("with a production instance's key, a code signs in after the worker has stopped", () =>
  withExtension({ instance, settings: inOrganizations }, async (story) => {
    const { emulator, openPopup, taskPage, snapshot, stopServiceWorker } = story
    await addGrace(emulator, {})
    const popup = await openPopup()
    await askForCode(popup, grace)
    await stopServiceWorker()
    await fill(popup, "Code", await codeFor(grace, emulator))
    const page = await taskPage("choose-organization")

    await fill(page, "Name", "Hopper Labs")
    await press(page, "Create")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Hopper Labs" } })
  }))

test("with a production instance's key, a sign-out ends the session at Clerk too", () =>
  withExtension({ instance, seed: "active" }, async ({ emulator, openPopup, snapshot }) => {
    const popup = await openPopup()
    await signIn(popup)
    await snapshot("active")

    await press(popup, "Sign out")

    await snapshot("signed-out")
    expect((await emulator.state()).sessions).toMatchObject([{ status: "removed" }])
  }))

test("with a production instance's key, two windows with three tabs, side panel and popup show one session", () =>
  withExtension({ instance, seed }, tellOneSession))
