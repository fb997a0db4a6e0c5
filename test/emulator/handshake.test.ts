import { createClerkClient } from "@clerk/backend"
import { getCookieSuffix } from "@clerk/shared/keys"
import { decodeJwt, decodeProtectedHeader } from "jose"
import { describe, expect, test } from "vitest"
import { createVisitor } from "./app-server"
import { emulate, given, PASSWORD, request, signInElsewhere, type TestEmulator } from "./support"

const EMAIL = "ada+clerk_test@example.com"
const APP = "http://localhost:3000/dashboard?tab=1"

/** A visitor of a web app whose user is signed in, with the cookies of clerk-js, but without a session token. */
async function signedInVisitor(seed: string) {
  const emulator = await emulate()
  await emulator.reset(seed)
  const { token, sessionId } = await signInElsewhere(emulator, EMAIL)
  const visitor = createVisitor(emulator)
  visitor.cookies.set("__clerk_db_jwt", token)
  visitor.cookies.set("__client_uat", String(Math.floor(Date.now() / 1000)))
  return { emulator, visitor, token, sessionId }
}

/** What the handshake endpoint answers without a server. */
async function shakeHands({ url }: TestEmulator, query: Record<string, string>, headers = {}) {
  const response = await fetch(`${url}/v1/client/handshake?${new URLSearchParams(query)}`, {
    redirect: "manual",
    headers
  })
  const target = response.headers.get("location")
  const text = await response.text()
  const payload = target && new URL(target).searchParams.get("__clerk_handshake")
  return {
    status: response.status,
    cookies: response.headers.getSetCookie(),
    target: target ? new URL(target) : undefined,
    error: text ? JSON.parse(text).errors[0] : undefined,
    payload,
    directives: payload ? (decodeJwt(payload).handshake as string[]) : []
  }
}

const namesOf = (directives: string[]) => directives.map((directive) => directive.split("=")[0])

describe("a web app's server", () => {
  test("learns that a new visitor is signed out, and asks only once", async () => {
    const emulator = await emulate()
    const visitor = createVisitor(emulator)

    const first = await visitor.open(APP)
    const second = await visitor.open(APP)

    expect(first).toMatchObject({ handshakes: ["dev-browser-missing"], url: APP })
    expect(first.auth).toMatchObject({ isAuthenticated: false, userId: null })
    expect(second).toMatchObject({ handshakes: [], url: APP })
    const { status } = await request(emulator, "/client", { token: visitor.cookies.get("__clerk_db_jwt") })
    expect(status).toBe(200)
  })

  test("learns who is signed in, and the address stays as it was", async () => {
    const { visitor, emulator, sessionId } = await signedInVisitor("active")

    const { auth, url } = await visitor.open(APP)

    const [user] = (await emulator.state()).users
    expect(auth).toMatchObject({ isAuthenticated: true, userId: user?.id, sessionId, orgSlug: "acme" })
    expect(url).toBe(APP)
    expect((await visitor.open(APP)).handshakes).toEqual([])
  })

  test("learns that a session is pending, which counts as signed out", async () => {
    const { visitor } = await signedInVisitor("pending-setup-mfa")

    const { auth } = await visitor.open(APP)

    expect(auth).toMatchObject({ isAuthenticated: false, userId: null, sessionStatus: "pending" })
  })

  test("learns of a sign-out that another app made", async () => {
    const { visitor, emulator, token, sessionId } = await signedInVisitor("active")
    await visitor.open(APP)
    await request(emulator, `/client/sessions/${sessionId}/remove`, { method: "POST", token })
    visitor.cookies.delete("__session")

    const { auth } = await visitor.open(APP)

    expect(auth).toMatchObject({ isAuthenticated: false })
    expect(visitor.cookies.get("__client_uat")).toBe("0")
    expect(visitor.cookies.has("__session")).toBe(false)
  })

  test("gets a new browser token where the emulator has forgotten the old one", async () => {
    const emulator = await emulate()
    const visitor = createVisitor(emulator)
    visitor.cookies.set("__clerk_db_jwt", "from-before-a-restart")
    visitor.cookies.set("__client_uat", "1700000000")

    const { auth } = await visitor.open(APP)

    expect(auth).toMatchObject({ isAuthenticated: false })
    expect(visitor.cookies.get("__clerk_db_jwt")).toMatch(/^(?!from-before)[\w-]{20,}$/)
  })

  test("can name the organization in the URL; one that the user isn't in changes nothing", async () => {
    const { visitor, token, emulator } = await signedInVisitor("pending-choose-organization")
    const ask = (organization_id: string) =>
      shakeHands(emulator, { redirect_url: APP, __clerk_db_jwt: token, organization_id })

    await ask("initech")
    const before = await visitor.open(APP)
    await ask("globex")
    visitor.cookies.delete("__session")
    const after = await visitor.open(APP)

    expect(before.auth).toMatchObject({ isAuthenticated: false, sessionStatus: "pending" })
    expect(after.auth).toMatchObject({ isAuthenticated: true, orgSlug: "globex" })
  })

  test("exchanges a nonce for a payload that is too large for a cookie, once", async () => {
    const { visitor, token, emulator } = await signedInVisitor("active")
    const asked = { redirect_url: APP, __clerk_db_jwt: token, suffixed_cookies: "true" }

    const direct = await shakeHands(emulator, asked)
    const { target } = await shakeHands(emulator, { ...asked, format: "nonce" })
    const nonce = given(target?.searchParams.get("__clerk_handshake_nonce"))
    visitor.cookies.delete("__clerk_db_jwt")
    const { auth, url } = await visitor.open(given(target).href)
    const again = await createClerkClient({ secretKey: emulator.secretKey, apiUrl: emulator.url })
      .clients.getHandshakePayload({ nonce })
      .catch(({ status }) => status)

    expect(given(direct.payload).length).toBeGreaterThan(2048)
    expect(target?.searchParams.has("__clerk_handshake")).toBe(false)
    expect(auth).toMatchObject({ isAuthenticated: true })
    expect(url).toBe(APP)
    expect(again).toBe(404)
  })

  test("gets a small payload at once, even if it could exchange a nonce", async () => {
    const { target, payload, status } = await shakeHands(await emulate(), {
      redirect_url: APP,
      format: "nonce"
    })

    expect(status).toBe(307)
    expect([...given(target).searchParams.keys()]).toEqual(["tab", "__clerk_handshake"])
    expect(decodeProtectedHeader(given(payload))).toMatchObject({ alg: "RS256", typ: "JWT" })
  })

  test("sets the cookies that Clerk sets, under both of their names if it reads those", async () => {
    const { emulator, token } = await signedInVisitor("active")
    const asked = { redirect_url: APP, __clerk_db_jwt: token }

    const { directives } = await shakeHands(emulator, asked)
    const both = await shakeHands(emulator, { ...asked, suffixed_cookies: "true" })

    expect(directives).toEqual([
      "__client_uat=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Lax",
      expect.stringMatching(
        /^__client_uat=\d{10}; Path=\/; Domain=localhost; Max-Age=315360000; SameSite=Lax$/
      ),
      expect.stringMatching(/^__session=ey\S+; Path=\/; Expires=\w{3}, [^;]+ GMT; SameSite=Lax$/),
      `__clerk_db_jwt=${token}; Path=/; ${/Expires=[^;]+/.exec(directives[3] ?? "")}; SameSite=Lax`
    ])
    const suffix = await getCookieSuffix(emulator.publishableKey)
    const names = namesOf(directives)
    expect(namesOf(both.directives)).toEqual([...names, ...names.map((name) => `${name}_${suffix}`)])
  })
})

describe("in production", () => {
  const PAGE = "https://app.emulator.example/dashboard"
  const production = () => emulate({ instance: "production" })

  test("the payload travels in a cookie of the whole domain, and deletes itself", async () => {
    const emulator = await production()
    await emulator.addUser({ email: "ada@acme.com", password: PASSWORD })
    const signedIn = await request(emulator, "/client/sign_ins", {
      method: "POST",
      headers: { origin: emulator.url },
      body: { identifier: "ada@acme.com", password: PASSWORD }
    })
    const client = given(signedIn.headers.getSetCookie()[0]?.split(";")[0])

    const { target, cookies } = await shakeHands(emulator, { redirect_url: PAGE }, { cookie: client })
    const cookie = given(cookies.find((text) => text.startsWith("__clerk_handshake=")))
    const visitor = createVisitor(emulator)
    visitor.cookies.set("__clerk_handshake", given(/=([^;]+)/.exec(cookie)?.[1]))
    const { auth, handshakes } = await visitor.open(PAGE)

    expect(target?.href).toBe(PAGE)
    expect(cookie).toMatch(
      /^__clerk_handshake=ey\S+; Path=\/; Domain=emulator\.example; HttpOnly; Secure; SameSite=Lax$/
    )
    expect(auth).toMatchObject({ isAuthenticated: true })
    expect(handshakes).toEqual([])
    expect([...visitor.cookies.keys()]).toEqual(["__client_uat", "__session"])
  })

  test.for([
    ["https://emulator.example.evil.example", 422, "redirect_url_not_associated_with_instance"],
    ["https://preview.example", 422, "redirect_url_not_associated_with_instance"],
    ["http://localhost:3000", 422, "redirect_url_not_associated_with_instance"]
  ] as const)("%s isn't an address to go back to", async ([redirect_url, status, code]) => {
    expect(await shakeHands(await production(), { redirect_url })).toMatchObject({
      status,
      target: undefined,
      error: { code }
    })
  })
})

test.for([
  [{}, 400, "invalid_handshake"],
  [{ redirect_url: APP, satellite_fapi: "clerk.other.example" }, 400, "invalid_handshake"],
  [{ redirect_url: "dashboard" }, 422, "invalid_redirect_url"],
  [{ redirect_url: "javascript:alert(1)" }, 422, "prohibited_redirect_url"],
  [{ redirect_url: "https://evil.example" }, 422, "redirect_url_domain_mismatch"],
  [{ redirect_url: "http://localhost.evil.example" }, 422, "redirect_url_domain_mismatch"],
  [{ redirect_url: "http://localhost@evil.example" }, 422, "redirect_url_domain_mismatch"],
  // The host becomes a cookie's domain.
  [{ redirect_url: "http://app;path=x;.localhost" }, 422, "redirect_url_domain_mismatch"]
] as const)("with %j, a handshake is refused", async ([query, status, code]) => {
  const answer = await shakeHands(await emulate(), query as Record<string, string>)

  expect(answer).toMatchObject({ status, target: undefined, error: { code } })
})

test("an allowed origin is an address to go back to", async () => {
  const emulator = await emulate()
  await emulator.changeSettings({ allowedOrigins: ["http://myapp.test:3000"] })

  const { target } = await shakeHands(emulator, { redirect_url: "http://myapp.test:3000/x" })

  expect(target?.host).toBe("myapp.test:3000")
})

test("whatever changes the client, no server holds the token in the same answer for outdated", async () => {
  const { emulator, token, sessionId } = await signedInVisitor("active")
  const visitor = createVisitor(emulator)
  visitor.cookies.set("__clerk_db_jwt", token)
  // Two seconds pass, which the server's clock tolerates.
  await emulator.moveClock(2)

  const { client } = (
    await request(emulator, `/client/sessions/${sessionId}/touch`, {
      method: "POST",
      token,
      body: { active_organization_id: "" }
    })
  ).json()
  // What clerk-js then writes.
  visitor.cookies.set("__session", client.sessions[0].last_active_token.jwt)
  visitor.cookies.set("__client_uat", String(Math.floor(client.updated_at / 1000)))
  const { auth, handshakes } = await visitor.open(APP)

  expect(auth).toMatchObject({ isAuthenticated: true })
  expect(handshakes).toEqual([])
})

test("the response and the client in one answer have tokens that are both as new as the change", async () => {
  const { emulator, token, sessionId } = await signedInVisitor("active")

  for (const offset of [1.2, 2.4, 3.6]) {
    await emulator.moveClock(offset)
    const { response, client } = (
      await request(emulator, `/client/sessions/${sessionId}/touch`, { method: "POST", token })
    ).json()
    const issuedAt = [response, client.sessions[0]].map(
      (session) => decodeJwt(session.last_active_token.jwt).iat
    )
    for (const at of issuedAt) expect(at).toBeGreaterThanOrEqual(Math.floor(client.updated_at / 1000))
  }
})
