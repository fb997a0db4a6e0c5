import { decodeJwt } from "jose"
import { describe, expect, test } from "vitest"
import type { SettingsPatch } from "../../emulator/model/settings"
import { authOf } from "../support/backend"
import type { NewOrganization, NewUser } from "../support/emulator-client"
import { emulate, given, loadClerk, PASSWORD, sessionOf, signIn, userOf } from "./support"

const EMAIL = "ada@acme.com"

type Given = {
  user?: Partial<NewUser>
  acme?: Partial<NewOrganization>
  settings?: SettingsPatch
  role?: string
}

/** Ada, signed in and working in Acme; without a role she belongs to no organization. */
async function signedIn({ user, acme, settings, role }: Given = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({ organizations: { enabled: true, forceSelection: true }, ...settings })
  const organization = await emulator.addOrganization({ name: "Acme", ...acme })
  if (!role) await emulator.changeSettings({ organizations: { forceSelection: false } })
  const memberships = role ? [{ organization: organization.id, role }] : []
  const { id } = await emulator.addUser({ email: EMAIL, password: PASSWORD, memberships, ...user })
  const clerk = await loadClerk(emulator)
  await signIn(clerk, EMAIL)
  return { emulator, clerk, userId: id, organizationId: organization.id }
}

const tokenOf = async (clerk: Parameters<typeof sessionOf>[0]) =>
  given(await sessionOf(clerk).getToken({ skipCache: true }))

const claimsOf = async (clerk: Parameters<typeof sessionOf>[0]) => {
  const { pla, fea, o } = decodeJwt<{ pla?: string; fea?: string; o?: object }>(await tokenOf(clerk))
  return { pla, fea, o }
}

const permissions = {
  "org:admin": ["org:dashboard:read", "org:dashboard:manage", "org:teams:read"],
  "org:member": ["org:dashboard:read"]
}

describe("without billing and custom permissions", () => {
  test("a token has no claims about them", async () => {
    const { clerk, organizationId } = await signedIn({ role: "admin" })

    expect(await claimsOf(clerk)).toEqual({
      pla: undefined,
      fea: undefined,
      o: { id: organizationId, slg: "acme", rol: "admin" }
    })
  })

  test.each([
    [
      "admin",
      [
        "org:sys_profile:manage",
        "org:sys_profile:delete",
        "org:sys_memberships:read",
        "org:sys_memberships:manage",
        "org:sys_domains:read",
        "org:sys_domains:manage",
        "org:sys_billing:read",
        "org:sys_billing:manage",
        "org:sys_entconns:manage"
      ]
    ],
    ["member", ["org:sys_memberships:read", "org:sys_billing:read"]]
  ])(
    "the role %s has its system permissions in the membership, and none in the token",
    async (role, system) => {
      const { emulator, clerk } = await signedIn({ role })

      // For the types of the server's SDK, a check for one is a mistake.
      const permission: string = "org:sys_memberships:read"

      const auth = given(await authOf(emulator, await tokenOf(clerk)))

      expect(userOf(clerk).organizationMemberships[0]?.permissions).toEqual(system)
      expect(sessionOf(clerk).checkAuthorization({ permission })).toBe(true)
      expect(auth.has({ permission })).toBe(false)
      expect(auth.has({ role: `org:${role}` })).toBe(true)
    }
  )
})

describe("custom permissions", () => {
  test("are encoded as in Clerk's documentation", async () => {
    const { clerk, organizationId } = await signedIn({ role: "admin", settings: { permissions } })

    expect(await claimsOf(clerk)).toEqual({
      pla: undefined,
      fea: "o:dashboard,o:teams",
      o: { id: organizationId, slg: "acme", rol: "admin", per: "manage,read", fpm: "3,2" }
    })
  })

  test.each([
    ["admin", [true, true, true]],
    ["member", [true, false, false]]
  ])("of the role %s are what Clerk's SDKs find, on the server and in the client", async (role, expected) => {
    const { emulator, clerk } = await signedIn({ role, settings: { permissions } })
    const keys = permissions["org:admin"]

    const auth = given(await authOf(emulator, await tokenOf(clerk)))

    expect(keys.map((permission) => auth.has({ permission }))).toEqual(expected)
    expect(keys.map((permission) => sessionOf(clerk).checkAuthorization({ permission }))).toEqual(expected)
  })

  test("can be more than a number has bits", async () => {
    const many = Array.from({ length: 70 }, (_, index) => `org:reports:p${index}`)
    const settings = { permissions: { "org:admin": [...many, "org:teams:p69"] } }
    const { emulator, clerk } = await signedIn({ role: "admin", settings })

    const { has } = given(await authOf(emulator, await tokenOf(clerk)))

    expect(many.every((permission) => has({ permission }))).toBe(true)
    expect([has({ permission: "org:teams:p69" }), has({ permission: "org:teams:p0" })]).toEqual([true, false])
  })

  test("count only for features of the organization's plan", async () => {
    const acme = { plan: "pro", features: ["teams"] }
    const { emulator, clerk } = await signedIn({ role: "admin", acme, settings: { permissions } })

    const { has } = given(await authOf(emulator, await tokenOf(clerk)))

    expect(has({ permission: "org:teams:read" })).toBe(true)
    expect(has({ permission: "org:dashboard:read" })).toBe(false)
    expect(userOf(clerk).organizationMemberships[0]?.permissions).not.toContain("org:dashboard:read")
  })
})

describe("plans and features", () => {
  const user = { plan: "plus", features: ["export", "search"] }
  const acme = { plan: "pro", features: ["search", "dashboard"] }

  test("without an organization are the user's", async () => {
    const { emulator, clerk } = await signedIn({ user, acme })

    const { has } = given(await authOf(emulator, await tokenOf(clerk)))

    expect(await claimsOf(clerk)).toEqual({ pla: "u:plus", fea: "u:export,u:search", o: undefined })
    expect([has({ plan: "plus" }), has({ plan: "user:plus" }), has({ plan: "pro" })]).toEqual([
      true,
      true,
      false
    ])
    expect([has({ feature: "export" }), has({ feature: "dashboard" })]).toEqual([true, false])
  })

  test("in an organization are the organization's, and the user's own features beside them", async () => {
    const { emulator, clerk } = await signedIn({ user, acme, role: "member", settings: { permissions } })

    const { has } = given(await authOf(emulator, await tokenOf(clerk)))

    expect(await claimsOf(clerk)).toMatchObject({
      pla: "o:pro",
      fea: "o:dashboard,uo:search,u:export",
      o: { per: "read", fpm: "1,0" }
    })
    expect([has({ plan: "org:pro" }), has({ plan: "plus" })]).toEqual([true, false])
    expect(
      ["org:search", "user:search", "user:export", "org:export"].map((feature) => has({ feature }))
    ).toEqual([true, true, true, false])
    expect(has({ permission: "org:dashboard:read" })).toBe(true)
    expect(has({ permission: "org:search:read" })).toBe(false)
    expect(sessionOf(clerk).checkAuthorization({ plan: "org:pro" })).toBe(true)
    expect(sessionOf(clerk).checkAuthorization({ feature: "org:dashboard" })).toBe(true)
  })

  test("are in the state, and can be changed and removed", async () => {
    const { emulator, userId, organizationId } = await signedIn({ user, acme, role: "member" })

    const before = await emulator.state()
    await emulator.changeUser(userId, { plan: null })
    await emulator.changeOrganization(organizationId, { features: [] })

    expect(before).toMatchObject({ users: [user], organizations: [acme] })
    expect(await emulator.state()).toMatchObject({
      users: [{ plan: null, features: user.features }],
      organizations: [{ plan: "pro", features: [] }]
    })
  })

  test.each([
    ["PATCH", "/organizations/org_x", { plan: "pro" }],
    ["POST", "/organizations", { name: "Acme", plan: "o:pro" }],
    ["POST", "/users", { email: EMAIL, features: ["a,b"] }],
    ["PATCH", "/settings", { permissions: { "org:admin": ["org:sys_billing:read"] } }],
    ["PATCH", "/settings", { permissions: { "org:admin": ["invoices:create"] } }],
    ["PATCH", "/settings", { permissions: { admin: [] } }]
  ])("%s %s %j is refused", async (method, path, body) => {
    expect((await (await emulate()).call(method, path, body)).status).toBe(400)
  })
})

describe("the session gets a new token", () => {
  const plan = "pro"

  test.each<[string, (given: Awaited<ReturnType<typeof signedIn>>) => Promise<unknown>]>([
    ["the user's features", ({ emulator, userId }) => emulator.changeUser(userId, { features: ["export"] })],
    [
      "the organization's plan",
      ({ emulator, organizationId }) => emulator.changeOrganization(organizationId, { plan })
    ],
    ["a role's permissions", ({ emulator }) => emulator.changeSettings({ permissions })]
  ])("when %s change", async (_, change) => {
    const signed = await signedIn({ role: "admin" })
    const { clerk } = signed
    const tokenBefore = sessionOf(clerk).lastActiveToken?.getRawString()

    await change(signed)
    await sessionOf(clerk).reload()

    expect(sessionOf(clerk).lastActiveToken?.getRawString()).not.toBe(tokenBefore)
  })
})
