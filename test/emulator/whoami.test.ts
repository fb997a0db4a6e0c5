import { decodeJwt, generateKeyPair, SignJWT } from "jose"
import { expect, test } from "vitest"
import { startEmulator } from "../../emulator/start"
import { emulate, request, signInElsewhere, type TestEmulator } from "./support"

const EMAIL = "ada+clerk_test@example.com"

/** A session token, as the SDK gets one. */
async function tokenFor(emulator: TestEmulator) {
  const { token, sessionId } = await signInElsewhere(emulator, EMAIL)
  const minted = await request(emulator, `/client/sessions/${sessionId}/tokens`, { method: "POST", token })
  return { sessionId, jwt: minted.json().jwt as string }
}

const ask = async ({ url }: TestEmulator, headers: Record<string, string>) => {
  const response = await fetch(`${url}/demo/api/whoami`, { headers })
  return { status: response.status, ...(await response.json()) }
}

const asBearer = (token: string) => ({ authorization: `Bearer ${token}` })

test("the protected endpoint knows an active session by its token, in a header or a cookie", async () => {
  const emulator = await emulate()
  await emulator.reset("active")
  const { jwt, sessionId } = await tokenFor(emulator)

  const answers = [
    await ask(emulator, asBearer(jwt)),
    await ask(emulator, { cookie: `a=b; __session=${jwt}` })
  ]

  const [user] = (await emulator.state()).users
  const whoIsIt = {
    status: 200,
    signedIn: true,
    userId: user?.id,
    sessionId,
    sessionStatus: "active",
    organizationId: user?.memberships[0]?.organization,
    organizationSlug: "acme",
    organizationRole: "org:admin"
  }
  expect(answers).toEqual([whoIsIt, whoIsIt])
})

test("a pending session counts as signed out there", async () => {
  const emulator = await emulate()
  await emulator.reset("pending-setup-mfa")
  const { jwt } = await tokenFor(emulator)

  expect(await ask(emulator, asBearer(jwt))).toEqual({
    status: 401,
    signedIn: false,
    reason: "session-pending"
  })
})

test("a token that has expired, or is not valid yet, is refused", async () => {
  const emulator = await emulate()
  await emulator.reset("active")
  const { jwt } = await tokenFor(emulator)

  await emulator.moveClock(70)
  const late = await ask(emulator, asBearer(jwt))
  await emulator.moveClock(-70)
  const early = await ask(emulator, asBearer(jwt))

  expect([late, early].map(({ status, reason }) => [status, reason])).toEqual([
    [401, "token-expired"],
    [401, "token-not-active-yet"]
  ])
})

test("a token that another key signed is refused", async () => {
  const emulator = await emulate()
  await emulator.reset("active")
  const { jwt } = await tokenFor(emulator)
  const { keys } = await (await fetch(`${emulator.url}/.well-known/jwks.json`)).json()
  const { privateKey } = await generateKeyPair("RS256")
  const sign = (kid: string) =>
    new SignJWT(decodeJwt(jwt)).setProtectedHeader({ alg: "RS256", kid }).sign(privateKey)
  const [top, , signature] = jwt.split(".")
  const changed = Buffer.from(JSON.stringify({ ...decodeJwt(jwt), sub: "user_x" })).toString("base64url")
  const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${jwt.split(".")[1]}.`

  const reasons = []
  for (const token of [
    await sign(keys[0].kid),
    await sign("ins_x"),
    `${top}.${changed}.${signature}`,
    unsigned,
    "nonsense"
  ]) {
    reasons.push((await ask(emulator, asBearer(token))).reason)
  }

  expect(reasons).toEqual([
    "token-invalid-signature",
    "jwk-kid-mismatch",
    "token-invalid-signature",
    "token-invalid",
    "token-invalid"
  ])
})

test("another instance's token is refused", async () => {
  const emulator = await emulate()
  const other = await startEmulator({ seed: "active" })
  const { token, sessionId } = await signInElsewhere(other, EMAIL)
  const minted = await request(other, `/client/sessions/${sessionId}/tokens`, { method: "POST", token })
  await other.stop()

  expect(await ask(emulator, asBearer(minted.json().jwt))).toMatchObject({ status: 401, signedIn: false })
})

test("without a token, the user is signed out", async () => {
  expect(await ask(await emulate(), {})).toMatchObject({ status: 401, reason: "session-token-missing" })
})

test("other origins may send a token, but not cookies", async () => {
  const { url } = await emulate()

  const { headers } = await fetch(`${url}/demo/api/whoami`, {
    method: "OPTIONS",
    headers: {
      origin: "chrome-extension://abc",
      "access-control-request-method": "GET",
      "access-control-request-headers": "authorization"
    }
  })

  expect(headers.get("access-control-allow-origin")).toBe("*")
  expect(headers.get("access-control-allow-headers")).toBe("authorization")
  expect(headers.get("access-control-allow-credentials")).toBeNull()
})
