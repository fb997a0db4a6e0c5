import { describe, expect, test } from "vitest"
import {
  choose,
  clientOf,
  emulate,
  given,
  loadClerk,
  PASSWORD,
  refusalOf,
  sessionOf,
  signIn,
  taskKeys,
  userOf
} from "./support"

const EMAIL = "ada@acme.com"

/** An instance where everyone works in an organization, and Ada, signed in. */
async function pending({ user = {}, organizations = {} } = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({ organizations: { enabled: true, forceSelection: true, ...organizations } })
  const acme = await emulator.addOrganization({ name: "Acme" })
  const globex = await emulator.addOrganization({ name: "Globex" })
  const { id } = await emulator.addUser({
    email: EMAIL,
    password: PASSWORD,
    ...places(user, { acme, globex })
  })
  const clerk = await loadClerk(emulator)
  const session = await signIn(clerk, EMAIL)
  return { emulator, acme, globex, userId: id, clerk, session, user: userOf(clerk) }
}

/** Organizations by name, as their IDs aren't known beforehand. */
function places(user: Record<string, unknown>, known: Record<string, { id: string }>) {
  return Object.fromEntries(
    Object.entries(user).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map((name) => ({ organization: known[name]?.id })) : value
    ])
  )
}

const both = { memberships: ["acme", "globex"] }

test("a session without an organization is pending until it has one", async () => {
  const { clerk, session, globex } = await pending({ user: both })
  const before = { status: session.status, tasks: taskKeys(session), isSignedIn: clerk.isSignedIn }

  await choose(clerk, globex.id)

  expect(before).toEqual({ status: "pending", tasks: ["choose-organization"], isSignedIn: false })
  expect(sessionOf(clerk).status).toBe("active")
  expect(sessionOf(clerk).currentTask).toBeUndefined()
  expect(sessionOf(clerk).lastActiveOrganizationId).toBe(globex.id)
  expect(clerk.organization?.name).toBe("Globex")
})

test("a user with only one organization starts in it", async () => {
  const { session, acme } = await pending({ user: { memberships: ["acme"] } })

  expect(session.status).toBe("active")
  expect(session.lastActiveOrganizationId).toBe(acme.id)
})

test("the user has to choose if the instance says so", async () => {
  const emulator = await emulate({})
  await emulator.changeSettings({
    organizations: { enabled: true, forceSelection: true },
    tasks: { autoActivateSingleMembership: false }
  })
  const acme = await emulator.addOrganization({ name: "Acme" })
  await emulator.addUser({ email: EMAIL, password: PASSWORD, memberships: [{ organization: acme.id }] })

  const session = await signIn(await loadClerk(emulator), EMAIL)

  expect(taskKeys(session)).toEqual(["choose-organization"])
})

test("if personal accounts are allowed, nobody has to choose", async () => {
  const { clerk, session, acme } = await pending({ user: both, organizations: { forceSelection: false } })

  await choose(clerk, acme.id)
  const inAcme = sessionOf(clerk).lastActiveOrganizationId
  await clerk.setActive({ organization: null })

  expect(session.status).toBe("active")
  expect(inAcme).toBe(acme.id)
  expect(sessionOf(clerk).lastActiveOrganizationId).toBeNull()
})

test("an organization can be exclusive for its members", async () => {
  const { emulator, clerk, user, globex } = await pending({ user: both })

  await emulator.changeOrganization(globex.id, { exclusiveMembership: true })
  await user.reload()

  const exclusive = userOf(clerk).organizationMemberships.map(({ organization }) => [
    organization.name,
    organization.exclusiveMembership
  ])
  expect(exclusive).toEqual([
    ["Acme", false],
    ["Globex", true]
  ])
})

test("another user's organization can't be activated", async () => {
  const { clerk, session, globex } = await pending({ user: { memberships: ["acme"] } })

  const refusal = await refusalOf(choose(clerk, globex.id))
  await session.reload()

  expect(refusal).toMatchObject({ status: 404, code: "organization_not_found_or_unauthorized" })
  expect(sessionOf(clerk).lastActiveOrganizationId).not.toBe(globex.id)
})

test("a plain touch doesn't lose the organization", async () => {
  const { clerk, globex, session } = await pending({ user: both })
  await choose(clerk, globex.id)

  sessionOf(clerk).lastActiveOrganizationId = null
  await clerk.setActive({ session: session.id, navigate: () => {} })

  expect(sessionOf(clerk).lastActiveOrganizationId).toBe(globex.id)
})

test("leaving the active organization makes the session pending again", async () => {
  const { clerk, user, acme } = await pending({ user: both })
  await choose(clerk, acme.id)

  await user.leaveOrganization(acme.id)
  await userOf(clerk).reload()

  expect(sessionOf(clerk).status).toBe("pending")
  expect(taskKeys(sessionOf(clerk))).toEqual(["choose-organization"])
})

test("deleting the active organization makes the session pending again", async () => {
  const { emulator, clerk, acme } = await pending({ user: both })
  await choose(clerk, acme.id)

  await emulator.deleteOrganization(acme.id)
  await userOf(clerk).reload()

  expect(sessionOf(clerk).status).toBe("pending")
})

describe("an invitation", () => {
  test("makes a member, who still has to choose", async () => {
    const { clerk, user, globex } = await pending({ user: { invitations: ["globex"] } })
    const { data, total_count } = await user.getOrganizationInvitations({ status: "pending" })

    await data[0]?.accept()
    const afterwards = taskKeys(sessionOf(clerk))
    await choose(clerk, globex.id)

    expect(total_count).toBe(1)
    expect(data[0]?.publicOrganizationData.name).toBe("Globex")
    expect(data[0]?.status).toBe("accepted")
    expect(afterwards).toEqual(["choose-organization"])
    expect(sessionOf(clerk).status).toBe("active")
  })

  test("is accepted once, and then no longer pending", async () => {
    const { user } = await pending({ user: { invitations: ["globex"] } })
    const { data } = await user.getOrganizationInvitations({ status: "pending" })
    await data[0]?.accept()

    expect(await refusalOf(data[0]?.accept())).toMatchObject({
      status: 400,
      code: "organization_invitation_already_accepted"
    })
    expect((await user.getOrganizationInvitations({ status: "pending" })).data).toEqual([])
  })

  test("to a full organization is refused", async () => {
    const { emulator, user, globex } = await pending({
      user: { invitations: ["globex"] },
      organizations: { maxAllowedMemberships: 1 }
    })
    await emulator.addUser({ email: "bob@acme.com", memberships: [{ organization: globex.id }] })
    const { data } = await user.getOrganizationInvitations({ status: "pending" })

    expect(await refusalOf(data[0]?.accept())).toMatchObject({
      status: 403,
      code: "organization_membership_quota_exceeded"
    })
  })

  test("to a deleted organization is refused", async () => {
    const { emulator, user, globex } = await pending({ user: { invitations: ["globex"] } })
    const { data } = await user.getOrganizationInvitations({ status: "pending" })

    await emulator.deleteOrganization(globex.id)

    expect(await refusalOf(data[0]?.accept())).toMatchObject({
      status: 400,
      code: "organization_invitation_to_deleted_organization"
    })
  })
})

test("accepting a suggestion only asks to join", async () => {
  const { clerk, user } = await pending({ user: { suggestions: ["globex"] } })
  const wanted = { status: ["pending" as const, "accepted" as const] }
  const { data } = await user.getOrganizationSuggestions(wanted)

  await data[0]?.accept()

  expect(data[0]?.status).toBe("accepted")
  expect((await user.getOrganizationSuggestions(wanted)).data[0]?.status).toBe("accepted")
  expect(userOf(clerk).organizationMemberships).toEqual([])
  expect(taskKeys(sessionOf(clerk))).toEqual(["choose-organization"])
  expect(await refusalOf(data[0]?.accept())).toMatchObject({
    code: "organization_suggestion_already_accepted"
  })
})

describe("creating an organization", () => {
  test("makes its creator an admin, who still has to choose", async () => {
    const { clerk } = await pending()

    const created = await clerk.createOrganization({ name: "Café Zürich" })
    const afterwards = taskKeys(sessionOf(clerk))
    await choose(clerk, created.id)

    expect(created.slug).toBe("cafe-zurich")
    expect(afterwards).toEqual(["choose-organization"])
    expect(userOf(clerk).organizationMemberships.map(({ role }) => role)).toEqual(["org:admin"])
    expect(sessionOf(clerk).status).toBe("active")
  })

  test("uses a slug that is free", async () => {
    const { clerk } = await pending({ organizations: { slugDisabled: false } })

    const created = await clerk.createOrganization({ name: "Initech", slug: "tps" })

    expect(created.slug).toBe("tps")
    expect(await refusalOf(clerk.createOrganization({ name: "Other", slug: "acme" }))).toEqual({
      status: 422,
      code: "form_identifier_exists",
      param: "slug"
    })
    expect(await refusalOf(clerk.createOrganization({ name: "Other", slug: "Not a slug" }))).toMatchObject({
      code: "form_param_format_invalid",
      param: "slug"
    })
  })

  test("requires a name, of a sensible length and without links", async () => {
    const { clerk } = await pending()
    const refused = (name: string) => refusalOf(clerk.createOrganization({ name }))

    expect(await refused("")).toMatchObject({ status: 422, code: "form_param_nil", param: "name" })
    expect(await refused("x".repeat(257))).toMatchObject({ code: "form_param_max_length_exceeded" })
    expect(await refused("see https://evil.example")).toMatchObject({ code: "form_param_format_invalid" })
  })

  test("is refused to users who may not", async () => {
    const { clerk } = await pending({ user: { createOrganizationEnabled: false } })

    expect(userOf(clerk).createOrganizationEnabled).toBe(false)
    expect(await refusalOf(clerk.createOrganization({ name: "Mine" }))).toMatchObject({
      status: 403,
      code: "user_create_organization_not_enabled"
    })
  })

  test("is proposed a name from the email domain, with a warning if that organization exists", async () => {
    const { emulator, user } = await pending({ organizations: { creationDefaults: true } })
    const alone = await user.getOrganizationCreationDefaults()
    await emulator.addOrganization({ name: "Acme Inc.", domain: "acme.com" })

    const warned = await user.getOrganizationCreationDefaults()

    expect(alone.form).toMatchObject({ name: "Acme", slug: "acme" })
    expect(alone.advisory).toBeNull()
    expect(warned.advisory).toMatchObject({
      code: "organization_already_exists",
      meta: { organization_name: "Acme Inc.", organization_domain: "acme.com" }
    })
  })

  test("is proposed a logo if that is on, for a work address", async () => {
    const { user } = await pending({ organizations: { creationDefaults: true, creationLogo: true } })

    const { form } = await user.getOrganizationCreationDefaults()
    const logo = await fetch(form.logo ?? "")

    expect(form.blurHash).toMatch(/^.{6}$/)
    expect(logo.headers.get("content-type")).toBe("image/png")
    expect(logo.headers.get("access-control-allow-origin")).toBe("*")
  })

  test("can be followed by a logo, which the emulator serves", async () => {
    const { clerk } = await pending()
    const organization = await clerk.createOrganization({ name: "Initech" })
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64"
    )
    const initials = await fetch(organization.imageUrl)

    const updated = await organization.setLogo({ file: new Blob([png], { type: "image/png" }) })
    const logo = await fetch(updated.imageUrl)
    const removed = await organization.setLogo({ file: null })

    expect(initials.headers.get("content-type")).toBe("image/svg+xml")
    expect(updated.hasImage).toBe(true)
    expect(logo.headers.get("content-type")).toBe("image/png")
    expect(Buffer.from(await logo.arrayBuffer()).equals(png)).toBe(true)
    expect(removed.hasImage).toBe(false)
  })

  test("refuses a logo that isn't an image", async () => {
    const { clerk } = await pending()
    const organization = await clerk.createOrganization({ name: "Initech" })
    const page = new Blob(["<svg onload=alert(1)>"], { type: "image/png" })

    expect(await refusalOf(organization.setLogo({ file: page }))).toMatchObject({
      status: 422,
      code: "form_param_format_invalid",
      param: "file"
    })
  })
})

test("only admins change an organization", async () => {
  const { clerk, acme } = await pending({ user: { memberships: ["acme"] } })
  const mine = await clerk.createOrganization({ name: "Mine" })

  const renamed = await mine.update({ name: "Ours" })

  expect(renamed.name).toBe("Ours")
  expect(await refusalOf((await clerk.getOrganization(acme.id)).update({ name: "Stolen" }))).toMatchObject({
    status: 403,
    code: "missing_organization_permission"
  })
})

test("ten thousand memberships come in pages, and responses stay small", async () => {
  const { emulator, userId, user, clerk } = await pending()
  const organizations = await emulator.addOrganizations(10_000, { name: "Branch", memberOf: userId })

  const page = await user.getOrganizationMemberships({ initialPage: 1000, pageSize: 10 })
  await choose(clerk, given(organizations[9_999]).id)

  expect(page.total_count).toBe(10_000)
  expect(page.data[0]?.organization.name).toBe("Branch 9991")
  expect(clientOf(clerk).sessions[0]?.user?.organizationMemberships).toHaveLength(100)
  expect(clerk.organization?.name).toBe("Branch 10000")
})

test("organizations can be off", async () => {
  const { clerk, session, user } = await pending({ organizations: { enabled: false } })

  expect(session.status).toBe("active")
  expect(await refusalOf(user.getOrganizationInvitations())).toMatchObject({ status: 403 })
  expect(await refusalOf(clerk.createOrganization({ name: "Mine" }))).toMatchObject({
    status: 403,
    code: "organization_not_enabled_in_instance"
  })
})
