import { describe, expect, test } from "vitest"
import { clientOf, emulate, loadClerk, PASSWORD, request, signIn, signInElsewhere } from "./support"

const EMAIL = "ada@acme.com"
const ORIGIN = "chrome-extension://abcdefghijklmnop"

describe("the token of a development client", () => {
  test("is minted for a client without one", async () => {
    const emulator = await emulate()

    const { headers, json } = await request(emulator, "/client")

    expect(headers.get("clerk-db-jwt")).toMatch(/^[\w-]{20,}$/)
    expect(json()).toEqual({ response: null, client: null })
  })

  test("comes back with every response, errors included", async () => {
    const emulator = await emulate()
    const token = (await request(emulator, "/client")).headers.get("clerk-db-jwt") ?? ""
    const tokenOf = async (...args: Parameters<typeof request>) =>
      (await request(...args)).headers.get("clerk-db-jwt")
    await emulator.setFaults([
      { match: { path: "/v1/environment" }, status: 503 },
      { match: { path: "/v1/health" }, malformed: "html" }
    ])

    const tokens = [
      await tokenOf(emulator, "/client", { token }),
      await tokenOf(emulator, "/me", { token }),
      await tokenOf(emulator, "/nonsense", { token }),
      await tokenOf(emulator, "/client", { token, method: "PATCH" }),
      await tokenOf(emulator, "/client/sign_ins", { token, method: "POST", body: { identifier: "nobody" } }),
      await tokenOf(emulator, "/environment", { token }),
      await tokenOf(emulator, "/health", { token })
    ]

    expect(tokens).toEqual(tokens.map(() => token))
  })

  test("that doesn't exist is refused, without a header, so that the SDK forgets it", async () => {
    const emulator = await emulate()

    const { status, headers, json } = await request(emulator, "/client", { token: "stale" })

    expect(status).toBe(401)
    expect(json().errors[0].code).toBe("dev_browser_unauthenticated")
    expect(headers.get("clerk-db-jwt")).toBeNull()
  })

  test("is withheld from a fault that plays this refusal", async () => {
    const emulator = await emulate()
    const body = { errors: [{ code: "dev_browser_unauthenticated", message: "", long_message: "" }] }
    await emulator.setFaults([
      { match: { path: "/v1/client/sign_ins/:id", method: "get" }, status: 401, body }
    ])

    const { status, headers } = await request(emulator, "/client/sign_ins/sia_x")

    expect(status).toBe(401)
    expect(headers.get("clerk-db-jwt")).toBeNull()
  })

  test("can be requested by a page, even with a stale one", async () => {
    const emulator = await emulate()

    const { headers, json } = await request(emulator, "/dev_browser", { method: "POST", token: "stale" })

    expect(json()).toEqual({ id: headers.get("clerk-db-jwt") })
    expect((await request(emulator, "/client", { token: json().id })).status).toBe(200)
  })
})

describe("a production instance", () => {
  test("carries the client in the Authorization header", async () => {
    const emulator = await emulate({ instance: "production" })
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const stored: { token?: string } = {}
    const session = await signIn(await loadClerk(emulator, stored), EMAIL)

    const reloaded = await loadClerk(emulator, stored)

    expect(emulator.publishableKey).toMatch(/^pk_live_/)
    expect(stored.token).toBeTruthy()
    expect(reloaded.session?.id).toBe(session.id)
  })

  test("sends no token before there is a client, and no development header at all", async () => {
    const emulator = await emulate({ instance: "production" })

    const { headers } = await request(emulator, "/environment")

    expect(headers.get("authorization")).toBeNull()
    expect(headers.get("clerk-db-jwt")).toBeNull()
  })

  test("knows a page by its cookie", async () => {
    const emulator = await emulate({ instance: "production" })
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const body = { identifier: EMAIL, password: PASSWORD }

    const headers = { origin: emulator.url }
    const signedIn = await request(emulator, "/client/sign_ins", { method: "POST", headers, body })
    const cookie = signedIn.headers.get("set-cookie") ?? ""
    const client = await request(emulator, "/client", { headers: { cookie: cookie.split(";")[0] ?? "" } })

    expect(cookie).toContain("HttpOnly")
    expect(client.json().response.sessions).toHaveLength(1)
  })

  test.each([
    [{ origin: ORIGIN }, "origin_invalid"],
    [{ origin: ORIGIN, authorization: "Bearer x" }, "origin_authorization_headers_conflict"],
    [{ origin: "https://emulator.example.evil.example" }, "origin_invalid"],
    [{ origin: "https://evilemulator.example" }, "origin_invalid"],
    [{ origin: "null" }, "origin_invalid"],
    [
      { origin: "https://www.emulator.example", authorization: "Bearer x" },
      "origin_authorization_headers_conflict"
    ],
    [{ origin: "https://www.emulator.example" }, undefined],
    [{ origin: "https://emulator.example" }, undefined],
    [{ origin: "https://elsewhere.example", authorization: "Bearer x" }, undefined],
    [{ authorization: "Bearer x" }, undefined]
  ])("that has a list of allowed origins answers %j with %s", async (headers, code) => {
    const emulator = await emulate({ instance: "production" })
    await emulator.changeSettings({ allowedOrigins: ["https://elsewhere.example"] })

    const answer = await request(emulator, "/client", { headers: headers as Record<string, string> })

    expect(answer.json().errors?.[0].code).toBe(code)
    expect(answer.status).toBe(code ? 400 : 200)
  })

  test("that has a list of allowed origins accepts requests from the emulator's own pages", async () => {
    const emulator = await emulate({ instance: "production" })
    await emulator.changeSettings({ allowedOrigins: [ORIGIN] })

    expect((await request(emulator, "/client", { headers: { origin: emulator.url } })).status).toBe(200)
  })

  test("refuses extensions while its Native API is off, but not pages, and shows that in the environment", async () => {
    const emulator = await emulate({ instance: "production" })
    await emulator.changeSettings({ nativeApi: { enabled: false } })

    const ofExtension = await request(emulator, "/environment?_is_native=1")
    const ofPage = await request(emulator, "/environment")

    expect([ofExtension.status, ofExtension.json().errors[0].code]).toEqual([400, "native_api_disabled"])
    expect(ofPage.json().auth_config.native_settings.api_enabled).toBe(false)
  })
})

describe("a page or extension of another origin", () => {
  test("may read the headers that carry the token", async () => {
    const { headers } = await request(await emulate(), "/nonsense", { headers: { origin: ORIGIN } })

    expect(headers.get("access-control-allow-origin")).toBe(ORIGIN)
    expect(headers.get("access-control-allow-credentials")).toBe("true")
    expect(headers.get("access-control-expose-headers")).toMatch(/Clerk-Db-Jwt.*Authorization/)
  })

  test("may send a preflight request", async () => {
    const { status, headers } = await request(await emulate(), "/client/sessions/x/touch", {
      method: "OPTIONS",
      headers: {
        origin: ORIGIN,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization"
      }
    })

    expect(status).toBe(204)
    expect(headers.get("access-control-allow-headers")).toBe("authorization")
  })
})

describe("a request that makes no sense", () => {
  const isEnvelope = (text: string) => Array.isArray(JSON.parse(text).errors)

  test.each([
    ["an unknown path", 404, "/nonsense", {}],
    ["an unknown path in depth", 404, "/client/sessions/x/y/z", {}],
    ["billing", 404, "/me/billing/subscription", {}],
    ["a wrong method", 405, "/client/sign_ins", { method: "DELETE" }],
    ["a sign-in that is not there", 404, "/client/sign_ins/sia_x", {}],
    ["a page that is no number", 401, "/me/organization_memberships?limit=x", {}]
  ])("gets the error envelope: %s", async (_what, status, path, init) => {
    const answer = await request(await emulate(), path, init)

    expect(answer.status).toBe(status)
    expect(isEnvelope(answer.text)).toBe(true)
    expect(answer.json().clerk_trace_id).toMatch(/^[0-9a-f]{32}$/)
  })

  test.each([
    ["JSON", 415, "application/json", '{"identifier":'],
    ["a multipart body without parts", 400, "multipart/form-data; boundary=x", "nothing"],
    ["text that is not UTF-8", 400, "application/x-www-form-urlencoded", new Uint8Array([0xff, 0xfe])],
    ["a huge form", 413, "application/x-www-form-urlencoded", `a=${"x".repeat(300_000)}`]
  ])("gets the error envelope: %s", async (_what, status, type, body) => {
    const { url } = await emulate()

    const response = await fetch(`${url}/v1/client/sign_ins`, {
      method: "POST",
      headers: { "content-type": type },
      body
    })

    expect(response.status).toBe(status)
    expect(isEnvelope(await response.text())).toBe(true)
  })

  test("doesn't disturb the next one", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    await request(emulator, "/client/sign_ins", {
      method: "POST",
      body: { ["__proto__"]: "x", identifier: "\0" }
    })

    expect((await signIn(await loadClerk(emulator), EMAIL)).status).toBe("active")
  })
})

test("different spellings by the SDK mean the same", async () => {
  const emulator = await emulate()
  await emulator.addUser({ email: EMAIL, password: PASSWORD })
  const { token, sessionId } = await signInElsewhere(emulator, EMAIL)
  const statusOf = async (path: string, init: object) =>
    (await request(emulator, path, { token, ...init })).status

  expect(await statusOf(`/client/sessions/${sessionId}/touch/`, { method: "POST" })).toBe(200)
  expect(await statusOf("/me?_method=PATCH", { method: "POST", body: { first_name: "Ada" } })).toBe(200)
  expect((await fetch(`${emulator.url}/a/proxy/v1/client?__clerk_db_jwt=${token}`)).status).toBe(200)
})

test("every change piggybacks the client, and so does a refusal", async () => {
  const emulator = await emulate()
  await emulator.addUser({ email: EMAIL, password: PASSWORD })
  const { token, sessionId } = await signInElsewhere(emulator, EMAIL)

  const touched = await request(emulator, `/client/sessions/${sessionId}/touch`, { method: "POST", token })
  const refused = await request(emulator, "/organizations", { method: "POST", token, body: { name: "Acme" } })

  expect(touched.json().client.sessions[0].id).toBe(sessionId)
  expect(refused.status).toBe(403)
  expect(refused.json().meta.client.sessions[0].id).toBe(sessionId)
  expect(refused.json().meta.client.updated_at).toBeGreaterThanOrEqual(touched.json().client.updated_at)
})

test("a sign-in under way stays in the client until it's over", async () => {
  const emulator = await emulate()
  await emulator.addUser({ email: EMAIL, password: PASSWORD })
  const clerk = await loadClerk(emulator)
  const { id } = await clientOf(clerk).signIn.create({ identifier: EMAIL })

  const [stored] = (await emulator.state()).clients
  await clientOf(clerk).signIn.attemptFirstFactor({ strategy: "password", password: PASSWORD })

  expect(stored?.signIn).toEqual({ id, status: "needs_first_factor" })
  expect((await emulator.state()).clients).toMatchObject([{ signIn: null }])
})

test("a double click on the last step makes one session", async () => {
  const emulator = await emulate()
  await emulator.addUser({ email: EMAIL, password: PASSWORD })
  const created = await request(emulator, "/client/sign_ins", { method: "POST", body: { identifier: EMAIL } })
  const token = created.headers.get("clerk-db-jwt") ?? ""
  const path = `/client/sign_ins/${created.json().response.id}/attempt_first_factor`
  const attempt = () =>
    request(emulator, path, { method: "POST", token, body: { strategy: "password", password: PASSWORD } })

  const statuses = (await Promise.all([attempt(), attempt()])).map(({ status }) => status)

  expect(statuses.sort()).toEqual([200, 403])
  expect((await emulator.state()).sessions).toHaveLength(1)
})

test("Clerk's limits apply if they are on", async () => {
  const emulator = await emulate()
  await emulator.changeSettings({ rateLimit: true })
  const create = () =>
    request(emulator, "/client/sign_ins", { method: "POST", body: { identifier: "nobody" } })

  const statuses = []
  for (let times = 0; times < 6; times += 1) statuses.push((await create()).status)
  const limited = await create()
  await emulator.moveClock(10)

  expect(statuses).toEqual([422, 422, 422, 422, 422, 429])
  expect(limited.json().errors[0].code).toBe("too_many_requests")
  expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0)
  expect((await create()).status).toBe(422)
})

test("if limits are on, three attempts in ten seconds are allowed, whatever they try", async () => {
  const emulator = await emulate()
  await emulator.changeSettings({ rateLimit: true })
  await emulator.addUser({ email: "ada+clerk_test@acme.com", password: PASSWORD })
  const body = { identifier: "ada+clerk_test@acme.com", strategy: "email_code" }
  const { headers, json } = await request(emulator, "/client/sign_ins", { method: "POST", body })
  const path = `/client/sign_ins/${json().response.id}/attempt_first_factor`
  const token = headers.get("clerk-db-jwt") ?? ""
  const attempt = (fields: Record<string, string>) =>
    request(emulator, path, { method: "POST", body: fields, token })

  const statuses = []
  for (let times = 0; times < 4; times += 1) {
    statuses.push((await attempt({ strategy: "email_code", code: "111111" })).status)
  }
  const password = await attempt({ strategy: "password", password: PASSWORD })
  await emulator.moveClock(10)

  expect(statuses).toEqual([422, 422, 422, 429])
  expect(password.status).toBe(429)
  expect((await attempt({ strategy: "email_code", code: "424242" })).status).toBe(200)
})

test("the Date header follows the emulator's clock, even with refusals and faults", async () => {
  const emulator = await emulate()
  await emulator.moveClock(-3 * 3600)
  await emulator.setFaults([{ match: { path: "/v1/environment" }, status: 503 }])
  const secondsAhead = async (path: string, init: RequestInit = {}) => {
    const { headers } = await fetch(`${emulator.url}${path}`, init)
    return (Date.parse(headers.get("date") ?? "") - Date.now()) / 1000
  }

  const ahead = [
    await secondsAhead("/v1/client"),
    await secondsAhead("/v1/client", { method: "OPTIONS", headers: { origin: ORIGIN } }),
    await secondsAhead("/v1/nonsense"),
    await secondsAhead("/v1/environment"),
    await secondsAhead("/demo/api/whoami")
  ]

  for (const seconds of ahead) expect(Math.abs(seconds + 3 * 3600)).toBeLessThan(10)
})
