import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { holdBack } from "../support/hold-back"
import { press, says, sees } from "../support/on-page"
import { openWindow, tellOneSession, WORKSPACE } from "../support/one-session"
import { ada } from "../support/people"
import { signIn, signInAs } from "../support/steps"
import { text } from "../support/texts"
import { userId } from "../support/user-id"
import { type Story, withExtension } from "../support/with-extension"

const TOUCH = "/v1/client/sessions/:id/touch"

test("two windows with three tabs, the side panel and the popup show one session, from sign-in to sign-out", () =>
  withExtension({ seed: "pending-choose-organization" }, tellOneSession))

test("two windows that choose different organizations at the same moment end up agreeing", () =>
  withExtension({ seed: "active" }, async (given) => {
    const { emulator, observer, openPage, snapshot } = given
    await signInAs(observer, ada)
    const memberOf = await userId(emulator)
    await emulator.addOrganization({ name: "Globex", memberOf })
    await emulator.addOrganization({ name: "Initech", memberOf })
    const views = [await openPage(WORKSPACE), await openWindow(given)] as const
    for (const view of views) await sees(view, "button", "Initech")
    const choicesBefore = await countChoices(emulator)

    await Promise.all([press(views[0], "Globex"), press(views[1], "Initech")])

    await expect.poll(() => countChoices(emulator)).toBe(choicesBefore + 2)
    const { sessions, organizations } = await emulator.state()
    const chosen = organizations.find(({ id }) => id === sessions[0]?.activeOrganizationId)
    expect(["Globex", "Initech"]).toContain(chosen?.name)
    await expect.poll(() => Promise.all(views.map(currentIn))).toEqual([chosen?.name, chosen?.name])
    await expect.poll(async () => (await snapshot("active")).organization?.name).toBe(chosen?.name)
    for (const view of views) await says(view, `Organization ${chosen?.slug}`)
  }))

test("a sign-out in the middle of a task ends it in every view", () =>
  withExtension({ seed: "pending-choose-organization" }, async (given) => {
    const { emulator, openPage, openSidePanel, snapshot } = given
    const tab = await openPage(WORKSPACE)
    const panel = await openSidePanel()
    await signIn(panel)
    await sees(tab, "button", "Acme")
    const isUnderWay = await holdBack(emulator, { method: "POST", path: TOUCH }, 500)
    await press(tab, "Acme")
    await isUnderWay()

    await press(panel, "Sign out")

    await says(panel, text("signInTo", "Emulator"))
    await says(tab, text("signedOutTitle"))
    await snapshot("signed-out")
    expect((await emulator.state()).sessions).toMatchObject([{ status: "removed" }])
  }))

async function countChoices(emulator: Story["emulator"]) {
  const requests = await emulator.requests()
  return requests.filter(({ path }) => path.endsWith("/touch")).length
}

/** The name of the organization that is marked as current. */
async function currentIn(page: Page) {
  return page.$eval("[aria-current=true] .choice__name", (name) => name.textContent)
}
