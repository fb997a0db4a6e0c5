import { expect, test } from "vitest"
import { PAGE_SIZE } from "~session/organization-lists"
import { emulate, PASSWORD } from "../../../emulator/support"
import { ownerWithClerk, restartWorker } from "../../../support/owner-with-clerk"
import { repeatNextRequest } from "../../../support/repeat-next-request"

const ADA = "ada@example.com"

/** Ada has to choose an organization, and is invited to Acme. */
async function invited() {
  const emulator = await emulate()
  await emulator.changeSettings({ organizations: { enabled: true, forceSelection: true } })
  const acme = await emulator.addOrganization({ name: "Acme" })
  const { id } = await emulator.addUser({ email: ADA, password: PASSWORD, invitations: [acme.id] })
  const worker = await ownerWithClerk(emulator)
  await worker.signIn(ADA, PASSWORD)
  const { rows } = await worker.send("list-invitations", { offset: 0 })
  return { emulator, acme, userId: id, worker, invitationId: rows[0]?.invitationId ?? "" }
}

test("an invitation leads to its organization, even if the user has become a member in the meantime", async () => {
  const { emulator, acme, userId, worker, invitationId } = await invited()
  await emulator.changeUser(userId, { memberships: [acme.id] })

  await worker.send("accept-invitation", { invitationId })

  expect(await worker.snapshot()).toMatchObject({ status: "active", organization: { name: "Acme" } })
})

const ACCEPT = { method: "POST", path: "/v1/me/organization_invitations/*/accept" }
const ASK = { method: "POST", path: "/v1/me/organization_suggestions/*/accept" }

test.for(["the same worker", "the next worker"])(
  "an invitation whose acceptance got no answer leads to its organization with %s",
  async (who) => {
    const { emulator, worker, invitationId } = await invited()
    await emulator.setFaults([{ match: ACCEPT, times: 1, abort: "after" }])
    await expect(worker.send("accept-invitation", { invitationId })).rejects.toThrow()

    const next = who === "the same worker" ? worker : await restartWorker()
    await next.send("accept-invitation", { invitationId })

    expect(await next.snapshot()).toMatchObject({ status: "active", organization: { name: "Acme" } })
  }
)

test("an invitation that Chrome accepts twice leads to its organization", async () => {
  const { worker, invitationId } = await invited()
  repeatNextRequest(ACCEPT)

  await worker.send("accept-invitation", { invitationId })

  expect(await worker.snapshot()).toMatchObject({ status: "active", organization: { name: "Acme" } })
})

test("an accepted invitation leads nowhere if the user has been removed since", async () => {
  const { emulator, acme, userId, worker, invitationId } = await invited()
  await emulator.setFaults([{ match: ACCEPT, times: 1, abort: "after" }])
  await expect(worker.send("accept-invitation", { invitationId })).rejects.toThrow()
  await emulator.removeMembership(userId, acme.id)

  const again = worker.send("accept-invitation", { invitationId })

  await expect(again).rejects.toMatchObject({ code: "expired" })
})

test.for(["lost", "repeated"])("a request to join whose answer is %s is made once", async (what) => {
  const emulator = await emulate()
  await emulator.changeSettings({ organizations: { enabled: true, forceSelection: true } })
  const acme = await emulator.addOrganization({ name: "Acme" })
  await emulator.addUser({ email: ADA, password: PASSWORD, suggestions: [acme.id] })
  const worker = await ownerWithClerk(emulator)
  await worker.signIn(ADA, PASSWORD)
  const suggestions = async () => (await worker.send("list-suggestions", { offset: 0 })).rows
  const suggestionId = (await suggestions())[0]?.suggestionId ?? ""
  if (what === "repeated") repeatNextRequest(ASK)
  else {
    await emulator.setFaults([{ match: ASK, times: 1, abort: "after" }])
    await expect(worker.send("accept-suggestion", { suggestionId })).rejects.toThrow()
  }

  expect(await worker.send("accept-suggestion", { suggestionId })).toEqual({ isRequested: true })
  expect(await suggestions()).toMatchObject([{ isRequested: true }])
})

test("without an exclusive organization none is chosen, whatever a page requests", async () => {
  const { emulator, worker } = await invited()
  const since = Date.now()

  await worker.send("activate-exclusive-organization")

  expect(await worker.snapshot()).toMatchObject({ status: "pending", exclusiveOrganizationId: null })
  expect(await emulator.requests(since)).toEqual([])
})

test("pages that send a request at the same time get the same answer", async () => {
  const { emulator, acme, userId, worker } = await invited()
  await emulator.changeOrganization(acme.id, { exclusiveMembership: true })
  await emulator.changeUser(userId, { memberships: [acme.id] })
  await worker.owner.sync({ force: true })
  await emulator.setFaults([{ match: { path: "/v1/client/sessions/*/touch" }, times: 1, status: 500 }])

  const ask = () => worker.send("activate-exclusive-organization").catch(({ code }) => code)

  expect(await Promise.all([ask(), ask()])).toEqual(["clerk-down", "clerk-down"])
  expect(await worker.snapshot()).toMatchObject({ status: "pending", exclusiveOrganizationId: acme.id })
})

test("an invitation is found even if there are more than Clerk lists at once", async () => {
  const { emulator, worker, userId, invitationId } = await invited()
  // Clerk lists the newest first, so the invitation to Acme comes last.
  const others = await emulator.addOrganizations(100, { name: "Other" })
  await emulator.changeUser(userId, { invitations: others.map(({ id }) => id) })
  const { rows } = await worker.send("list-invitations", { offset: 0 })
  expect(rows.map((row) => row.invitationId)).not.toContain(invitationId)

  await worker.send("accept-invitation", { invitationId })

  expect(await worker.snapshot()).toMatchObject({ status: "active", organization: { name: "Acme" } })
})

test("an invitation that is on no page is no longer available", async () => {
  const { emulator, worker } = await invited()
  const since = Date.now()

  await expect(worker.send("accept-invitation", { invitationId: "inv_gone" })).rejects.toMatchObject({
    code: "expired"
  })

  // The pending ones and the accepted ones.
  expect(await emulator.requests(since)).toHaveLength(2)
})

test("each page of a list has its own rows, and the last one the rest", async () => {
  const { emulator, worker, userId } = await invited()
  const added = await emulator.addOrganizations(31, { name: "Other" })
  const places = added.map(({ id }) => id)
  await emulator.changeUser(userId, { memberships: places, suggestions: places })

  const pages = async (name: "list-memberships" | "list-suggestions") => {
    const listed = []
    for (const offset of [0, 10, 20, 30]) listed.push(await worker.send(name, { offset }))
    return listed
  }

  for (const name of ["list-memberships", "list-suggestions"] as const) {
    const listed = await pages(name)
    expect(listed.map(({ total, rows }) => [total, rows.length])).toEqual([
      [31, 10],
      [31, 10],
      [31, 10],
      [31, 1]
    ])
    const names = listed.flatMap(({ rows }) => rows.map((row) => row.name))
    expect(new Set(names).size).toBe(31)
  }
})

const HOSTILE = "\u202eAc\u200bme\u2066\n"

test("rows show names without invisible or reversing characters, and with the slug that tells look-alikes apart", async () => {
  const emulator = await emulate()
  await emulator.changeSettings({ organizations: { enabled: true, forceSelection: true } })
  const organization = await emulator.addOrganization({ name: HOSTILE, slug: "not-acme" })
  const unnamed = await emulator.addOrganization({ name: "\u2060\u200b", slug: "no-name" })
  await emulator.addUser({
    email: ADA,
    password: PASSWORD,
    firstName: "A\u202eda",
    memberships: [unnamed.id],
    invitations: [organization.id]
  })
  const worker = await ownerWithClerk(emulator)
  await worker.signIn(ADA, PASSWORD)

  const invitations = await worker.send("list-invitations", { offset: 0 })
  const memberships = await worker.send("list-memberships", { offset: 0 })

  expect(invitations.rows).toMatchObject([{ name: "Acme", slug: "not-acme" }])
  expect(memberships.rows).toMatchObject([{ name: "no-name" }])
  expect(await worker.snapshot()).toMatchObject({ user: { firstName: "Ada" } })
})

/** Clerk's answer, but with more rows or a different total. */
function invitationsFromClerk(count: number, total_count: number) {
  const data = Array.from({ length: count }, (_, index) => ({
    id: `orginv_${index}`,
    role: "org:member",
    status: "pending",
    public_organization_data: {
      id: `org_${index}`,
      name: `Org ${index}`,
      image_url: "file:///etc/passwd",
      has_image: true
    }
  }))
  return { response: { data, total_count }, client: null }
}

test("a list shows no more than a page, and no pictures from elsewhere", async () => {
  const { emulator, worker } = await invited()
  const path = "/v1/me/organization_invitations"
  await emulator.setFaults([{ match: { path }, times: 1, body: invitationsFromClerk(500, 500) }])

  const { rows, total } = await worker.send("list-invitations", { offset: 0 })

  expect([rows.length, total]).toEqual([PAGE_SIZE, 500])
  expect(rows[0]?.imageUrl).toBeNull()
})

test("the search for an invitation ends", async () => {
  const { emulator, worker } = await invited()
  const path = "/v1/me/organization_invitations"
  await emulator.setFaults([{ match: { path }, body: invitationsFromClerk(1, 1_000_000) }])
  const since = Date.now()

  const accepting = worker.send("accept-invitation", { invitationId: "orginv_elsewhere" })

  await expect(accepting).rejects.toMatchObject({ code: "expired" })
  expect((await emulator.requests(since)).length).toBeLessThanOrEqual(40)
})
