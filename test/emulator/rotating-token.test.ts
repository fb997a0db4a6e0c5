import { describe, expect, test } from "vitest"
import { ADA, answerProvider, begin, follow, goThrough, NATIVE, outcomeOf } from "./provider-steps"
import { clientOf, given, loadClerk, request, type TestEmulator } from "./support"

const ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"

/** An application that has come back in production, with its previous token. */
async function cameBack({ emulator }: { emulator: TestEmulator }, email = ADA, what = "sign_ins") {
  const { id, token, address } = await start(emulator, what)
  const back = await goThrough(address, { email })
  const nonce = back.searchParams.get("rotating_token_nonce") ?? ""
  const read = (query: Record<string, string>, bearer = token, path = `/client/${what}/${id}`) =>
    request(emulator, `${path}?${new URLSearchParams({ _is_native: "1", ...query })}`, {
      headers: { authorization: `Bearer ${bearer}` }
    })
  return { id, token, back, nonce, read }
}

async function start(emulator: TestEmulator, what = "sign_ins", token?: string) {
  const answer = await request(emulator, `/client/${what}`, {
    method: "POST",
    headers: token ? { authorization: `Bearer ${token}` } : { origin: ORIGIN },
    body: { strategy: "oauth_google", redirect_url: NATIVE }
  })
  const { id, first_factor_verification, verifications } = answer.json().response
  const { external_verification_redirect_url } = first_factor_verification ?? verifications.external_account
  return {
    id,
    token: given(answer.headers.get("authorization")),
    address: external_verification_redirect_url
  }
}

const production = (settings = {}, user: object | null = {}) => begin(settings, user, "production")

describe("a client's token, once a provider has signed a user in", () => {
  test("is a new one, which the nonce returns to the old one", async () => {
    const { token, nonce, read, back } = await cameBack(await production())

    const answer = await read({ rotating_token_nonce: nonce })
    const renewed = given(answer.headers.get("authorization"))

    expect(answer.json().response).toMatchObject({
      status: "complete",
      created_session_id: back.searchParams.get("created_session_id")
    })
    expect(answer.json().client.sessions).toHaveLength(1)
    expect(renewed).not.toBe(token)
    expect((await read({}, renewed, "/client")).json().response.sessions).toHaveLength(1)
  })

  test("doesn't work without the nonce", async () => {
    const { read } = await cameBack(await production())

    expect((await read({})).status).toBe(404)
    expect((await read({}, undefined, "/client")).json().response).toBeNull()
    expect((await read({ rotating_token_nonce: "" })).status).toBe(404)
  })

  test("isn't returned for a wrong nonce", async () => {
    const { read, nonce } = await cameBack(await production())

    const wrong = await read({ rotating_token_nonce: "wrong" })

    expect([wrong.status, wrong.headers.get("authorization")]).toEqual([404, null])
    expect((await read({ rotating_token_nonce: nonce })).status).toBe(200)
  })

  test("isn't returned twice", async () => {
    const { read, nonce } = await cameBack(await production())
    await read({ rotating_token_nonce: nonce })

    expect((await read({ rotating_token_nonce: nonce })).status).toBe(404)
  })

  test("isn't returned after a minute", async () => {
    const begun = await production()
    const { read, nonce } = await cameBack(begun)
    await begun.emulator.moveClock(60)

    expect((await read({ rotating_token_nonce: nonce })).status).toBe(404)
  })

  test("isn't returned to another client", async () => {
    const begun = await production()
    await begun.emulator.addUser({ email: "bob@acme.com" })
    const ada = await cameBack(begun)
    const bob = await cameBack(begun, "bob@acme.com")

    expect((await ada.read({ rotating_token_nonce: ada.nonce }, bob.token)).status).toBe(404)
    expect((await bob.read({ rotating_token_nonce: ada.nonce })).status).toBe(404)
    expect((await ada.read({ rotating_token_nonce: ada.nonce })).status).toBe(200)
  })

  test("isn't returned to a call that changes something", async () => {
    const begun = await production()
    const { token, nonce } = await cameBack(begun)

    const { json } = await request(begun.emulator, `/client?rotating_token_nonce=${nonce}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${token}` }
    })

    expect(json().response.sessions).toEqual([])
  })

  test("is still available after a call that never reached Clerk, and not after a lost answer", async () => {
    const begun = await production()
    const { read, nonce } = await cameBack(begun)
    const path = "/v1/client/sign_ins/:id"
    const fail = (fault: object) => begun.emulator.setFaults([{ match: { path }, times: 1, ...fault }])

    await fail({ status: 503 })
    const unheard = await read({ rotating_token_nonce: nonce })
    await fail({ abort: "in-headers" })
    await read({ rotating_token_nonce: nonce }).catch(() => {})

    expect([unheard.status, unheard.headers.get("authorization")]).toEqual([503, null])
    expect((await read({ rotating_token_nonce: nonce })).status).toBe(404)
  })

  test("changes for a second factor, too, and for users who have to verify their address", async () => {
    const begun = await production({ mfa: { authenticatorApp: true } }, { totp: true })
    const { back, read, nonce } = await cameBack(begun)

    expect(outcomeOf(back)).toEqual({ rotating_token_nonce: nonce })
    expect((await read({})).status).toBe(404)
    expect((await read({ rotating_token_nonce: nonce })).json().response.status).toBe("needs_second_factor")
  })

  test("stays if the user has no account, and the application may continue", async () => {
    const begun = await production({}, null)
    const { back, read, token } = await cameBack(begun)
    const signedUp = await request(begun.emulator, "/client/sign_ups", {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: { transfer: "true" }
    })

    expect(back.searchParams.has("rotating_token_nonce")).toBe(false)
    expect((await read({}, signedUp.headers.get("authorization") ?? "")).status).toBe(200)
    expect(signedUp.json().response.status).toBe("complete")
  })

  test("comes with a sign-up, too", async () => {
    const { read, nonce } = await cameBack(await production({}, null), "new@acme.com", "sign_ups")

    expect((await read({ rotating_token_nonce: nonce })).json().response.status).toBe("complete")
  })

  test("reaches Clerk's SDK", async () => {
    const { emulator } = await production()
    const stored: { token?: string } = {}
    const { signIn } = clientOf(await loadClerk(emulator, stored))
    await signIn.create({ strategy: "oauth_google", redirectUrl: NATIVE })
    const before = stored.token
    const back = await goThrough(signIn.firstFactorVerification.externalVerificationRedirectURL, {
      email: ADA
    })

    await signIn.reload({ rotatingTokenNonce: back.searchParams.get("rotating_token_nonce") ?? "" })

    expect(signIn.status).toBe("complete")
    expect(stored.token).not.toBe(before)
    expect((await loadClerk(emulator, stored)).session?.id).toBe(signIn.createdSessionId)
  })
})

describe("the browser that comes back from a provider", () => {
  test("gets no token of an application", async () => {
    const { emulator } = await production()
    const { address } = await start(emulator)

    const { headers } = await follow(await answerProvider(address, { email: ADA }))

    expect([headers.get("authorization"), headers.get("set-cookie")]).toEqual([null, null])
  })

  test("gets a page's cookie, which has a new token from then on", async () => {
    const { emulator } = await production()
    const headers = { origin: emulator.url }
    const answer = await request(emulator, "/client/sign_ins", {
      method: "POST",
      headers,
      body: { strategy: "oauth_google", redirect_url: `${emulator.url}/demo` }
    })
    const cookie = cookieOf(answer.headers)
    const address = answer.json().response.first_factor_verification.external_verification_redirect_url
    const callback = await answerProvider(address, { email: ADA })

    const response = await fetch(callback, { redirect: "manual", headers: { cookie } })
    const renewed = cookieOf(response.headers)
    const client = async (value: string) =>
      (await request(emulator, "/client", { headers: { cookie: value } })).json().response

    expect(response.headers.get("location")).toBe(`${emulator.url}/demo`)
    expect(renewed).toMatch(/^__client=/)
    expect(renewed).not.toBe(cookie)
    expect((await client(renewed)).sessions).toHaveLength(1)
    expect((await client(cookie)).sessions).toEqual([])
  })
})

test("in development a token stays the same, and the nonce does no harm", async () => {
  const { emulator, clerk, stored } = await begin()
  const { signIn } = clientOf(clerk)
  await signIn.create({ strategy: "oauth_google", redirectUrl: NATIVE })
  const back = await goThrough(signIn.firstFactorVerification.externalVerificationRedirectURL, { email: ADA })
  const read = async (nonce: string) =>
    (
      await request(emulator, `/client/sign_ins/${signIn.id}?rotating_token_nonce=${nonce}`, {
        token: stored.token
      })
    ).status
  const nonce = back.searchParams.get("rotating_token_nonce") ?? ""

  expect([await read(""), await read("wrong"), await read(nonce), await read(nonce)]).toEqual([
    200, 200, 200, 200
  ])
})

const cookieOf = (headers: Headers) => /__client=[^;]+/.exec(headers.get("set-cookie") ?? "")?.[0] ?? ""
