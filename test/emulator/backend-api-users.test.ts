import { describe, expect, test } from "vitest"
import { callBackend, clerkFor, idOf } from "./backend-client"
import {
  clientOf,
  emulate,
  given,
  loadClerk,
  PASSWORD,
  refusalOf,
  signIn,
  signInElsewhere,
  taskKeys,
  userOf
} from "./support"

const ADA = "ada+clerk_test@example.com"

async function withAda(seed = "active") {
  const emulator = await emulate()
  await emulator.reset(seed)
  return { emulator, clerk: clerkFor(emulator), ada: await idOf(emulator, ADA) }
}

describe("a server's list of users", () => {
  async function withThree() {
    const emulator = await emulate()
    const [one, two] = await emulator.addUsers(2, { email: "member@acme.com", firstName: "Member" })
    const grace = await emulator.addUser({
      email: "grace@example.com",
      firstName: "Grace",
      lastName: "Hopper"
    })
    return { emulator, clerk: clerkFor(emulator), one: given(one), two: given(two), grace }
  }

  test("starts with the newest user, in pages of 10 unless it says otherwise", async () => {
    const { clerk, grace, one } = await withThree()

    const all = await clerk.users.getUserList()
    const last = await clerk.users.getUserList({ limit: 1, offset: 2 })

    expect(all.totalCount).toBe(3)
    expect(all.data[0]?.id).toBe(grace.id)
    expect(last.data.map(({ id }) => id)).toEqual([one.id])
  })

  test.for([
    [{ emailAddress: ["member1@acme.com", "nobody@acme.com"] }, ["member1@acme.com"]],
    [{ query: "hopper" }, ["grace@example.com"]],
    [{ query: "Grace Hop" }, ["grace@example.com"]],
    [{ orderBy: "email_address", query: "acme" }, ["member1@acme.com", "member2@acme.com"]],
    [{ orderBy: "-email_address", query: "acme" }, ["member2@acme.com", "member1@acme.com"]],
    [{ orderBy: "+created_at", limit: 1 }, ["member1@acme.com"]],
    [{ username: ["nobody"] }, []],
    [{ externalId: ["nobody"] }, []]
  ] as const)("finds with %j: %j", async ([params, expected]) => {
    const { clerk } = await withThree()

    const { data } = await clerk.users.getUserList(params as Parameters<typeof clerk.users.getUserList>[0])

    expect(data.map((user) => user.primaryEmailAddress?.emailAddress)).toEqual(expected)
  })

  test("includes and excludes ids by their sign, and members of an organization", async () => {
    const { emulator, clerk, one, two, grace } = await withThree()
    const acme = await emulator.addOrganization({ name: "Acme", memberOf: grace.id })
    const idsOf = async (params: Parameters<typeof clerk.users.getUserList>[0]) =>
      (await clerk.users.getUserList(params)).data.map(({ id }) => id)

    expect(await idsOf({ userId: [`+${one.id}`, two.id], orderBy: "+created_at" })).toEqual([one.id, two.id])
    expect(await idsOf({ userId: [`-${one.id}`, `-${two.id}`] })).toEqual([grace.id])
    expect(await idsOf({ organizationId: [acme.id] })).toEqual([grace.id])
    expect(await clerk.users.getCount({ query: "member" })).toBe(2)
  })

  test.for([
    ["limit=501", "limit"],
    ["limit=0", "limit"],
    ["offset=-1", "offset"],
    ["order_by=password", "order_by"],
    ["order_by=constructor", "order_by"],
    ["banned=maybe", "banned"],
    ["created_at_after=yesterday", "created_at_after"],
    ["provider=oauth_google", "provider"]
  ] as const)("refuses %s", async ([query, param]) => {
    const { emulator } = await withThree()

    expect(await callBackend(emulator, "GET", `/users?${query}`)).toMatchObject({ status: 422, param })
  })
})

describe("a server can create", () => {
  test("a user, who then signs in, and whose private metadata stays on the server", async () => {
    const emulator = await emulate()
    const created = await clerkFor(emulator).users.createUser({
      emailAddress: ["Grace+clerk_test@example.com", "hopper@example.com"],
      password: PASSWORD,
      firstName: "Grace",
      externalId: "employee-7",
      publicMetadata: { role: "admiral" },
      privateMetadata: { salary: 1 },
      bypassClientTrust: true,
      createdAt: new Date("1992-01-01T00:00:00Z")
    } as Parameters<ReturnType<typeof clerkFor>["users"]["createUser"]>[0])

    const session = await signIn(await loadClerk(emulator), "grace+clerk_test@example.com")

    expect(created).toMatchObject({
      externalId: "employee-7",
      privateMetadata: { salary: 1 },
      createdAt: 694224000000
    })
    expect(created.emailAddresses.map(({ verification }) => verification?.status)).toEqual([
      "verified",
      "verified"
    ])
    expect(session.user).toMatchObject({ id: created.id, publicMetadata: { role: "admiral" } })
    expect(JSON.stringify(session.user)).not.toContain("salary")
    expect((await clerkFor(emulator).users.getUserList({ externalId: ["employee-7"] })).totalCount).toBe(1)
  })

  const valid = { email_address: ["new@example.com"], password: PASSWORD }
  test.for([
    [{ ...valid, nickname: "A" }, 422, "form_param_unknown", "nickname"],
    [{ ...valid, username: "grace" }, 422, "form_param_unknown", "username"],
    [{ ...valid, email_address: "new@example.com" }, 422, "form_param_type_invalid", "email_address"],
    [{ ...valid, email_address: ["new"] }, 422, "form_param_format_invalid", "email_address"],
    [{ ...valid, email_address: [ADA.toUpperCase()] }, 422, "form_identifier_exists", "email_address"],
    [{ ...valid, external_id: "taken" }, 422, "form_identifier_exists", "external_id"],
    [{ ...valid, password: "short" }, 422, "form_password_length_too_short", "password"],
    [{ ...valid, created_at: "yesterday" }, 422, "form_param_invalid_time", "created_at"],
    [{ ...valid, public_metadata: [] }, 422, "form_param_type_invalid", "public_metadata"],
    [
      { ...valid, public_metadata: { a: "x".repeat(8192) } },
      422,
      "form_param_exceeds_allowed_size",
      "public_metadata"
    ],
    [
      { ...valid, public_metadata: { a: "é".repeat(4096) } },
      422,
      "form_param_exceeds_allowed_size",
      "public_metadata"
    ],
    [{ email_address: ["new@example.com"] }, 422, "form_data_missing", undefined],
    [{ password: PASSWORD }, 422, "form_data_missing", undefined],
    [{ ...valid, created_at: "2026-01-01T00:00:00+05" }, 422, "form_param_invalid_time", "created_at"],
    [[], 400, "request_body_invalid", undefined],
    ["{", 400, "request_body_invalid", undefined]
  ] as const)("no user with %j", async ([body, status, code, param]) => {
    const { emulator, clerk, ada } = await withAda()
    await clerk.users.updateUser(ada, { externalId: "taken" })
    const before = (await emulator.state()).users.length

    expect(await callBackend(emulator, "POST", "/users", body)).toMatchObject({ status, code })
    expect((await callBackend(emulator, "POST", "/users", body)).param).toBe(param)
    expect((await emulator.state()).users).toHaveLength(before)
  })
})

describe("while a user is signed in, a server", () => {
  async function withSignedInAda(seed = "active") {
    const found = await withAda(seed)
    const sdk = await loadClerk(found.emulator)
    await signIn(sdk, ADA)
    return { ...found, sdk }
  }

  test("changes names, and the client sees it", async () => {
    const { clerk, ada, sdk } = await withSignedInAda()

    await clerk.users.updateUser(ada, { firstName: "Augusta", lastName: "" })
    await clientOf(sdk).reload()

    expect(clientOf(sdk).sessions[0]?.user).toMatchObject({ firstName: "Augusta", lastName: null })
  })

  test("merges metadata deeply, or replaces it", async () => {
    const { clerk, ada } = await withSignedInAda()

    await clerk.users.updateUserMetadata(ada, {
      publicMetadata: { a: { b: 1, c: 2 } },
      unsafeMetadata: { d: 1 }
    })
    const merged = await clerk.users.updateUserMetadata(ada, { publicMetadata: { a: { b: null, e: 3 } } })
    const replaced = await clerk.users.replaceUserMetadata(ada, { publicMetadata: { f: 4 } })

    expect(merged).toMatchObject({ publicMetadata: { a: { c: 2, e: 3 } }, unsafeMetadata: { d: 1 } })
    expect(merged.publicMetadata.a).not.toHaveProperty("b")
    expect(replaced).toMatchObject({ publicMetadata: { f: 4 }, unsafeMetadata: { d: 1 } })
    expect(replaced.publicMetadata).not.toHaveProperty("a")
  })

  test("can't store metadata above the limit, even bit by bit or deeply nested", async () => {
    const { emulator, clerk, ada } = await withAda()
    const nested = `{"public_metadata":${'{"a":'.repeat(50_000)}1${"}".repeat(50_001)}`
    const tooLarge = { status: 422, code: "form_param_exceeds_allowed_size", param: "public_metadata" }
    await clerk.users.updateUserMetadata(ada, { publicMetadata: { a: "x".repeat(8000) } })

    const more = clerk.users.updateUserMetadata(ada, {
      publicMetadata: { b: "x".repeat(8000) },
      unsafeMetadata: { c: 1 }
    })

    expect(await refusalOf(more)).toMatchObject(tooLarge)
    expect((await clerk.users.getUser(ada)).unsafeMetadata).toEqual({})
    expect(await callBackend(emulator, "PATCH", `/users/${ada}/metadata`, nested)).toMatchObject(tooLarge)
  })

  test.for(["banUser", "lockUser", "deleteUser"] as const)("ends the sessions with %s", async (change) => {
    const { emulator, clerk, ada, sdk } = await withSignedInAda()

    await clerk.users[change](ada)
    await clientOf(sdk).reload()

    expect(clientOf(sdk).sessions).toEqual([])
    await expect(signInElsewhere(emulator, ADA)).rejects.toThrow()
  })

  test.for(["banUser", "lockUser"] as const)(
    "stops a password reset that's under way with %s",
    async (change) => {
      const { emulator, clerk, ada } = await withAda()
      const sdk = await loadClerk(emulator)
      const attempt = await clientOf(sdk).signIn.create({ identifier: ADA })
      const strategy = "reset_password_email_code"
      const factor = attempt.supportedFirstFactors?.find((offered) => offered.strategy === strategy)
      await attempt.prepareFirstFactor(factor as Parameters<typeof attempt.prepareFirstFactor>[0])
      await attempt.attemptFirstFactor({ strategy, code: "424242" })

      await clerk.users[change](ada)

      expect(await refusalOf(attempt.resetPassword({ password: "tin-whistle-under-9-stars" }))).toMatchObject(
        {
          status: 403
        }
      )
      expect((await clerk.sessions.getSessionList({ userId: ada })).data).toEqual([])
      expect(await clerk.users.verifyPassword({ userId: ada, password: PASSWORD })).toEqual({
        verified: true
      })
    }
  )

  test("lifts a ban and a lock", async () => {
    const { emulator, clerk, ada } = await withSignedInAda()
    await clerk.users.banUser(ada)
    await clerk.users.lockUser(ada)

    expect(await clerk.users.unbanUser(ada)).toMatchObject({ banned: false, locked: true })
    expect(await clerk.users.unlockUser(ada)).toMatchObject({ banned: false, locked: false })
    await expect(signInElsewhere(emulator, ADA)).resolves.toHaveProperty("sessionId")
  })

  test("marks the password as compromised, which adds a task, and takes it back", async () => {
    const { clerk, ada, sdk } = await withSignedInAda()

    await clerk.users.setPasswordCompromised(ada)
    await clientOf(sdk).reload()
    expect(taskKeys(clientOf(sdk).sessions[0])).toEqual(["reset-password"])

    await clerk.users.unsetPasswordCompromised(ada)
    await clientOf(sdk).reload()
    expect(taskKeys(clientOf(sdk).sessions[0])).toEqual([])
  })

  test("signs the user out together with a new password only if it says so", async () => {
    const { clerk, ada, sdk } = await withSignedInAda()

    await clerk.users.updateUser(ada, { password: "tin-whistle-under-9-stars" })
    await clientOf(sdk).reload()
    expect(clientOf(sdk).sessions).toHaveLength(1)

    await clerk.users.updateUser(ada, { password: PASSWORD, signOutOfOtherSessions: true })
    await clientOf(sdk).reload()
    expect(clientOf(sdk).sessions).toEqual([])
  })

  test("checks the password, and removes it", async () => {
    const { clerk, ada } = await withSignedInAda()

    expect(await clerk.users.verifyPassword({ userId: ada, password: PASSWORD })).toEqual({ verified: true })
    expect(await refusalOf(clerk.users.verifyPassword({ userId: ada, password: "wrong" }))).toMatchObject({
      status: 422,
      code: "incorrect_password"
    })
    expect((await clerk.users.removePassword(ada)).passwordEnabled).toBe(false)
    expect(await refusalOf(clerk.users.verifyPassword({ userId: ada, password: PASSWORD }))).toMatchObject({
      status: 400,
      code: "no_password_set"
    })
  })

  test("removes the second factors, which a required one asks for again", async () => {
    const emulator = await emulate()
    await emulator.changeSettings({
      mfa: { required: true, authenticatorApp: true },
      organizations: { enabled: false }
    })
    const user = await emulator.addUser({ email: ADA, password: PASSWORD, totp: true })
    const clerk = clerkFor(emulator)
    const session = await clerk.sessions.createSession({ userId: user.id })
    expect(session.status).toBe("active")

    expect(await clerk.users.disableUserMFA(user.id)).toEqual({ user_id: user.id })

    expect((await clerk.sessions.getSession(session.id)).status).toBe("pending")
    expect((await clerk.users.getUser(user.id)).totpEnabled).toBe(false)
  })

  test("keeps the user from deleting the account", async () => {
    const { emulator, clerk, ada, sdk } = await withSignedInAda()

    await clerk.users.updateUser(ada, { deleteSelfEnabled: false })

    expect(await refusalOf(userOf(sdk).delete())).toMatchObject({
      status: 403,
      code: "user_delete_self_not_enabled"
    })
    expect((await emulator.state()).users).toHaveLength(1)
  })

  test("gets an error for a user who doesn't exist", async () => {
    const { clerk } = await withAda()

    expect(await refusalOf(clerk.users.getUser("user_unknown"))).toMatchObject({
      status: 404,
      code: "resource_not_found"
    })
    expect(await refusalOf(clerk.users.banUser("user_unknown"))).toMatchObject({ status: 404 })
  })

  test("can't change metadata together with the profile, as since Clerk's version 2026-05-12", async () => {
    const { emulator, ada } = await withAda()

    expect(await callBackend(emulator, "PATCH", `/users/${ada}`, { public_metadata: {} })).toMatchObject({
      status: 422,
      code: "form_param_unknown",
      param: "public_metadata"
    })
  })
})

describe("of sessions, a server", () => {
  test("lists a user's, revokes one, and the client loses it", async () => {
    const { emulator, clerk, ada } = await withAda()
    const sdk = await loadClerk(emulator)
    const { id } = await signIn(sdk, ADA)
    expect((await clerk.sessions.getSessionList({ userId: ada, status: "active" })).data).toMatchObject([
      { id, userId: ada }
    ])

    expect(await clerk.sessions.revokeSession(id)).toMatchObject({ status: "revoked" })

    await clientOf(sdk).reload()
    expect(clientOf(sdk).sessions).toEqual([])
    expect((await clerk.sessions.getSessionList({ userId: ada, status: "active" })).totalCount).toBe(0)
    expect(await refusalOf(clerk.sessions.getToken(id))).toMatchObject({ status: 404 })
  })

  test("has to say whose it lists", async () => {
    const { clerk } = await withAda()

    expect(await refusalOf(clerk.sessions.getSessionList())).toMatchObject({
      status: 422,
      code: "form_param_missing"
    })
  })

  test("creates one and gets its token, which it then accepts", async () => {
    const { emulator, clerk, ada } = await withAda()
    const session = await clerk.sessions.createSession({ userId: ada })
    const { jwt } = await clerk.sessions.getToken(session.id, undefined, 300)

    const request = new Request("https://api.example.com", { headers: { authorization: `Bearer ${jwt}` } })
    const state = await clerkFor(emulator).authenticateRequest(request)

    const { sessionId, sessionClaims } = state.toAuth() as {
      sessionId: string
      sessionClaims: { exp: number; iat: number }
    }
    expect(sessionId).toBe(session.id)
    expect(sessionClaims.exp - sessionClaims.iat).toBe(300)
    expect(await refusalOf(clerk.sessions.getToken(session.id, "supabase"))).toMatchObject({ status: 404 })
  })

  test.for([
    ["banUser", "user_banned"],
    ["lockUser", "user_locked"]
  ] as const)("can't create one after %s", async ([change, code]) => {
    const { clerk, ada } = await withAda()
    await clerk.users[change](ada)

    const refusal = await refusalOf(clerk.sessions.createSession({ userId: ada }))

    expect(refusal).toMatchObject({ status: 403, code })
  })

  test("can't create one in production", async () => {
    const emulator = await emulate({ instance: "production" })
    const user = await emulator.addUser({ email: ADA })

    expect(await refusalOf(clerkFor(emulator).sessions.createSession({ userId: user.id }))).toMatchObject({
      status: 400,
      code: "request_invalid_for_environment"
    })
  })

  test("finds a client by its id and by its token", async () => {
    const { emulator, clerk } = await withAda()
    const { token, sessionId } = await signInElsewhere(emulator, ADA)

    const client = await clerk.clients.verifyClient(token)

    expect(client.sessionIds).toEqual([sessionId])
    expect((await clerk.clients.getClient(client.id)).lastActiveSessionId).toBe(sessionId)
    expect(await refusalOf(clerk.clients.verifyClient("unknown"))).toMatchObject({ status: 401 })
  })
})
