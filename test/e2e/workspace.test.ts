import { expect, test } from "vitest"
import { closes, fill, has, press, rows, says, sees, vanishes } from "../support/on-page"
import { ada, jonas, TEST_CODE } from "../support/people"
import { takePicture } from "../support/pictures"
import { signIn, signInAs } from "../support/steps"
import { syncAgain } from "../support/sync-again"
import { isAtTask, letTimePass } from "../support/task-steps"
import { text } from "../support/texts"
import { userId } from "../support/user-id"
import { withExtension } from "../support/with-extension"

const WORKSPACE = "/tabs/workspace.html"

test("a signed-out user signs in, completes the tasks, and lands in the workspace, all in one tab", () =>
  withExtension({ seed: "new-app" }, async ({ openPage, page, pages, snapshot }) => {
    const tab = await openPage(WORKSPACE)
    await sees(tab, "heading", "You’re signed out")
    expect(await has(tab, "heading", text("whoAmI"))).toBe(false)
    await press(tab, "Open sign-in")
    const popup = await page("/popup.html")
    await signIn(popup, jonas)
    await press(popup, text("sendTextMessage"))
    await fill(popup, "Code", TEST_CODE)
    await closes(popup)
    await isAtTask(tab, "choose-organization")
    expect(await pages()).toHaveLength(1)

    await press(tab, "Northwind")

    await sees(tab, "heading", "Workspace")
    const { user } = await snapshot("active")
    await says(tab, `${user.id} Session active Organization northwind Role org:member`)
    await sees(tab, "button", "Harbor Logistics")
    await takePicture(tab, "workspace")
  }))

test("the popup leads to the workspace, and back to it when it is open", () =>
  withExtension({ seed: "active" }, async ({ browser, emulator, openPopup, page, pages }) => {
    const popup = await openPopup()
    await signIn(popup)
    await press(popup, "Open workspace")
    const tab = await page(WORKSPACE)
    await closes(popup)
    await sees(tab, "heading", "Workspace")
    const website = await browser.newPage()
    await website.goto(emulator.url)

    const again = await openPopup()
    await press(again, "Open workspace")

    await closes(again)
    await sees(tab, "heading", "Workspace")
    expect(await pages()).toHaveLength(1)
  }))

test("a line for admins shows only in organizations where the user is an admin", () =>
  withExtension({ seed: "active" }, async ({ emulator, observer, openPage, snapshot }) => {
    await signInAs(observer, ada)
    await emulator.addOrganization({ name: "Umbrella", memberOf: await userId(emulator) })
    const tab = await openPage(WORKSPACE)
    await says(tab, text("workspaceForAdmins"))
    expect((await snapshot("active")).organization?.permissions).toContain("org:sys_memberships:manage")

    await press(tab, "Umbrella")

    await says(tab, "Organization umbrella Role org:member")
    expect(await has(tab, "heading", "Workspace")).toBe(true)
    expect(await tab.evaluate(() => document.body.textContent)).not.toContain(text("workspaceForAdmins"))
    expect((await snapshot("active")).organization?.permissions).not.toContain("org:sys_memberships:manage")
  }))

test("what an organization has bought shows at the next sync", () =>
  withExtension({ seed: "active" }, async ({ emulator, observer, openPage, snapshot }) => {
    await signInAs(observer, ada)
    const tab = await openPage(WORKSPACE)
    await sees(tab, "heading", "Workspace")
    expect(await snapshot("active")).toMatchObject({ plans: "", features: "" })
    const { id } = (await snapshot("active")).organization ?? { id: "" }

    await emulator.changeOrganization(id, { plan: "pro", features: ["reports"] })
    await syncAgain(tab)

    await expect.poll(snapshot).toMatchObject({ plans: "o:pro", features: "o:reports" })
  }))

test("another organization can be chosen there, and the server's answer follows; so can the personal account", () =>
  withExtension({ seed: "active" }, async ({ emulator, observer, openPage, snapshot }) => {
    await signInAs(observer, ada)
    await emulator.changeSettings({ organizations: { forceSelection: false } })
    await emulator.addOrganizations(11, { name: "Team", memberOf: await userId(emulator) })
    await letTimePass(observer)
    const tab = await openPage(WORKSPACE)
    await says(tab, "Organization acme")
    await expect.poll(() => rows(tab, "Your organizations")).toHaveLength(11)

    await press(tab, "Next")
    await press(tab, "Team 11")
    await says(tab, "Organization team-11 Role org:member")
    expect((await snapshot("active")).organization).toMatchObject({ name: "Team 11" })
    await press(tab, "Personal account")

    await says(tab, "Organization None")
    const row = await sees(tab, "button", "Personal account")
    expect(await row.evaluate((button) => button.getAttribute("aria-current"))).toBe("true")
    expect((await snapshot("active")).organization).toBeNull()
    expect((await emulator.state()).sessions).toMatchObject([{ activeOrganizationId: null }])

    await emulator.removeMembership(await userId(emulator), "team-11")
    await press(tab, "Team 11")
    await vanishes(tab, "button", "Team 11")
    await says(tab, text("errorNotAMemberMayCreate"))
  }))
