import { Agent, request as httpsRequest } from "node:https"
import { describe, expect, test } from "vitest"
import { emulate, given, loadClerk, PASSWORD, refusalOf, request, signIn, signInElsewhere } from "./support"

const EMAIL = "ada@acme.com"

test("the empty seed has an instance without users and everything optional off", async () => {
  const emulator = await emulate({ seed: "new-app" })
  const users = (await emulator.state()).users.length

  await emulator.reset("empty")
  const { settings, ...state } = await emulator.state()

  expect(users).toBe(7)
  expect(state).toMatchObject({ users: [], organizations: [], clients: [], sessions: [] })
  expect(settings).toMatchObject({
    organizations: { enabled: false, forceSelection: false },
    mfa: { required: false, authenticatorApp: false, phoneCode: false, backupCode: false },
    signIn: { password: true, emailCode: true, phoneCode: false },
    signUp: { mode: "public", verifyEmail: true },
    session: { tokenLifetimeSeconds: 60, multiSession: false },
    tasks: { order: ["reset-password", "setup-mfa", "choose-organization"] },
    reverification: { enabled: false },
    rateLimit: false
  })
})

test("a reset signs everyone out, and clears faults, inbox, log and clock", async () => {
  const emulator = await emulate()
  await emulator.addUser({ email: EMAIL, password: PASSWORD })
  const { token } = await signInElsewhere(emulator, EMAIL)
  await emulator.moveClock(1000)
  await emulator.setFaults([{ match: { path: "/v1/client" }, status: 500 }])

  await emulator.reset("empty")

  expect((await request(emulator, "/client", { token })).status).toBe(401)
  expect((await request(emulator, "/client")).status).toBe(200)
  expect((await emulator.state()).clock.offsetSeconds).toBe(0)
  expect(await emulator.requests()).toHaveLength(2)
})

test("the state contains sessions with their tasks, and no secrets", async () => {
  const emulator = await emulate()
  await emulator.reset("pending-every-task")
  const { totpSecret } = await emulator.addUser({ email: EMAIL, password: PASSWORD, totp: true })
  const { token, sessionId } = await signInElsewhere(emulator, "ada+clerk_test@example.com")

  const state = await emulator.state()

  expect(state.sessions).toMatchObject([
    {
      id: sessionId,
      status: "pending",
      tasks: [{ key: "reset-password" }, { key: "setup-mfa" }, { key: "choose-organization" }]
    }
  ])
  const text = JSON.stringify(state)
  for (const secret of [token, totpSecret, PASSWORD, "eyJ"]) expect(text).not.toContain(secret)
})

describe("settings", () => {
  test("are merged deeply, and reach the environment at once", async () => {
    const emulator = await emulate()

    const settings = await emulator.changeSettings({
      organizations: { enabled: true, forceSelection: true },
      password: { minLength: 12 }
    })
    const { json } = await request(emulator, "/environment")

    expect(settings.organizations).toMatchObject({
      enabled: true,
      forceSelection: true,
      maxAllowedMemberships: 5
    })
    expect(json().organization_settings).toMatchObject({ enabled: true, force_organization_selection: true })
    expect(json().user_settings.password_settings.min_length).toBe(12)
  })

  test("give the instance a color and a logo; a new one has Clerk's color, and no logo", async () => {
    const emulator = await emulate()
    const displayed = async () => (await request(emulator, "/environment")).json().display_config
    const logoUrl = `${emulator.url}/images/proposed-logo`

    const before = await displayed()
    await emulator.changeSettings({ branding: { color: "#b4235a", logoUrl } })
    const after = await displayed()
    await emulator.changeSettings({ branding: { color: "" } })

    expect(before).toMatchObject({ theme: { general: { color: "#6c47ff" } }, logo_image_url: null })
    expect(after).toMatchObject({ theme: { general: { color: "#b4235a" } }, logo_image_url: logoUrl })
    expect((await displayed()).theme).toEqual({})
  })

  test.each([
    [{ mfa: { requird: true } }, "mfa.requird"],
    [{ mfa: { required: "yes" } }, "mfa.required"],
    [{ signUp: { mode: "open" } }, "signUp.mode"],
    [{ tasks: { order: ["setup-mfa", "setup-mfa"] } }, "tasks.order"],
    [{ password: { minLength: 3 } }, "password.minLength"],
    [{ nonsense: 1 }, "nonsense"],
    [{ organizations: null }, "organizations"]
  ])("that make no sense are refused and change nothing: %j", async (patch, path) => {
    const emulator = await emulate()
    const before = (await emulator.state()).settings

    const response = await emulator.call("PATCH", "/settings", {
      ...patch,
      reverification: { enabled: true }
    })

    expect(response.status).toBe(400)
    expect((await response.json()).errors[0]).toMatchObject({
      path,
      code: expect.any(String),
      message: expect.any(String)
    })
    expect((await emulator.state()).settings).toEqual(before)
  })
})

describe("users", () => {
  test("are created with everything that belongs to them", async () => {
    const emulator = await emulate()
    const acme = await emulator.addOrganization({ name: "Acme", slug: "acme" })

    const user = await emulator.addUser({
      email: EMAIL,
      password: PASSWORD,
      firstName: "Ada",
      phone: "+12015550123",
      totp: true,
      memberships: [{ organization: acme.id, role: "admin" }],
      invitations: [{ organization: acme.id }],
      suggestions: [{ organization: acme.id }]
    })
    const [state] = (await emulator.state()).users

    expect(user).toMatchObject({
      id: expect.stringMatching(/^user_/),
      email: EMAIL,
      totpSecret: expect.any(String)
    })
    expect(state).toMatchObject({
      firstName: "Ada",
      hasPassword: true,
      totp: true,
      memberships: [{ organization: acme.id, role: "org:admin" }],
      invitations: [{ organization: acme.id, status: "pending" }],
      suggestions: [{ organization: acme.id, status: "pending" }],
      phoneNumbers: [{ phoneNumber: "+12015550123", verified: true, reservedForSecondFactor: false }]
    })
  })

  test.each([
    [{}, "email"],
    [{ email: "ada" }, "email"],
    [{ email: "ada@acme.com", shoeSize: 38 }, "shoeSize"],
    [{ email: "ada@acme.com", phone: "12" }, "phone"],
    [{ email: "ada@acme.com", phoneSecondFactor: true }, "phone"],
    [{ email: "ada@acme.com", passwordCompromised: true }, "passwordCompromised"],
    [{ email: "ada@acme.com", memberships: [{ organization: "org_x" }] }, "memberships.0.organization"],
    [{ email: "taken@acme.com" }, "email"]
  ])("that make no sense are refused: %j", async (user, path) => {
    const emulator = await emulate()
    await emulator.addUser({ email: "taken@acme.com" })

    const response = await emulator.call("POST", "/users", user)

    expect(response.status).toBe(400)
    expect((await response.json()).errors[0].path).toBe(path)
    expect((await emulator.state()).users).toHaveLength(1)
  })

  test("who are locked lose their sessions and can't sign in", async () => {
    const emulator = await emulate()
    const { id } = await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const { client } = await signInElsewhere(emulator, EMAIL)

    await emulator.changeUser(id, { locked: true })

    expect((await client()).sessions).toEqual([])
    expect(await refusalOf(signIn(await loadClerk(emulator), EMAIL))).toMatchObject({
      status: 403,
      code: "user_locked"
    })
  })

  test("who are removed from their organization have to choose another, if the instance requires one", async () => {
    const emulator = await emulate()
    await emulator.changeSettings({ organizations: { enabled: true, forceSelection: true } })
    const { id: organization } = await emulator.addOrganization({ name: "Acme", slug: "acme" })
    const { id } = await emulator.addUser({ email: EMAIL, password: PASSWORD, memberships: [organization] })
    const { client } = await signInElsewhere(emulator, EMAIL)

    const removal = await emulator.call("DELETE", `/users/${id}/memberships/acme`)
    const again = await emulator.call("DELETE", `/users/${id}/memberships/acme`)

    expect(await removal.json()).toEqual({ organization, deleted: true })
    expect(again.status).toBe(400)
    expect((await client()).sessions).toMatchObject([
      { status: "pending", tasks: [{ key: "choose-organization" }], last_active_organization_id: null }
    ])
  })

  test("who don't exist can't be changed", async () => {
    const emulator = await emulate()

    const responses = [
      await emulator.call("PATCH", "/users/user_x", { banned: true }),
      await emulator.call("DELETE", "/users/user_x"),
      await emulator.call("DELETE", "/organizations/org_x"),
      await emulator.call("POST", "/sessions/sess_x/revoke"),
      await emulator.call("POST", "/reset", { seed: "nonsense" })
    ]

    expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 400))
  })
})

test("several users are created at once, and none of them if one is taken", async () => {
  const emulator = await emulate()
  const email = "member+clerk_test@acme.com"

  const users = await emulator.addUsers(3, { email, password: PASSWORD })
  const again = await emulator.call("POST", "/users", { email: "member+clerk_test@acme.com", count: 4 })

  expect(users.map((user) => user.email)).toEqual([
    "member1+clerk_test@acme.com",
    "member2+clerk_test@acme.com",
    "member3+clerk_test@acme.com"
  ])
  expect(again.status).toBe(400)
  expect((await emulator.state()).users).toHaveLength(3)
  expect((await signIn(await loadClerk(emulator), given(users[2]).identifier)).status).toBe("active")
})

test("ten thousand organizations are created at once", async () => {
  const emulator = await emulate()

  const organizations = await emulator.addOrganizations(10_000, { name: "Acme" })

  expect(organizations).toHaveLength(10_000)
  expect(organizations[1]).toMatchObject({ name: "Acme 2", slug: "acme-2" })
})

test("the log shows what was requested, without tokens", async () => {
  const emulator = await emulate()
  const since = Date.now()
  const { headers } = await request(emulator, "/client", { headers: { origin: "http://localhost:3000" } })
  const token = headers.get("clerk-db-jwt") ?? ""

  await request(emulator, "/me?_method=PATCH", { token, method: "POST" })
  const requests = await emulator.requests(since)

  expect(requests).toMatchObject([
    { method: "GET", path: "/v1/client", origin: "http://localhost:3000", status: 200 },
    { method: "PATCH", path: "/v1/me", origin: null, status: 401 }
  ])
  expect(JSON.stringify(requests)).not.toContain(token)
  expect(await emulator.requests(Date.now() + 1000)).toEqual([])
})

describe("a fault", () => {
  const path = "/v1/client"
  const get = (emulator: Awaited<ReturnType<typeof emulate>>) => request(emulator, "/client")

  test("with a status and a body happens as often as ordered", async () => {
    const emulator = await emulate()
    await emulator.setFaults([{ match: { path }, times: 2, status: 418, body: { teapot: true } }])

    const answers = [await get(emulator), await get(emulator), await get(emulator)]

    expect(answers.map(({ status }) => status)).toEqual([418, 418, 200])
    expect(answers[0]?.json()).toEqual({ teapot: true })
  })

  test("with a status only looks like Clerk's error", async () => {
    const emulator = await emulate()
    await emulator.setFaults([{ match: { path: "/v1/*" }, status: 429, retryAfter: 7 }])

    const { headers, json } = await get(emulator)

    expect(headers.get("retry-after")).toBe("7")
    expect(json().errors[0].code).toBe("too_many_requests")
  })

  test("hits only the method that it names", async () => {
    const emulator = await emulate()
    await emulator.setFaults([{ match: { path, method: "PUT" }, status: 500 }])

    const put = await request(emulator, "/client?_method=PUT", { method: "POST" })

    expect([(await get(emulator)).status, put.status]).toEqual([200, 500])
  })

  test("can be a delay", async () => {
    const emulator = await emulate()
    await emulator.setFaults([{ match: { path }, delayMs: 120 }])
    const startedAt = performance.now()

    const { status } = await get(emulator)

    expect(status).toBe(200)
    expect(performance.now() - startedAt).toBeGreaterThan(110)
  })

  test("holds back a request that never arrives if the caller doesn't wait", async () => {
    const emulator = await emulate()
    await emulator.setFaults([{ match: { path, method: "PUT" }, delayMs: 60_000, times: 1 }])
    const caller = new AbortController()
    const { signal } = caller

    const asking = request(emulator, "/client?_method=PUT", { method: "POST", signal }).catch(
      (error) => error
    )
    await expect.poll(async () => (await emulator.faults())[0]?.times).toBe(0)
    caller.abort()

    expect(await asking).toMatchObject({ name: "AbortError" })
    await expect
      .poll(async () => (await emulator.requests()).at(-1))
      .toMatchObject({ method: "PUT", status: null })
    expect((await emulator.state()).clients).toEqual([])
  })

  test("can hold the answer back, and the log shows it as soon as the work is done", async () => {
    const emulator = await emulate()
    await emulator.setFaults([{ match: { path, method: "PUT" }, delayAfterMs: 60_000 }])
    const caller = new AbortController()
    const { signal } = caller

    const asking = request(emulator, "/client?_method=PUT", { method: "POST", signal }).catch(
      (error) => error
    )
    await expect
      .poll(async () => (await emulator.requests()).at(-1))
      .toMatchObject({ method: "PUT", status: 200 })
    caller.abort()

    expect(await asking).toMatchObject({ name: "AbortError" })
    expect((await emulator.state()).clients).toHaveLength(1)
  })

  test.each([
    ["before", 0],
    ["after", 1],
    ["in-headers", 1]
  ] as const)("can drop the connection %s the work, or the answer", async (abort, clients) => {
    const emulator = await emulate()
    await emulator.setFaults([{ match: { path, method: "PUT" }, abort, times: 1 }])

    const dropped = await request(emulator, "/client?_method=PUT", { method: "POST" }).catch((error) => error)

    expect(dropped).toBeInstanceOf(TypeError)
    expect((await emulator.state()).clients).toHaveLength(clients)
    expect((await emulator.requests()).at(-1)).toMatchObject({ method: "PUT", status: null })
  })

  test("can break an answer off in its body, after its headers", async () => {
    const emulator = await emulate()
    await emulator.setFaults([{ match: { path, method: "PUT" }, abort: "in-body" }])

    const response = await fetch(`${emulator.url}/v1/client?_method=PUT`, { method: "POST" })

    expect(response.status).toBe(200)
    expect(response.headers.get("clerk-db-jwt")).toEqual(expect.any(String))
    await expect(response.text()).rejects.toThrow()
    expect((await emulator.state()).clients).toHaveLength(1)
  })

  test("can let the work be done, and answer something else", async () => {
    const emulator = await emulate()
    await emulator.setFaults([
      { match: { path, method: "PUT" }, status: 504, malformed: "html", workDone: true }
    ])

    const { status, text } = await request(emulator, "/client?_method=PUT", { method: "POST" })

    expect({ status, text }).toEqual({ status: 504, text: expect.stringMatching(/^<!doctype html>/) })
    expect((await emulator.state()).clients).toHaveLength(1)
  })

  test.each([
    ["json", /^\{[^}]*$/],
    ["html", /^<!doctype html>/],
    ["empty", /^$/]
  ] as const)("can be an invalid answer: %s", async (malformed, text) => {
    const emulator = await emulate()
    await emulator.setFaults([{ match: { path }, malformed }])

    expect((await get(emulator)).text).toMatch(text)
  })

  test("is outlived by the SDK, which tries again", async () => {
    const emulator = await emulate()
    await emulator.setFaults([{ match: { path }, abort: "before", times: 1 }])

    const clerk = await loadClerk(emulator)

    expect(clerk.loaded).toBe(true)
    expect(await emulator.requests()).toHaveLength(3)
  })

  test.each([[{}], [[{ match: {} }]], [[{ match: { path }, status: 99 }]], [[{ match: { path }, typo: 1 }]]])(
    "that makes no sense is refused: %j",
    async (faults) => {
      const emulator = await emulate()

      expect((await emulator.call("PUT", "/faults", faults)).status).toBe(400)
      expect((await get(emulator)).status).toBe(200)
    }
  )
})

test.each([
  ["POST", "/reset", "{"],
  ["PATCH", "/settings", "[]"],
  ["PATCH", "/settings", "null"],
  ["POST", "/clock", '{"offsetSeconds":"soon"}'],
  ["POST", "/organizations", '{"name":"","count":100000}']
])("nonsense is refused: %s %s %s", async (method, path, body) => {
  const { url } = await emulate()

  const response = await fetch(`${url}/emulator${path}`, { method, body })

  expect(response.status).toBe(400)
  expect((await response.json()).errors[0].code).toEqual(expect.any(String))
})

test("the same instance is served over TLS too", async () => {
  const { httpsUrl } = await emulate({ https: true })
  const agent = new Agent({ rejectUnauthorized: false })

  const status = await new Promise((resolve, reject) => {
    httpsRequest(`${httpsUrl}/v1/health`, { agent }, ({ statusCode }) => resolve(statusCode))
      .on("error", reject)
      .end()
  })

  expect(status).toBe(200)
})

test("latency holds every request back", async () => {
  const emulator = await emulate({ latency: 80 })
  const startedAt = performance.now()

  await request(emulator, "/health")

  expect(performance.now() - startedAt).toBeGreaterThan(75)
})

test("latency can be changed while it runs, and a reset brings it back", async () => {
  const emulator = await emulate({ latency: 80 })
  const timeOf = async () => {
    const startedAt = performance.now()
    await request(emulator, "/health")
    return performance.now() - startedAt
  }

  const set = await emulator.call("POST", "/latency", { milliseconds: 100, afterMilliseconds: 60 })
  const slower = await timeOf()
  await emulator.reset("empty")

  expect(await set.json()).toEqual({ milliseconds: 100, afterMilliseconds: 60 })
  expect(slower).toBeGreaterThan(155)
  expect((await emulator.state()).latency).toEqual({ milliseconds: 80, afterMilliseconds: 0 })
})

test("latency after the work holds back the answer to a request that was carried out", async () => {
  const emulator = await emulate()
  await emulator.setLatency({ afterMilliseconds: 60_000 })

  const left = await request(emulator, "/client?_method=PUT", {
    method: "POST",
    signal: AbortSignal.timeout(200)
  }).catch((error) => error)

  expect(left).toMatchObject({ name: "TimeoutError" })
  expect((await emulator.state()).clients).toHaveLength(1)
})

test("an invitation can be revoked, a missing one can't", async () => {
  const emulator = await emulate()
  const { id } = await emulator.addOrganization({ name: "Acme" })
  await emulator.addUser({ email: EMAIL, invitations: [id] })
  const [user] = (await emulator.state()).users

  await emulator.revokeInvitation(given(user?.invitations[0]).id)
  const unknown = await emulator.call("POST", "/invitations/orginv_x/revoke")

  expect((await emulator.state()).users).toMatchObject([{ invitations: [{ status: "revoked" }] }])
  expect(unknown.status).toBe(400)
})
