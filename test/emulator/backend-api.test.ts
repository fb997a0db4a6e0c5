import { isClerkAPIResponseError } from "@clerk/shared/error"
import { expect, test } from "vitest"
import { clerkFor } from "./backend-client"
import { emulate, request, signInElsewhere, type TestEmulator } from "./support"

const EMAIL = "ada+clerk_test@example.com"

/** A server's request from a user with this seed's session. */
async function signedInRequest(emulator: TestEmulator, seed: string) {
  await emulator.reset(seed)
  const { token, sessionId } = await signInElsewhere(emulator, EMAIL)
  const minted = await request(emulator, `/client/sessions/${sessionId}/tokens`, { method: "POST", token })
  const headers = { authorization: `Bearer ${minted.json().jwt}` }
  return new Request("https://api.example.com/notes", { headers })
}

/** The response to a call without the SDK. */
async function ask(
  { url }: TestEmulator,
  authorization: string | undefined,
  path = "/v1/jwks",
  init: RequestInit = {}
) {
  const response = await fetch(url + path, { ...init, ...(authorization && { headers: { authorization } }) })
  const text = await response.text()
  return { status: response.status, code: text && JSON.parse(text).errors?.[0].code, response, text }
}

test("@clerk/backend verifies an active session's token with the secret key alone", async () => {
  const emulator = await emulate()
  const sent = await signedInRequest(emulator, "active")

  const state = await clerkFor(emulator).authenticateRequest(sent)

  const [user] = (await emulator.state()).users
  expect(state.toAuth()).toMatchObject({ isAuthenticated: true, userId: user?.id, orgSlug: "acme" })
})

test("a pending session's token is genuine, and still no sign-in", async () => {
  const emulator = await emulate()
  const sent = await signedInRequest(emulator, "pending-setup-mfa")

  const state = await clerkFor(emulator).authenticateRequest(sent)

  expect(state.isAuthenticated).toBe(true)
  expect(state.toAuth()).toMatchObject({ isAuthenticated: false, userId: null, sessionStatus: "pending" })
})

test("a server gets the user of a pending session if it treats that as signed in", async () => {
  const emulator = await emulate()
  const sent = await signedInRequest(emulator, "pending-setup-mfa")

  const state = await clerkFor(emulator).authenticateRequest(sent)

  const [user] = (await emulator.state()).users
  expect(state.toAuth({ treatPendingAsSignedOut: false })).toMatchObject({
    isAuthenticated: true,
    userId: user?.id
  })
})

test("with a wrong secret key, @clerk/backend names the key as the reason", async () => {
  const emulator = await emulate()
  const sent = await signedInRequest(emulator, "active")

  const state = await clerkFor(emulator, { secretKey: "sk_test_wrong" }).authenticateRequest(sent)

  expect(state).toMatchObject({
    isAuthenticated: false,
    reason: "secret-key-invalid",
    message: expect.stringContaining("secret key")
  })
})

test("the Frontend API and the Backend API have the same keys", async () => {
  const emulator = await emulate()
  const { keys } = await (await fetch(`${emulator.url}/.well-known/jwks.json`)).json()

  const { status, text } = await ask(emulator, `Bearer ${emulator.secretKey}`)

  expect(status).toBe(200)
  expect(JSON.parse(text)).toEqual({ keys })
  expect(keys).toMatchObject([{ kty: "RSA", alg: "RS256", use: "sig" }])
  expect(keys[0]).not.toHaveProperty("d")
})

// As at Clerk, where the key comes before the path.
test.for([
  [undefined, "authorization_header_format_invalid"],
  ["Basic c2s6", "authorization_header_format_invalid"],
  ["Bearer ", "authorization_header_format_invalid"],
  ["Bearer sk_test_wrong", "clerk_key_invalid"],
  ["Bearer sk_live_emulator", "clerk_key_invalid"],
  ["Bearer sk_test_emulator2", "clerk_key_invalid"],
  ["Bearer eyJhbGciOiJSUzI1NiJ9.e30.x", "clerk_key_invalid"]
] as const)('the keys are refused to "%s", as %s', async ([authorization, code]) => {
  expect(await ask(await emulate(), authorization)).toMatchObject({ status: 401, code })
})

test("each kind of instance has its own secret key", async () => {
  const [development, production] = [await emulate(), await emulate({ instance: "production" })]

  expect([development.secretKey, production.secretKey]).toEqual(["sk_test_emulator", "sk_live_emulator"])
  expect(await ask(production, `Bearer ${production.secretKey}`)).toMatchObject({ status: 200 })
  expect(await ask(production, `Bearer ${development.secretKey}`)).toMatchObject({ status: 401 })
})

test("other calls of the Backend API say that the emulator doesn't serve them, after it has checked the key", async () => {
  const emulator = await emulate()

  const failure = await clerkFor(emulator)
    .domains.list()
    .catch((error: unknown) => error)
  const answers = [
    await ask(emulator, "Bearer sk_test_wrong", "/v1/users"),
    await ask(emulator, `Bearer ${emulator.secretKey}`, "/v1/jwks", { method: "POST" }),
    // The Frontend API has this path. A server's key doesn't belong there.
    await ask(emulator, `Bearer ${emulator.secretKey}`, "/v1/client")
  ]

  expect(isClerkAPIResponseError(failure) && failure.errors[0]).toMatchObject({
    code: "resource_not_found",
    longMessage: expect.stringContaining("emulator/backend-api/routes.ts")
  })
  expect(answers.map(({ status, code }) => [status, code])).toEqual([
    [401, "clerk_key_invalid"],
    [404, "resource_not_found"],
    [404, "resource_not_found"]
  ])
})

// The Frontend API answers the preflight, because the two share their paths.
test.for([
  { origin: "http://localhost:6666", "sec-fetch-site": "same-site" },
  { origin: "chrome-extension://mnhbilbfebpbokpjjamapdecdgieldho" },
  { "sec-fetch-site": "none" }
] as Record<string, string>[])(
  "a page or an extension that knows the key can't use it, with %j",
  async (headers) => {
    const emulator = await emulate()
    await emulator.reset("active")
    const [user] = (await emulator.state()).users
    const authorization = `Bearer ${emulator.secretKey}`

    const answer = await ask(emulator, undefined, `/v1/users/${user?.id}`, {
      method: "DELETE",
      headers: { ...headers, authorization }
    })

    expect(answer).toMatchObject({ status: 400, code: "origin_authorization_headers_conflict" })
    expect((await emulator.state()).users).toHaveLength(1)
  }
)

test("pages can't use it: there are no CORS headers, and a preflight fails", async () => {
  const emulator = await emulate()

  const preflight = await ask(emulator, undefined, "/v1/jwks", { method: "OPTIONS" })
  const { response } = await ask(emulator, `Bearer ${emulator.secretKey}`)

  expect(preflight.status).toBe(401)
  for (const { headers } of [preflight.response, response]) {
    expect(headers.get("access-control-allow-origin")).toBeNull()
  }
})
