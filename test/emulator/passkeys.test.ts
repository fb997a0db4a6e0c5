import type { SignInResource } from "@clerk/shared/types"
import { describe, expect, test } from "vitest"
import { HOUR, MINUTE, SECOND } from "../../emulator/model/clock"
import type { SettingsPatch } from "../../emulator/model/settings"
import type { NewUser } from "../support/emulator-client"
import { createAuthenticator, plugIn, type SoftwareAuthenticator } from "../support/software-authenticator"
import {
  clientOf,
  emulate,
  given,
  loadClerk,
  PASSWORD,
  refusalOf,
  request,
  sessionOf,
  signIn,
  userOf
} from "./support"

const EMAIL = "ada+clerk_test@acme.com"
const ORIGIN = "http://localhost:3000"
const EXTENSION_ID = "abcdefghijklmnopabcdefghijklmnop"
const EXTENSION = `chrome-extension://${EXTENSION_ID}`

/** Ada, with a passkey that her authenticator knows. */
async function givenPasskey(settings: SettingsPatch = {}, user: Partial<NewUser> = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({ passkeys: { enabled: true }, ...settings })
  const { id, totpSecret } = await emulator.addUser({ email: EMAIL, password: PASSWORD, ...user })
  const planted = await emulator.addPasskey(id)
  const stored: { token?: string } = {}
  const clerk = await loadClerk(emulator, stored)
  const authenticator = createAuthenticator(ORIGIN)
  authenticator.add(planted)
  plugIn(clerk, authenticator)
  const attempt = clientOf(clerk).signIn
  const byPasskey = () => attempt.authenticateWithPasskey({ flow: "discoverable" })
  return { emulator, id, totpSecret, planted, stored, clerk, authenticator, attempt, byPasskey }
}

/** Ada, signed in by password, with an empty authenticator. */
async function givenSession(settings: SettingsPatch = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({
    passkeys: { enabled: true },
    deviceTrust: { enabled: false },
    ...settings
  })
  const { id } = await emulator.addUser({ email: EMAIL, password: PASSWORD })
  const stored: { token?: string } = {}
  const clerk = await loadClerk(emulator, stored)
  const authenticator = createAuthenticator(ORIGIN)
  plugIn(clerk, authenticator)
  await signIn(clerk, EMAIL)
  return { emulator, id, stored, clerk, authenticator, user: userOf(clerk) }
}

/** The authenticator's answer, even if the request was for another user. */
async function answerTo(
  attempt: Pick<SignInResource, "firstFactorVerification">,
  authenticator: SoftwareAuthenticator
) {
  const { challenge, rpId } = JSON.parse(attempt.firstFactorVerification.nonce ?? "")
  const asked = { challenge: new Uint8Array(Buffer.from(challenge, "base64url")), rpId }
  return { strategy: "passkey", ...(await authenticator.get(asked)) } as never
}

const FAILURE = { status: 400, code: "passkey_authentication_failure", param: undefined }

describe("signing in", () => {
  test("a passkey alone identifies the user", async () => {
    const { clerk, attempt, byPasskey } = await givenPasskey()

    const begun = await attempt.create({ strategy: "passkey" } as never)
    expect(begun).toMatchObject({ status: "needs_identifier", identifier: null, supportedFirstFactors: null })
    expect(begun.firstFactorVerification).toMatchObject({ status: "unverified", strategy: "passkey" })
    expect(JSON.parse(begun.firstFactorVerification.nonce ?? "")).toEqual({
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      rpId: "localhost",
      timeout: 60_000,
      userVerification: "required"
    })
    const done = await byPasskey()
    await clerk.setActive({ session: done.createdSessionId, navigate: () => {} })

    expect(done.status).toBe("complete")
    expect(sessionOf(clerk).status).toBe("active")
    expect(userOf(clerk).primaryEmailAddress?.emailAddress).toBe(EMAIL)
    expect(clientOf(clerk).lastAuthenticationStrategy).toBe("passkey")
    expect(userOf(clerk).passkeys[0]?.lastUsedAt).toBeInstanceOf(Date)
  })

  test("a user who enters their address has to use one of their passkeys", async () => {
    const { attempt, planted } = await givenPasskey()

    await attempt.create({ identifier: EMAIL })
    expect(attempt.supportedFirstFactors).toContainEqual({ strategy: "passkey" })
    await attempt.prepareFirstFactor({ strategy: "passkey" } as never)
    const { allowCredentials } = JSON.parse(attempt.firstFactorVerification.nonce ?? "")
    const done = await attempt.authenticateWithPasskey()

    const id = Buffer.from(planted.credentialId, "base64").toString("base64url")
    expect(allowCredentials).toEqual([{ type: "public-key", id, transports: ["internal"] }])
    expect(done.status).toBe("complete")
  })

  test("nothing else is required, neither on a new device nor as a second factor", async () => {
    const { emulator, clerk, byPasskey } = await givenPasskey(
      { deviceTrust: { enabled: true }, mfa: { authenticatorApp: true } },
      { totp: true }
    )

    const done = await byPasskey()
    await clerk.setActive({ session: done.createdSessionId, navigate: () => {} })

    expect(done.status).toBe("complete")
    expect(sessionOf(clerk).factorVerificationAge).toEqual([0, 0])
    expect((await emulator.state()).settings.passkeys.satisfiesSecondFactor).toBe(true)
  })

  test("after a password it replaces the second factor", async () => {
    const { clerk, attempt } = await givenPasskey({ mfa: { authenticatorApp: true } }, { totp: true })

    await attempt.create({ identifier: EMAIL, password: PASSWORD })
    expect(attempt.supportedSecondFactors?.map(({ strategy }) => strategy)).toEqual(["totp", "passkey"])
    const done = await attempt.authenticateWithPasskey()
    await clerk.setActive({ session: done.createdSessionId, navigate: () => {} })

    expect(done.status).toBe("complete")
    expect(sessionOf(clerk).factorVerificationAge).toEqual([0, 0])
  })

  test("it isn't one for a user who has set up no other", async () => {
    const { attempt } = await givenPasskey({ deviceTrust: { enabled: true } })

    await attempt.create({ identifier: EMAIL, password: PASSWORD })

    expect(attempt.status).toBe("needs_client_trust")
    expect(attempt.supportedSecondFactors?.map(({ strategy }) => strategy)).toEqual(["email_code"])
  })

  test("an app can still ask for the second factor", async () => {
    const { byPasskey } = await givenPasskey(
      { passkeys: { enabled: true, satisfiesSecondFactor: false }, mfa: { authenticatorApp: true } },
      { totp: true }
    )

    const done = await byPasskey()

    expect(done.status).toBe("needs_second_factor")
    expect(done.supportedSecondFactors?.map(({ strategy }) => strategy)).toEqual(["totp"])
  })

  test("Clerk Protect checks users once their passkey identifies them", async () => {
    const { attempt, byPasskey } = await givenPasskey({ protect: { signIn: "check" } })

    const held = await byPasskey()
    expect(held).toMatchObject({ status: "needs_protect_check", createdSessionId: null })
    const done = await attempt.submitProtectCheck({ proofToken: `proof_${held.protectCheck?.token}` })

    expect(done.status).toBe("complete")
  })

  test("an extension uses the passkey of a domain", async () => {
    const { authenticator, planted, byPasskey } = await givenPasskey({
      passkeys: { enabled: true, rpId: "acme.com" }
    })
    authenticator.tamper({ origin: EXTENSION })

    expect(planted.rpId).toBe("acme.com")
    expect((await byPasskey()).status).toBe("complete")
  })
})

describe("what is refused", () => {
  test.each([
    ["another challenge", { challenge: "AAAA" }],
    ["another domain's passkey", { rpId: "evil.example" }],
    ["a page of another domain", { origin: "https://evil.example" }],
    ["no page", { origin: "null" }],
    ["a signature for a registration", { type: "webauthn.create" }],
    ["no user who was verified", { verifiesUser: false }],
    ["another user's handle", { userHandle: "dXNlcl8x" }],
    ["no user's handle", { userHandle: null }],
    ["a signature that is wrong", { spoilSignature: true }]
  ])("an answer with %s", async (_name, tampering) => {
    const { authenticator, clerk, byPasskey } = await givenPasskey()
    authenticator.tamper(tampering)

    expect(await refusalOf(byPasskey())).toEqual(FAILURE)
    expect(clientOf(clerk).sessions).toEqual([])
    authenticator.tamper({})
    expect((await byPasskey()).status).toBe("complete")
  })

  test("an answer with a page without TLS", async () => {
    const { authenticator, byPasskey } = await givenPasskey({ passkeys: { enabled: true, rpId: "acme.com" } })
    authenticator.tamper({ origin: "http://app.acme.com" })

    expect(await refusalOf(byPasskey())).toEqual(FAILURE)
    authenticator.tamper({ origin: "https://app.acme.com" })
    expect((await byPasskey()).status).toBe("complete")
  })

  test("an answer whose counter hasn't moved: the passkey was copied", async () => {
    const { authenticator, clerk, byPasskey } = await givenPasskey()
    await byPasskey()
    await clientOf(clerk).removeSessions()
    authenticator.tamper({ signCount: 1 })

    expect(await refusalOf(byPasskey())).toEqual(FAILURE)
  })

  test("an answer that was used before", async () => {
    const { authenticator, clerk, attempt, byPasskey } = await givenPasskey()
    await byPasskey()
    await clientOf(clerk).removeSessions()
    const again = { strategy: "passkey", publicKeyCredential: authenticator.answers[0] } as never

    expect(await refusalOf(attempt.attemptFirstFactor(again))).toMatchObject({ code: "resource_forbidden" })
    await clientOf(clerk).signIn.create({ strategy: "passkey" } as never)
    expect(await refusalOf(clientOf(clerk).signIn.attemptFirstFactor(again))).toEqual(FAILURE)
  })

  test("a second try with the same challenge", async () => {
    const { authenticator, attempt, byPasskey } = await givenPasskey()
    authenticator.tamper({ spoilSignature: true })
    await refusalOf(byPasskey())
    authenticator.tamper({})
    const [wrong] = authenticator.answers

    const refusal = await refusalOf(
      attempt.attemptFirstFactor({ strategy: "passkey", publicKeyCredential: wrong } as never)
    )

    expect(refusal).toMatchObject({ status: 400, code: "verification_failed" })
  })

  test("the challenge of another attempt", async () => {
    const { emulator, authenticator, attempt } = await givenPasskey()
    const elsewhere = await request(emulator, "/client/sign_ins", {
      method: "POST",
      body: { strategy: "passkey" }
    })
    const { challenge } = JSON.parse(elsewhere.json().response.first_factor_verification.nonce)
    authenticator.tamper({ challenge })

    expect(await refusalOf(attempt.authenticateWithPasskey({ flow: "discoverable" }))).toEqual(FAILURE)
  })

  test("a late answer", async () => {
    const { emulator, authenticator, attempt } = await givenPasskey()
    await attempt.create({ strategy: "passkey" } as never)
    const answer = await answerTo(attempt, authenticator)
    const enter = () => attempt.attemptFirstFactor(answer)

    await emulator.moveClock((10 * MINUTE) / SECOND)
    expect(await refusalOf(enter())).toMatchObject({ status: 400, code: "verification_expired" })
    await emulator.moveClock((10 * MINUTE) / SECOND - 5)
    expect((await enter()).status).toBe("complete")
  })

  test("an unknown passkey", async () => {
    const { authenticator, byPasskey } = await givenPasskey()
    const [known] = authenticator.credentials
    given(known).id = Buffer.from("another-user's")

    expect(await refusalOf(byPasskey())).toMatchObject({ status: 404, code: "passkey_not_registered" })
  })

  test("another user's passkey than the one named", async () => {
    const { emulator, authenticator, attempt } = await givenPasskey()
    const bob = await emulator.addUser({ email: "bob@acme.com", password: PASSWORD })
    authenticator.add(await emulator.addPasskey(bob.id))
    await attempt.create({ identifier: "bob@acme.com" })
    const prepare = () => attempt.prepareFirstFactor({ strategy: "passkey" } as never)

    await prepare()
    const hers = await answerTo(attempt, authenticator)
    expect(await refusalOf(attempt.attemptFirstFactor(hers))).toEqual(FAILURE)
    await prepare()
    authenticator.credentials.reverse()
    const his = await answerTo(attempt, authenticator)
    expect((await attempt.attemptFirstFactor(his)).status).toBe("complete")
  })

  test("passkeys if an app has none", async () => {
    const { emulator, attempt, byPasskey } = await givenPasskey({ passkeys: { enabled: false } })

    expect(await refusalOf(byPasskey())).toMatchObject({
      code: "form_param_value_invalid",
      param: "strategy"
    })
    await attempt.create({ identifier: EMAIL })
    expect(attempt.supportedFirstFactors).not.toContainEqual({ strategy: "passkey" })
    expect(await refusalOf(attempt.prepareFirstFactor({ strategy: "passkey" } as never))).toMatchObject({
      code: "strategy_for_user_invalid"
    })
    expect((await emulator.state()).users[0]?.passkeys).toHaveLength(1)
  })

  test("a user with no passkey but one that was only named", async () => {
    const emulator = await emulate()
    await emulator.changeSettings({ passkeys: { enabled: true } })
    await emulator.addUser({ email: EMAIL, password: PASSWORD, passkeys: ["Laptop"] })
    const attempt = clientOf(await loadClerk(emulator)).signIn
    await attempt.create({ identifier: EMAIL })

    expect(attempt.supportedFirstFactors).not.toContainEqual({ strategy: "passkey" })
    expect(await refusalOf(attempt.prepareFirstFactor({ strategy: "passkey" } as never))).toMatchObject({
      status: 400,
      code: "no_passkeys_found_for_user"
    })
  })

  test("a user who is banned, deactivated or locked", async () => {
    const { emulator, id, byPasskey } = await givenPasskey()

    for (const change of ["banned", "deactivated", "locked"] as const) {
      await emulator.changeUser(id, { [change]: true })
      expect(await refusalOf(byPasskey())).toMatchObject({ status: 403, code: `user_${change}` })
      await emulator.changeUser(id, { [change]: false })
    }
    expect((await byPasskey()).status).toBe("complete")
  })

  test("a user who is already signed in", async () => {
    const { emulator, clerk, byPasskey } = await givenPasskey()
    const { createdSessionId } = await byPasskey()
    await clerk.setActive({ session: createdSessionId, navigate: () => {} })

    expect(await refusalOf(byPasskey())).toMatchObject({ code: "session_exists" })
    await emulator.changeSettings({ session: { multiSession: true } })
    expect(await refusalOf(byPasskey())).toMatchObject({ code: "identifier_already_signed_in" })
    expect(clientOf(clerk).sessions).toHaveLength(1)
  })

  test("an answer without a request", async () => {
    const { authenticator, attempt, byPasskey } = await givenPasskey(
      { passkeys: { enabled: true, satisfiesSecondFactor: false }, mfa: { authenticatorApp: true } },
      { totp: true }
    )
    await attempt.create({})
    const answer = await authenticator.get({ challenge: new Uint8Array(32), rpId: "localhost" })
    const enter = () => refusalOf(attempt.attemptFirstFactor({ strategy: "passkey", ...answer } as never))

    expect(await enter()).toMatchObject({ code: "client_state_invalid" })
    await attempt.create({ identifier: EMAIL })
    expect(await enter()).toMatchObject({ code: "verification_missing" })
    await attempt.create({ identifier: EMAIL, strategy: "email_code" })
    expect(await enter()).toMatchObject({ code: "verification_strategy_invalid" })
    await byPasskey()
    expect(await enter()).toMatchObject({ code: "client_state_invalid" })
  })

  test("a name together with a passkey that names nobody", async () => {
    const { attempt } = await givenPasskey()

    expect(
      await refusalOf(attempt.create({ strategy: "passkey", identifier: EMAIL } as never))
    ).toMatchObject({ code: "form_param_unknown", param: "identifier" })
  })

  test("a passkey of the extension itself, for which Chrome signs a different name than requested", async () => {
    const { authenticator, byPasskey } = await givenPasskey({
      passkeys: { enabled: true, rpId: EXTENSION_ID }
    })
    authenticator.tamper({ origin: EXTENSION, rpId: EXTENSION })

    expect(await refusalOf(byPasskey())).toEqual(FAILURE)
  })

  test("an extension that isn't among the allowed origins", async () => {
    const { emulator, authenticator, byPasskey } = await givenPasskey({
      allowedOrigins: ["chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba"]
    })
    authenticator.tamper({ origin: EXTENSION })

    expect(await refusalOf(byPasskey())).toEqual(FAILURE)
    await emulator.changeSettings({ allowedOrigins: [EXTENSION] })
    expect((await byPasskey()).status).toBe("complete")
  })
})

describe("registering", () => {
  test("a passkey is registered, signs in, gets a name and is removed", async () => {
    const { clerk, authenticator, user } = await givenSession()

    const passkey = await user.createPasskey()
    expect(passkey).toMatchObject({ name: "Passkey", lastUsedAt: null })
    expect(passkey.verification).toMatchObject({ status: "verified", strategy: "passkey", nonce: null })
    await passkey.update({ name: "Phone" })
    expect(userOf(clerk).passkeys.map(({ name }) => name)).toEqual(["Phone"])
    await clientOf(clerk).removeSessions()
    const attempt = clientOf(clerk).signIn
    const done = await attempt.authenticateWithPasskey({ flow: "discoverable" })
    await clerk.setActive({ session: done.createdSessionId, navigate: () => {} })
    expect(authenticator.credentials).toHaveLength(1)
    await given(userOf(clerk).passkeys[0]).delete()

    expect(userOf(clerk).passkeys).toEqual([])
    await clientOf(clerk).removeSessions()
    const refusal = await refusalOf(clientOf(clerk).signIn.authenticateWithPasskey({ flow: "discoverable" }))
    expect(refusal).toMatchObject({ status: 404, code: "passkey_not_registered" })
  })

  test("the options name the user, the domain, and the passkeys that exist", async () => {
    const allowedOrigins = ["https://app.acme.com", EXTENSION]
    const { emulator, id, stored } = await givenSession({ applicationName: "Acme", allowedOrigins })
    const { credentialId } = await emulator.addPasskey(id)
    const create = (headers = {}) =>
      request(emulator, "/me/passkeys", { method: "POST", token: stored.token, headers })
    const optionsOf = async (answer: ReturnType<typeof create>) =>
      JSON.parse((await answer).json().response.verification.nonce)

    const options = await optionsOf(create())
    const elsewhere = [
      await optionsOf(create({ origin: "https://app.acme.com" })),
      await optionsOf(create({ origin: EXTENSION }))
    ]

    expect(options).toEqual({
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      rp: { name: "Acme", id: "localhost" },
      user: { id: Buffer.from(id).toString("base64url"), name: EMAIL, displayName: EMAIL },
      pubKeyCredParams: [
        { alg: -7, type: "public-key" },
        { alg: -257, type: "public-key" }
      ],
      timeout: 60_000,
      attestation: "none",
      excludeCredentials: [
        { id: Buffer.from(credentialId, "base64").toString("base64url"), type: "public-key" }
      ],
      authenticatorSelection: {
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required"
      }
    })
    expect(elsewhere.map(({ rp }) => rp.id)).toEqual(["app.acme.com", "localhost"])
  })

  test("in production all of a domain's pages share theirs", async () => {
    const emulator = await emulate({ instance: "production" })
    const allowedOrigins = ["https://app.emulator.example", "https://other.example"]
    await emulator.changeSettings({ passkeys: { enabled: true }, allowedOrigins })
    const rpIdFrom = async (origin: string) => {
      const headers = { origin, authorization: "Bearer none" }
      const answer = await request(emulator, "/client/sign_ins", {
        method: "POST",
        headers,
        body: { strategy: "passkey" }
      })
      return JSON.parse(answer.json().response.first_factor_verification.nonce).rpId
    }

    expect(await rpIdFrom("https://app.emulator.example")).toBe("emulator.example")
    expect(await rpIdFrom("https://other.example")).toBe("other.example")
  })

  test.each([
    ["another challenge", { challenge: "AAAA" }],
    ["another domain", { rpId: "evil.example" }],
    ["a page of another domain", { origin: "https://evil.example" }],
    ["no user who was verified", { verifiesUser: false }],
    ["an answer that signs in", { type: "webauthn.get" }]
  ])("with %s it fails, and no passkey is there", async (_name, tampering) => {
    const { authenticator, clerk, user } = await givenSession()
    authenticator.tamper(tampering)

    const refusal = await refusalOf(user.createPasskey())

    expect(refusal).toMatchObject({ status: 400, code: "passkey_registration_failure" })
    expect(userOf(clerk).passkeys).toEqual([])
    authenticator.tamper({})
    expect((await user.createPasskey()).verification?.status).toBe("verified")
  })

  test("a registered passkey can't be registered again", async () => {
    const { authenticator, clerk, user } = await givenSession()
    await user.createPasskey()
    authenticator.tamper({ offersFirstAgain: true })

    expect(await refusalOf(user.createPasskey())).toMatchObject({ code: "passkey_registration_failure" })
    expect(userOf(clerk).passkeys).toHaveLength(1)
  })

  test("ten are enough", async () => {
    const { emulator, id, clerk, authenticator, user } = await givenSession()
    for (let count = 0; count < 9; count++) await emulator.addPasskey(id)
    await user.createPasskey()
    authenticator.credentials.length = 0

    expect(await refusalOf(user.createPasskey())).toMatchObject({
      status: 403,
      code: "passkey_quota_exceeded"
    })
    await given(userOf(clerk).passkeys[0]).delete()
    expect((await user.createPasskey()).id).toMatch(/^idn_/)
  })

  test("an unfinished registration doesn't count, and the next one replaces it", async () => {
    const { emulator, stored, clerk, user } = await givenSession()
    const create = async () =>
      (await request(emulator, "/me/passkeys", { method: "POST", token: stored.token })).json().response.id
    const rename = (id: string) =>
      request(emulator, `/me/passkeys/${id}?_method=PATCH`, {
        method: "POST",
        token: stored.token,
        body: { name: "Phone" }
      })

    const first = await create()
    const incomplete = await rename(first)
    await user.reload()
    const second = await create()
    const gone = await rename(first)

    expect([incomplete.status, incomplete.json().errors[0].code]).toEqual([
      422,
      "passkey_identification_not_verified"
    ])
    expect(userOf(clerk).passkeys).toEqual([])
    expect([gone.status, gone.json().errors[0].code]).toEqual([404, "passkey_not_registered"])
    expect((await rename(second)).status).toBe(422)
  })

  test("if an app has no passkeys, none is registered", async () => {
    const { user } = await givenSession({ passkeys: { enabled: false } })

    expect(await refusalOf(user.createPasskey())).toMatchObject({ status: 403, code: "feature_not_enabled" })
  })
})

describe("reverifying", () => {
  test("adding and removing a passkey require it, and a passkey proves it", async () => {
    const { emulator, clerk, user } = await givenSession({ reverification: { enabled: true } })
    const passkey = await user.createPasskey()
    await emulator.moveClock(HOUR / SECOND)
    const session = sessionOf(clerk)

    const refusals = [await refusalOf(user.createPasskey()), await refusalOf(passkey.delete())]
    const started = await session.startVerification({ level: "first_factor" })
    const done = await session.verifyWithPasskey()

    expect(refusals.map(({ status, code }) => [status, code])).toEqual(
      Array(2).fill([403, "session_reverification_required"])
    )
    expect(started.supportedFirstFactors).toContainEqual({ strategy: "passkey" })
    expect(done.status).toBe("complete")
    expect(sessionOf(clerk).factorVerificationAge?.[0]).toBe(0)
    await passkey.delete()
    expect(userOf(clerk).passkeys).toEqual([])
  })

  test("it replaces the second factor there, too", async () => {
    const { emulator, clerk } = await givenPasskeySession()
    await emulator.moveClock(HOUR / SECOND)
    const session = sessionOf(clerk)

    const started = await session.startVerification({ level: "second_factor" })
    const done = await session.verifyWithPasskey({ level: "second_factor" })

    expect(started.supportedSecondFactors?.map(({ strategy }) => strategy)).toEqual(["totp", "passkey"])
    expect(done.status).toBe("complete")
    expect(sessionOf(clerk).factorVerificationAge?.[1]).toBe(0)
  })

  test("it doesn't if the app has that off", async () => {
    const { emulator, clerk } = await givenPasskeySession()
    await emulator.changeSettings({ passkeys: { satisfiesSecondFactor: false } })
    const session = sessionOf(clerk)

    await session.startVerification({ level: "second_factor" })

    const refused = { status: 400, code: "no_second_factors" }
    expect(await refusalOf(session.verifyWithPasskey({ level: "second_factor" }))).toMatchObject(refused)
  })

  test("another user's passkey proves nothing", async () => {
    const { emulator, clerk, authenticator, user } = await givenSession({ reverification: { enabled: true } })
    await user.createPasskey()
    const bob = await emulator.addUser({ email: "bob@acme.com", password: PASSWORD })
    authenticator.add(await emulator.addPasskey(bob.id))
    authenticator.credentials.reverse()
    const session = sessionOf(clerk)
    await session.startVerification({ level: "first_factor" })
    const prepared = await session.prepareFirstFactorVerification({ strategy: "passkey" })

    const refusal = await refusalOf(
      session.attemptFirstFactorVerification(await answerTo(prepared, authenticator))
    )

    expect(refusal).toEqual(FAILURE)
  })
})

async function givenPasskeySession() {
  const { byPasskey, ...given } = await givenPasskey(
    { mfa: { authenticatorApp: true }, reverification: { enabled: true } },
    { totp: true }
  )
  const done = await byPasskey()
  await given.clerk.setActive({ session: done.createdSessionId, navigate: () => {} })
  return given
}
