import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import type { EmulatorClient } from "../support/emulator-client"
import { holdBack } from "../support/hold-back"
import { expectFocus, fill, has, press, rows, says, sees, valueIn, vanishes } from "../support/on-page"
import { grace } from "../support/people"
import { addGrace, inOrganizations } from "../support/seeds"
import { signIn } from "../support/steps"
import { syncAgain } from "../support/sync-again"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const seed = "pending-choose-organization"
const settings = inOrganizations
const touch = { method: "POST", path: "/v1/client/sessions/*/touch" }

/** From now on, an organization's members can't belong to any other. Returns the current time. */
async function makeExclusive(emulator: EmulatorClient, name: string) {
  const { organizations } = await emulator.state()
  const organization = organizations.find((candidate) => candidate.name === name)
  await emulator.changeOrganization(organization?.id ?? "", { exclusiveMembership: true })
  return Date.now()
}

/** The answers since then to requests that activate an organization. */
async function touches(emulator: EmulatorClient, since: number) {
  const requests = await emulator.requests(since)
  return requests.filter(({ path }) => path.endsWith("/touch")).map(({ status }) => status)
}

/** As if the user went to another tab and came back, the given number of times. */
function lookAwayAndBack(page: Page, times = 1) {
  return page.evaluate((howOften) => {
    for (let left = 2 * howOften; left > 0; left--) {
      const visibilityState = left % 2 === 0 ? "hidden" : "visible"
      Object.defineProperty(document, "visibilityState", { value: visibilityState, configurable: true })
      document.dispatchEvent(new Event("visibilitychange"))
    }
  }, times)
}

/** Marks the page when a list dims while it is loaded. */
function watchForBusyLists(page: Page) {
  return page.evaluate(() => {
    const mark = () => {
      if (document.querySelector("ul[aria-busy=true]")) document.body.dataset.busy = "true"
    }
    new MutationObserver(mark).observe(document.body, { subtree: true, attributes: true, childList: true })
  })
}

test("an invitation makes the user a member, and the organization active", () =>
  withExtension({ seed }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")

    await press(page, "Join Initech")

    const { organization } = await snapshot("active")
    expect(organization).toMatchObject({ name: "Initech", role: "org:member" })
    const { users } = await emulator.state()
    expect(users[0]?.memberships).toContainEqual({ organization: organization?.id, role: "org:member" })
  }))

test("a user who asks to join needs an admin's approval, and still has to choose", () =>
  withExtension({ seed }, async ({ openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await says(page, text("suggestionsHint"))

    await press(page, "Request to join Umbrella")

    await sees(page, "button", "Requested Umbrella")
    await says(page, text("waitingForApproval"))
    expect(await snapshot()).toMatchObject({ status: "pending", tasks: ["choose-organization"] })

    await page.reload()
    await sees(page, "button", "Requested Umbrella")
    await press(page, "Acme")
    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
  }))

test("of ten thousand organizations a page shows ten, then the next ten, and the previous ten", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    const { id } = await addGrace(emulator, {})
    await emulator.addOrganizations(10_000, { name: "Acme", memberOf: id })
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")

    await says(page, "1–10 of 10,000")
    expect(await rows(page, "Your organizations")).toHaveLength(10)
    await sees(page, "button", "Acme 7")

    await press(page, "Next")
    await says(page, "11–20 of 10,000")
    expect(await rows(page, "Your organizations")).toHaveLength(10)
    await sees(page, "button", "Acme 17")
    expect(await has(page, "button", "Acme 7")).toBe(false)

    await press(page, "Previous")
    await says(page, "1–10 of 10,000")
    await press(page, "Acme 7")
    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme 7" } })
  }))

test("a member of an exclusive organization gets there without a choice, once, on all pages, even if the worker stops midway", () =>
  withExtension({ settings }, async (given) => {
    const { emulator, openPage, openPopup, taskPage, snapshot, stopServiceWorker } = given
    await addGrace(emulator, { memberships: [{ name: "Acme" }, { name: "Globex" }] })
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Globex")
    const since = await makeExclusive(emulator, "Globex")
    const isHeld = await holdBack(emulator, touch)

    await syncAgain(page)
    await isHeld()
    const another = await openPage("/tabs/choose-organization.html")
    for (const waiting of [page, another]) await says(waiting, text("loading"))
    expect(await has(another, "button", "Acme")).toBe(false)
    await stopServiceWorker()

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Globex" } })
    for (const done of [page, another]) await says(done, text("doneTitle"))
    expect((await touches(emulator, since)).filter((status) => status !== null)).toEqual([200])
  }))

test("if that fails, the page shows the error and the user chooses, even one who may not create organizations", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await emulator.changeSettings({ tasks: { autoActivateSingleMembership: false } })
    await addGrace(emulator, { createOrganizationEnabled: false, memberships: [{ name: "Globex" }] })
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Globex")
    const since = await makeExclusive(emulator, "Globex")
    await emulator.setFaults([{ match: touch, status: 500 }])

    await syncAgain(page)
    await says(page, text("errorClerkDown"))
    await sees(page, "button", "Globex")
    expect(await touches(emulator, since)).toEqual([500])
    await emulator.setFaults([])
    await press(page, "Globex")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Globex" } })
  }))

test("a user with nothing to choose sees whom to ask, and can continue once invited", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    const { id } = await addGrace(emulator, { createOrganizationEnabled: false })
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await says(page, text("nothingToChoose", grace.email))
    const acme = await emulator.addOrganization({ name: "Acme" })
    await emulator.changeUser(id, { invitations: [{ organization: acme.id }] })

    await press(page, "Check again")
    await press(page, "Join Acme")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
  }))

test("an invitation to a full organization can't be accepted, and the user can make another choice", () =>
  withExtension({ seed }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Join Initech")
    const { organizations } = await emulator.state()
    const initech = organizations.find(({ name }) => name === "Initech")
    await emulator.addUser({ ...grace, memberships: [{ organization: initech?.id ?? "" }] })
    await emulator.changeSettings({ organizations: { maxAllowedMemberships: 1 } })

    await press(page, "Join Initech")
    await says(page, text("errorOrganizationFull"))

    await press(page, "Acme")
    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
  }))

test("an invitation that was revoked in the meantime disappears, and the user can make another choice", () =>
  withExtension({ seed }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    await signIn(await openPopup())
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Join Initech")
    const [user] = (await emulator.state()).users
    for (const { id } of user?.invitations ?? []) await emulator.revokeInvitation(id)

    await press(page, "Join Initech")
    await says(page, text("errorNoLongerOffered"))
    await vanishes(page, "button", "Join Initech")

    await press(page, "Acme")
    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
  }))

test.for(["Join Initech", "Request to join Umbrella"])(
  "an outdated choice shows that it's no longer available, and the user can make another choice: %s",
  (choice) =>
    withExtension({ seed }, async ({ emulator, openPopup, taskPage, snapshot }) => {
      await signIn(await openPopup())
      const page = await taskPage("choose-organization")
      await sees(page, "button", choice)
      const { organizations } = await emulator.state()
      for (const { id, name } of organizations)
        if (choice.endsWith(name)) await emulator.deleteOrganization(id)

      await press(page, choice)
      await says(page, text("errorNoLongerOffered"))
      await vanishes(page, "button", choice)

      await press(page, "Acme")
      expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
    })
)

test.for([
  [true, "chooseOrganizationReason", "errorNotAMemberMayCreate"],
  [false, "chooseOrganizationReasonNoneToCreate", "errorNotAMember"]
] as const)(
  "a user who is no longer a member sees that, and can choose again; may create one: %s",
  ([createOrganizationEnabled, reason, said]) =>
    withExtension({ settings }, async ({ emulator, openPopup, taskPage, snapshot }) => {
      const { id } = await addGrace(emulator, {
        createOrganizationEnabled,
        memberships: [{ name: "Acme" }, { name: "Globex", slug: "globex" }]
      })
      await signIn(await openPopup(), grace)
      const page = await taskPage("choose-organization")
      await sees(page, "button", "Globex")
      await says(page, text(reason))
      expect(await has(page, "button", "Create an organization")).toBe(createOrganizationEnabled)
      await emulator.removeMembership(id, "globex")

      await press(page, "Globex")
      await says(page, text(said))
      await vanishes(page, "button", "Globex")
      await says(page, text(said))
      expect(await snapshot()).toMatchObject({ status: "pending" })

      await press(page, "Acme")
      expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
    })
)

test("what becomes available appears on an open page when the user comes back to it, and when the session syncs", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage }) => {
    const { id } = await addGrace(emulator, { memberships: [{ name: "Acme" }, { name: "Globex" }] })
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await sees(page, "button", "Acme")
    await watchForBusyLists(page)
    await emulator.addOrganization({ name: "Initech", slug: "initech" })
    await emulator.addOrganization({ name: "Umbrella", memberOf: id })
    await emulator.changeUser(id, { invitations: ["initech"] })
    const since = Date.now()

    await lookAwayAndBack(page, 20)
    await sees(page, "button", "Join Initech")
    await sees(page, "button", "Umbrella")
    const asked = (await emulator.requests(since)).map(({ path }) => path)
    expect(asked.filter((path) => path.endsWith("/organization_invitations"))).toHaveLength(1)

    await emulator.addOrganization({ name: "Hooli", memberOf: id })
    await syncAgain(page)
    await sees(page, "button", "Hooli")
    expect(await page.evaluate(() => document.body.dataset.busy)).toBeUndefined()
  }))

test("updates to the lists don't interrupt a user who is creating an organization", () =>
  withExtension({ settings }, async ({ emulator, openPopup, taskPage, snapshot }) => {
    const { id } = await addGrace(emulator, {})
    await signIn(await openPopup(), grace)
    const page = await taskPage("choose-organization")
    await fill(page, "Name", "Hopper Labs")
    await emulator.addOrganization({ name: "Initech", slug: "initech" })
    await emulator.changeUser(id, { invitations: ["initech"] })

    await lookAwayAndBack(page)
    await says(page, text("organizationsToChoose"))
    expect(await valueIn(page, "Name")).toBe("Hopper Labs")
    await expectFocus(page, "Name")
    await press(page, "Back")
    await sees(page, "button", "Join Initech")
    await press(page, "Create an organization")
    expect(await valueIn(page, "Name")).toBe("Hopper Labs")
    await press(page, "Create")

    expect(await snapshot("active")).toMatchObject({ organization: { name: "Hopper Labs" } })
  }))
