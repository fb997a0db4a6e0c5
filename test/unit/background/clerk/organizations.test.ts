import { expect, test } from "vitest"
import { emulate, PASSWORD } from "../../../emulator/support"
import { ownerWithClerk } from "../../../support/owner-with-clerk"

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

test("an invitation leads to its organization, also when the user has become a member meanwhile", async () => {
  const { emulator, acme, userId, worker, invitationId } = await invited()
  await emulator.changeUser(userId, { memberships: [acme.id] })

  await worker.send("accept-invitation", { invitationId })

  expect(await worker.snapshot()).toMatchObject({ status: "active", organization: { name: "Acme" } })
})

test("where no organization excludes others none is chosen, whatever a page asks", async () => {
  const { emulator, worker } = await invited()
  const since = Date.now()

  await worker.send("activate-exclusive-organization")

  expect(await worker.snapshot()).toMatchObject({ status: "pending", exclusiveOrganizationId: null })
  expect(await emulator.requests(since)).toEqual([])
})

test("pages that ask at the same time get the same answer", async () => {
  const { emulator, acme, userId, worker } = await invited()
  await emulator.changeOrganization(acme.id, { exclusiveMembership: true })
  await emulator.changeUser(userId, { memberships: [acme.id] })
  await worker.owner.sync({ force: true })
  await emulator.setFaults([{ match: { path: "/v1/client/sessions/*/touch" }, times: 1, status: 500 }])

  const ask = () => worker.send("activate-exclusive-organization").catch(({ code }) => code)

  expect(await Promise.all([ask(), ask()])).toEqual(["clerk-down", "clerk-down"])
  expect(await worker.snapshot()).toMatchObject({ status: "pending", exclusiveOrganizationId: acme.id })
})
