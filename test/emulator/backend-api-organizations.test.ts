import { describe, expect, test } from "vitest"
import { callBackend, clerkFor } from "./backend-client"
import {
  clientOf,
  emulate,
  loadClerk,
  PASSWORD,
  refusalOf,
  sessionOf,
  signIn,
  taskKeys,
  userOf
} from "./support"

const ADA = "ada+clerk_test@example.com"
const GRACE = "grace+clerk_test@example.com"

async function withOrganization() {
  const emulator = await emulate()
  await emulator.changeSettings({
    organizations: { enabled: true, forceSelection: true, slugDisabled: false },
    deviceTrust: { enabled: false },
    tasks: { autoActivateSingleMembership: false }
  })
  const ada = await emulator.addUser({ email: ADA, password: PASSWORD })
  const grace = await emulator.addUser({ email: GRACE, password: PASSWORD })
  const clerk = clerkFor(emulator)
  const acme = await clerk.organizations.createOrganization({ name: "Acme", slug: "acme", createdBy: ada.id })
  return { emulator, clerk, ada, grace, acme }
}

describe("of organizations, a server", () => {
  test("creates one with an admin, and reads it by id and slug", async () => {
    const { clerk, ada, acme } = await withOrganization()

    const bySlug = await clerk.organizations.getOrganization({ slug: "acme", includeMembersCount: true })
    const { data } = await clerk.organizations.getOrganizationMembershipList({ organizationId: acme.id })

    expect(bySlug).toMatchObject({
      id: acme.id,
      createdBy: ada.id,
      membersCount: 1,
      maxAllowedMemberships: 5
    })
    expect(data).toMatchObject([{ role: "org:admin", publicUserData: { userId: ada.id } }])
  })

  test("lists and filters them", async () => {
    const { emulator, clerk, ada, acme } = await withOrganization()
    const zeta = await clerk.organizations.createOrganization({ name: "Zeta" })
    const idsOf = async (params: Parameters<typeof clerk.organizations.getOrganizationList>[0]) =>
      (await clerk.organizations.getOrganizationList(params)).data.map(({ id }) => id)

    expect(await idsOf({})).toEqual([zeta.id, acme.id])
    expect(await idsOf({ orderBy: "name" })).toEqual([acme.id, zeta.id])
    expect(await idsOf({ orderBy: "-members_count" })).toEqual([acme.id, zeta.id])
    expect(await idsOf({ query: "ZE" })).toEqual([zeta.id])
    const { json } = await callBackend(emulator, "GET", `/organizations?user_id=${ada.id}`)
    expect(json).toMatchObject({ total_count: 1, data: [{ id: acme.id }] })
  })

  test("renames one, and the members' clients see it", async () => {
    const { emulator, clerk, acme } = await withOrganization()
    const sdk = await loadClerk(emulator)
    await signIn(sdk, ADA)

    await clerk.organizations.updateOrganization(acme.id, { name: "Acme Inc.", maxAllowedMemberships: 1 })
    await clerk.organizations.updateOrganizationMetadata(acme.id, {
      publicMetadata: { a: 1 },
      privateMetadata: { b: 2 }
    })

    const { data } = await userOf(sdk).getOrganizationMemberships()
    expect(data[0]?.organization).toMatchObject({
      name: "Acme Inc.",
      maxAllowedMemberships: 1,
      publicMetadata: { a: 1 }
    })
    expect(JSON.stringify(data)).not.toContain('"b":2')
  })

  test("deletes one, which takes it out of its members' sessions", async () => {
    const { emulator, clerk, acme } = await withOrganization()
    const sdk = await loadClerk(emulator)
    await signIn(sdk, ADA)
    await sdk.setActive({ organization: acme.id, navigate: () => {} })
    expect(sessionOf(sdk).status).toBe("active")

    await clerk.organizations.deleteOrganization(acme.id)
    await clientOf(sdk).reload()

    expect(taskKeys(clientOf(sdk).sessions[0])).toEqual(["choose-organization"])
    expect(await refusalOf(clerk.organizations.getOrganization({ organizationId: acme.id }))).toMatchObject({
      status: 404
    })
  })

  test.for([
    [{}, 422, "form_param_missing", "name"],
    [{ name: "<b>Acme</b>" }, 422, "form_param_format_invalid", "name"],
    [{ name: "Other", slug: "Acme Inc" }, 422, "form_param_format_invalid", "slug"],
    [{ name: "Other", slug: "acme" }, 422, "form_identifier_exists", "slug"],
    [{ name: "Other", created_by: "user_unknown" }, 400, "organization_creator_not_found", undefined],
    [
      { name: "Other", max_allowed_memberships: -1 },
      422,
      "form_param_value_invalid",
      "max_allowed_memberships"
    ],
    [{ name: "Other", role_set_key: "a" }, 422, "form_param_unknown", "role_set_key"]
  ] as const)("doesn't create one with %j", async ([body, status, code, param]) => {
    const { emulator } = await withOrganization()

    const answer = await callBackend(emulator, "POST", "/organizations", body)

    expect(answer).toMatchObject({ status, code })
    expect(answer.param).toBe(param)
    expect((await emulator.state()).organizations).toHaveLength(1)
  })

  test("can't use slugs or organizations that are off", async () => {
    const { emulator, clerk } = await withOrganization()
    await emulator.changeSettings({ organizations: { slugDisabled: true } })
    const named = clerk.organizations.createOrganization({ name: "Other", slug: "other" })
    expect(await refusalOf(named)).toMatchObject({ status: 403, code: "organization_slugs_disabled" })

    await emulator.changeSettings({ organizations: { enabled: false } })
    expect(await refusalOf(clerk.organizations.getOrganizationList())).toMatchObject({
      status: 403,
      code: "organization_not_enabled_in_instance"
    })
  })
})

describe("of members, a server", () => {
  test("adds one, changes the role, and removes the member", async () => {
    const { emulator, clerk, grace, acme } = await withOrganization()
    const sdk = await loadClerk(emulator)
    await signIn(sdk, GRACE)
    const one = { organizationId: acme.id, userId: grace.id }

    await clerk.organizations.createOrganizationMembership({ ...one, role: "org:member" })
    await sdk.setActive({ organization: acme.id, navigate: () => {} })
    await clerk.organizations.updateOrganizationMembership({ ...one, role: "org:admin" })
    await clientOf(sdk).reload()
    expect(clientOf(sdk).sessions[0]?.checkAuthorization({ role: "org:admin" })).toBe(true)
    const { data } = await clerk.users.getOrganizationMembershipList({ userId: grace.id })
    expect(data).toMatchObject([{ role: "org:admin", organization: { id: acme.id } }])

    await clerk.organizations.deleteOrganizationMembership(one)
    await clientOf(sdk).reload()
    expect(taskKeys(clientOf(sdk).sessions[0])).toEqual(["choose-organization"])
  })

  test("filters the list", async () => {
    const { clerk, ada, grace, acme } = await withOrganization()
    const organizationId = acme.id
    await clerk.organizations.createOrganizationMembership({
      organizationId,
      userId: grace.id,
      role: "org:member"
    })
    const idsOf = async (params: object) => {
      const { data } = await clerk.organizations.getOrganizationMembershipList({ organizationId, ...params })
      return data.map(({ publicUserData }) => publicUserData?.userId)
    }

    expect(await idsOf({ role: ["org:admin"] })).toEqual([ada.id])
    expect(await idsOf({ query: "grace" })).toEqual([grace.id])
    expect(await idsOf({ orderBy: "+email_address" })).toEqual([ada.id, grace.id])
  })

  test.for([
    [{ role: "org:boss" }, 404, "resource_not_found"],
    [{ user_id: "user_unknown" }, 404, "resource_not_found"],
    [{ user_id: "ADA" }, 400, "already_a_member_in_organization"]
  ] as const)("can't add one with %j", async ([change, status, code]) => {
    const { emulator, ada, grace, acme } = await withOrganization()
    const body = { user_id: grace.id, role: "org:member", ...change }
    if (body.user_id === "ADA") body.user_id = ada.id

    expect(await callBackend(emulator, "POST", `/organizations/${acme.id}/memberships`, body)).toMatchObject({
      status,
      code
    })
  })

  test("can't add one to a full organization, and can't remove the last admin", async () => {
    const { clerk, ada, grace, acme } = await withOrganization()
    const organizationId = acme.id
    await clerk.organizations.updateOrganization(organizationId, { maxAllowedMemberships: 1 })

    const adding = clerk.organizations.createOrganizationMembership({
      organizationId,
      userId: grace.id,
      role: "org:member"
    })
    expect(await refusalOf(adding)).toMatchObject({
      status: 403,
      code: "organization_membership_quota_exceeded"
    })
    const removing = clerk.organizations.deleteOrganizationMembership({ organizationId, userId: ada.id })
    expect(await refusalOf(removing)).toMatchObject({
      status: 400,
      code: "organization_minimum_permissions_needed"
    })
  })
})

describe("of invitations to an organization, a server", () => {
  test("invites a user, who accepts and gets the metadata", async () => {
    const { emulator, clerk, ada, acme } = await withOrganization()
    const invitation = await clerk.organizations.createOrganizationInvitation({
      organizationId: acme.id,
      inviterUserId: ada.id,
      emailAddress: GRACE,
      role: "org:member",
      publicMetadata: { team: "navy" }
    })
    expect(invitation).toMatchObject({ status: "pending", role: "org:member" })
    const sdk = await loadClerk(emulator)
    await signIn(sdk, GRACE)

    const { data } = await userOf(sdk).getOrganizationInvitations()
    await data[0]?.accept()

    const [membership] = (await userOf(sdk).getOrganizationMemberships()).data
    expect(membership).toMatchObject({ organization: { id: acme.id }, publicMetadata: { team: "navy" } })
    const { data: all } = await clerk.organizations.getOrganizationInvitationList({ organizationId: acme.id })
    expect(all).toMatchObject([{ id: invitation.id, status: "accepted" }])
  })

  test("invites a person without an account, who has the invitation after signing up", async () => {
    const { emulator, clerk, acme } = await withOrganization()
    const emailAddress = "new+clerk_test@example.com"
    await clerk.organizations.createOrganizationInvitation({
      organizationId: acme.id,
      emailAddress,
      role: "org:member"
    })
    const user = await clerk.users.createUser({ emailAddress: [emailAddress], password: PASSWORD })
    const sdk = await loadClerk(emulator)
    await signIn(sdk, emailAddress)

    expect((await userOf(sdk).getOrganizationInvitations()).data).toMatchObject([{ status: "pending" }])
    expect((await clerk.users.getOrganizationInvitationList({ userId: user.id })).totalCount).toBe(1)
  })

  test("revokes one once, and then nobody can accept it", async () => {
    const { emulator, clerk, acme, ada } = await withOrganization()
    const organizationId = acme.id
    const { id } = await clerk.organizations.createOrganizationInvitation({
      organizationId,
      emailAddress: GRACE,
      role: "org:member"
    })
    const revoke = () =>
      clerk.organizations.revokeOrganizationInvitation({
        organizationId,
        invitationId: id,
        requestingUserId: ada.id
      })

    expect(await revoke()).toMatchObject({ status: "revoked" })

    expect(await refusalOf(revoke())).toMatchObject({
      status: 404,
      code: "organization_invitation_not_pending"
    })
    const sdk = await loadClerk(emulator)
    await signIn(sdk, GRACE)
    const { data } = await userOf(sdk).getOrganizationInvitations({ status: "revoked" })
    expect(await refusalOf(data[0]?.accept())).toMatchObject({ code: "organization_invitation_revoked_code" })
    const unknown = clerk.organizations.getOrganizationInvitation({
      organizationId,
      invitationId: "orginv_unknown"
    })
    expect(await refusalOf(unknown)).toMatchObject({ status: 404, code: "organization_invitation_not_found" })
  })

  test("can't invite members or the same address twice", async () => {
    const { clerk, acme } = await withOrganization()
    const invite = (emailAddress: string) =>
      clerk.organizations.createOrganizationInvitation({
        organizationId: acme.id,
        emailAddress,
        role: "org:member"
      })
    await invite(GRACE)

    expect(await refusalOf(invite(GRACE))).toMatchObject({
      status: 400,
      code: "organization_invitation_not_unique"
    })
    expect(await refusalOf(invite(ADA))).toMatchObject({
      status: 400,
      code: "already_a_member_in_organization"
    })
  })
})
