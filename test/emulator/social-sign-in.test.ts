import { describe, expect, test } from "vitest"
import { totpCode } from "../support/totp-code"
import {
  ADA,
  activate,
  addAccount,
  answerProvider,
  begin,
  comeBack,
  failure,
  follow,
  goThrough,
  NATIVE,
  outcomeOf,
  reload
} from "./provider-steps"
import {
  clientOf,
  given,
  PASSWORD,
  refusalOf,
  request,
  signIn as signInWithPassword,
  userOf
} from "./support"

const BOB = "bob@globex.com"

describe("an attempt by a company", () => {
  test("waits for the provider, and says where that is", async () => {
    const { clerk, emulator } = await begin()

    const signIn = await clientOf(clerk).signIn.create({
      strategy: "oauth_google",
      redirectUrl: NATIVE,
      oidcPrompt: "select_account",
      oidcLoginHint: ADA
    })
    const { status, strategy, error, expireAt, externalVerificationRedirectURL } =
      signIn.firstFactorVerification
    const { origin, pathname, searchParams } = given(externalVerificationRedirectURL)

    expect([signIn.status, signIn.identifier, signIn.supportedFirstFactors]).toEqual([
      "needs_identifier",
      null,
      null
    ])
    expect([status, strategy, error]).toEqual(["unverified", "oauth_google", null])
    expect(given(expireAt).getTime()).toBeGreaterThan(Date.now())
    expect([origin, pathname]).toEqual([emulator.url, "/providers/google/authorize"])
    expect(Object.fromEntries(searchParams)).toMatchObject({
      redirect_uri: `${emulator.url}/v1/oauth_callback`,
      response_type: "code",
      prompt: "select_account",
      login_hint: ADA,
      state: expect.stringMatching(/^[\w-]{40,}$/)
    })
  })

  test.each([
    ["oauth_google", {}, "oauth_provider_not_enabled"],
    ["oauth_github", { google: true }, "oauth_provider_not_enabled"],
    ["oauth_nonsense", { google: true }, "oauth_unsupported_provider"],
    ["oauth_custom_globex", { google: true }, "oauth_unsupported_provider"],
    [
      "oauth_custom_acme",
      { custom: [{ key: "acme", name: "Acme ID", authenticatable: false }] },
      "oauth_non_authenticatable_provider"
    ]
  ])("with %s where there is %j is refused: %s", async (strategy, social, code) => {
    const { clerk } = await begin({ social: { google: false, ...social } })
    const { signIn, signUp } = clientOf(clerk)
    const attempt = { strategy: strategy as "oauth_google", redirectUrl: NATIVE }

    expect(await refusalOf(signIn.create(attempt))).toMatchObject({ status: 400, code })
    expect(await refusalOf(signUp.create(attempt))).toMatchObject({ status: 400, code })
  })

  test("may begin for an existing sign-in, as in Clerk's SDK for Android", async () => {
    const { emulator } = await begin()
    const body = { strategy: "oauth_google", redirect_url: NATIVE }
    const created = await request(emulator, "/client/sign_ins", { method: "POST", body })
    const token = created.headers.get("clerk-db-jwt") ?? ""
    const { id, first_factor_verification: before } = created.json().response

    const path = `/client/sign_ins/${id}/prepare_first_factor`
    const prepared = await request(emulator, path, { method: "POST", token, body })
    const { first_factor_verification: after } = prepared.json().response
    const callback = await answerProvider(before.external_verification_redirect_url, { email: ADA })

    expect(after.external_verification_redirect_url).not.toBe(before.external_verification_redirect_url)
    expect(await follow(callback)).toMatchObject({ status: 403, code: "authorization_invalid" })
    expect(
      outcomeOf(await goThrough(after.external_verification_redirect_url, { email: ADA }))
    ).toHaveProperty("created_session_id")
  })

  test("is listed in the environment, with the owner's own connections", async () => {
    const { emulator } = await begin({
      social: { google: true, microsoft: true, custom: [{ key: "acme", name: "Acme ID" }] }
    })

    const { user_settings, auth_config } = (await request(emulator, "/environment")).json()

    expect(Object.keys(user_settings.social)).toEqual([
      "oauth_google",
      "oauth_microsoft",
      "oauth_custom_acme"
    ])
    expect(user_settings.social.oauth_custom_acme).toMatchObject({
      enabled: true,
      authenticatable: true,
      strategy: "oauth_custom_acme",
      name: "Acme ID",
      logo_url: null
    })
    expect(auth_config.first_factors).toContain("oauth_custom_acme")
  })

  test("counts towards the limit of sign-ins", async () => {
    const { emulator } = await begin({ rateLimit: true })
    const body = { strategy: "oauth_google", redirect_url: NATIVE }
    const create = () => request(emulator, "/client/sign_ins", { method: "POST", body })

    const statuses = []
    for (let times = 0; times < 6; times += 1) statuses.push((await create()).status)

    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  })

  test("is refused on a client with no room for another session", async () => {
    const { clerk } = await begin()
    await signInWithPassword(clerk, ADA)

    const create = clientOf(clerk).signIn.create({ strategy: "oauth_google", redirectUrl: NATIVE })

    expect(await refusalOf(create)).toMatchObject({ status: 400, code: "session_exists" })
  })
})

describe("the address to come back to", () => {
  const ORIGIN = "https://app.example.com"
  const OF_EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"

  test.each([
    [undefined, ORIGIN, [422, "form_param_missing"]],
    ["", ORIGIN, [422, "form_param_nil"]],
    ["nowhere", ORIGIN, [422, "invalid_redirect_url"]],
    ["//evil.example/", OF_EXTENSION, [400, "resource_missmatch"]],
    ["/sso-callback", OF_EXTENSION, [400, "resource_missmatch"]],
    ["/sso-callback", ORIGIN, [200, undefined]],
    ["javascript:alert(1)", ORIGIN, [422, "prohibited_redirect_url"]],
    ["data:text/html,x", ORIGIN, [422, "prohibited_redirect_url"]],
    ["https://evil.example/", ORIGIN, [400, "resource_missmatch"]],
    [`${NATIVE}/further`, OF_EXTENSION, [400, "resource_missmatch"]],
    [`${NATIVE}?more=1`, OF_EXTENSION, [400, "resource_missmatch"]],
    [`${OF_EXTENSION}/popup.html`, OF_EXTENSION, [400, "resource_missmatch"]],
    ["myapp://callback", OF_EXTENSION, [400, "resource_missmatch"]],
    [NATIVE, OF_EXTENSION, [200, undefined]],
    [NATIVE, undefined, [200, undefined]],
    [`${ORIGIN}/sso-callback?x=1`, ORIGIN, [200, undefined]]
  ])("%s of %s gets %j", async (redirectUrl, origin, [status, code]) => {
    const { emulator } = await begin({ allowedOrigins: [ORIGIN, OF_EXTENSION] })
    const body = {
      strategy: "oauth_google",
      ...(redirectUrl !== undefined && { redirect_url: redirectUrl })
    }

    const answer = await request(emulator, "/client/sign_ins", {
      method: "POST",
      body,
      headers: origin ? { origin } : {}
    })

    expect([answer.status, answer.json().errors?.[0].code]).toEqual([status, code])
  })

  test("may be any page of the emulator, or an application's address with its own scheme", async () => {
    const { clerk, emulator } = await begin({ redirectUrls: ["myapp://callback"] })
    const start = async (redirectUrl: string) =>
      (await clientOf(clerk).signIn.create({ strategy: "oauth_google", redirectUrl })).status

    expect(await start(`${emulator.url}/demo/sign-in`)).toBe("needs_identifier")
    expect(await start("myapp://callback")).toBe("needs_identifier")
  })

  test("is different after completion if one is given, and a page may give its path", async () => {
    const { emulator } = await begin()
    const create = (complete: string) =>
      request(emulator, "/client/sign_ins", {
        method: "POST",
        headers: { origin: emulator.url },
        body: {
          strategy: "oauth_google",
          redirect_url: `${emulator.url}/demo/sign-in#sso-callback`,
          action_complete_redirect_url: complete
        }
      })
    const addressOf = (answer: Awaited<ReturnType<typeof create>>) =>
      answer.json().response.first_factor_verification.external_verification_redirect_url

    const refused = await create("https://evil.example/")
    const known = await goThrough(addressOf(await create("/demo?done=1")), { email: ADA })
    const unknown = await goThrough(addressOf(await create("/demo")), { email: BOB })

    expect(refused.json().errors[0].code).toBe("resource_missmatch")
    expect(known.href).toBe(`${emulator.url}/demo?done=1`)
    expect(unknown.href).toBe(`${emulator.url}/demo/sign-in#sso-callback`)
  })
})

describe("a user who comes back", () => {
  test("and has an account with the same verified address is signed in, and connected", async () => {
    const { clerk, emulator } = await begin()
    const { id } = await addAccount(emulator, { email: ADA, firstName: "Ada", lastName: "Byron" })

    const { back, signIn } = await comeBack(clerk, { email: ADA })
    await activate(clerk, signIn.createdSessionId)

    expect(signIn.status).toBe("complete")
    expect(outcomeOf(back)).toEqual({
      created_session_id: signIn.createdSessionId,
      rotating_token_nonce: expect.any(String)
    })
    expect(back.href.startsWith(NATIVE)).toBe(true)
    expect(userOf(clerk)).toMatchObject({
      firstName: "Ada",
      lastName: null,
      externalAccounts: [
        {
          provider: "google",
          providerUserId: id,
          emailAddress: ADA,
          lastName: "Byron",
          verification: { status: "verified" }
        }
      ]
    })
    const [email] = userOf(clerk).emailAddresses
    expect(email?.linkedTo).toMatchObject([
      { type: "oauth_google", id: userOf(clerk).externalAccounts[0]?.id }
    ])
    expect(clientOf(clerk).lastAuthenticationStrategy).toBe("oauth_google")
  })

  test("is known by the account, and not by its address", async () => {
    const { clerk, emulator } = await begin({}, { externalAccounts: ["google"] })
    const [known] = (await emulator.state()).providerAccounts
    await emulator.call("DELETE", `/provider-accounts/${known?.id}`)

    const { signIn } = await comeBack(clerk, { email: ADA })
    await activate(clerk, signIn.createdSessionId)

    // The earlier user is gone, so this is a new account with the same address.
    expect(userOf(clerk).externalAccounts.map(({ provider }) => provider)).toEqual(["google", "google"])
  })

  test("twice is connected once", async () => {
    const { clerk, emulator } = await begin({}, { externalAccounts: ["google"] })

    const { signIn } = await comeBack(clerk, { email: ADA })

    expect(signIn.status).toBe("complete")
    expect((await emulator.state()).users[0]?.externalAccounts).toHaveLength(1)
    expect((await emulator.state()).providerAccounts).toHaveLength(1)
  })

  test("and has a second factor has to use it", async () => {
    const { clerk, ada } = await begin({ mfa: { authenticatorApp: true } }, { totp: true })

    const { back, signIn } = await comeBack(clerk, { email: ADA })
    expect(signIn.status).toBe("needs_second_factor")
    expect(signIn.firstFactorVerification.status).toBe("verified")
    expect(outcomeOf(back)).toEqual({ rotating_token_nonce: expect.any(String) })
    await signIn.attemptSecondFactor({ strategy: "totp", code: totpCode(given(given(ada).totpSecret)) })

    expect(signIn.status).toBe("complete")
    expect(clientOf(clerk).lastAuthenticationStrategy).toBe("oauth_google")
  })

  test("doesn't have to verify a new device: that is for passwords", async () => {
    const { clerk } = await begin({ deviceTrust: { enabled: true } })

    expect((await comeBack(clerk, { email: ADA })).signIn.status).toBe("complete")
  })

  test("and is already signed in here gets that session", async () => {
    const { clerk } = await begin({ session: { multiSession: true } })
    const { id } = await signInWithPassword(clerk, ADA)

    const { back, signIn } = await comeBack(clerk, { email: ADA })
    const { status, error } = signIn.firstFactorVerification

    expect([signIn.status, status, error?.code, error?.meta?.sessionId]).toEqual([
      "needs_identifier",
      "failed",
      "identifier_already_signed_in",
      id
    ])
    expect(outcomeOf(back)).toEqual(failure("identifier_already_signed_in"))
  })

  test.each([
    [{ banned: true }, "user_banned", "needs_identifier"],
    [{ deactivated: true }, "user_deactivated", "needs_identifier"],
    [{ locked: true }, "user_locked", "needs_first_factor"]
  ])("and is %j is refused: %s", async (user, code, status) => {
    const { clerk } = await begin({}, user)

    const { back, signIn } = await comeBack(clerk, { email: ADA })

    expect(signIn.status).toBe(status)
    expect(signIn.firstFactorVerification).toMatchObject({ status: "unverified", error: { code } })
    expect(outcomeOf(back)).toEqual(failure(code))
  })

  test.each([
    ["access_denied", "oauth_access_denied"],
    ["server_error", "misconfigured_oauth_provider"]
  ] as const)("with %s is refused: %s", async (error, code) => {
    const { clerk } = await begin()

    const { back, signIn } = await comeBack(clerk, { error })

    expect(signIn.status).toBe("needs_identifier")
    expect(signIn.firstFactorVerification).toMatchObject({
      status: "unverified",
      error: { code, longMessage: expect.any(String) },
      externalVerificationRedirectURL: null
    })
    expect(outcomeOf(back)).toEqual(failure(code))
    expect((await clientOf(clerk).signIn.create({})).firstFactorVerification.error).toBeNull()
  })

  test("with an address of a company that has single sign-on is sent there", async () => {
    const { clerk } = await begin({ enterpriseConnections: [{ domain: "acme.com", name: "Acme" }] })

    const { signIn } = await comeBack(clerk, { email: ADA })

    expect(signIn.firstFactorVerification.error?.code).toBe("oauth_email_domain_reserved_by_saml")
  })

  test("is stopped if Clerk Protect blocks them", async () => {
    const { clerk } = await begin({ protect: { signIn: "block" } })

    const { signIn } = await comeBack(clerk, { email: ADA })

    expect(signIn.firstFactorVerification.error?.code).toBe("action_blocked")
    expect(signIn.status).toBe("needs_identifier")
  })

  test("continues once Clerk Protect's check is done", async () => {
    const { clerk } = await begin({ protect: { signIn: "check" } })

    const { back, signIn } = await comeBack(clerk, { email: ADA })
    expect(outcomeOf(back)).toEqual({ rotating_token_nonce: expect.any(String) })
    expect(signIn.status).toBe("needs_protect_check")
    await signIn.submitProtectCheck({ proofToken: `proof_${signIn.protectCheck?.token}` })

    expect(signIn.status).toBe("complete")
  })

  test("after another user has signed in on the client finds no room", async () => {
    const { clerk, emulator, stored } = await begin()
    const { signIn } = clientOf(clerk)
    await signIn.create({ strategy: "oauth_google", redirectUrl: NATIVE })
    const callback = await answerProvider(signIn.firstFactorVerification.externalVerificationRedirectURL, {
      email: ADA
    })
    await emulator.addUser({ email: BOB, password: PASSWORD })
    const body = { identifier: BOB, password: PASSWORD }
    await request(emulator, "/client/sign_ins", { method: "POST", token: stored.token, body })

    // The sign-in by password has replaced the one by Google.
    expect(await follow(callback)).toMatchObject({ status: 403, code: "authorization_invalid" })
  })
})

describe("an address that isn't proved to be theirs", () => {
  test("is verified by a code, and then the account is connected", async () => {
    const { clerk, emulator } = await begin()
    await addAccount(emulator, { email: ADA, emailVerified: false })

    const { back, signIn } = await comeBack(clerk, { email: ADA })
    const [factor, ...others] = signIn.supportedFirstFactors ?? []
    expect(outcomeOf(back)).toEqual({ rotating_token_nonce: expect.any(String) })
    expect([signIn.status, signIn.identifier, signIn.firstFactorVerification.status]).toEqual([
      "needs_first_factor",
      ADA,
      "unverified"
    ])
    expect([factor, others]).toMatchObject([{ strategy: "email_code", safeIdentifier: ADA }, []])
    expect(
      await refusalOf(signIn.attemptFirstFactor({ strategy: "password", password: PASSWORD }))
    ).toMatchObject({ code: "strategy_for_user_invalid" })
    expect((await emulator.state()).users[0]?.externalAccounts).toEqual([])
    await signIn.prepareFirstFactor(factor as never)
    const [message] = await emulator.inbox(ADA)
    await signIn.attemptFirstFactor({ strategy: "email_code", code: given(message).code })

    expect(signIn.status).toBe("complete")
    expect((await emulator.state()).users[0]?.externalAccounts).toMatchObject([{ provider: "google" }])
  })

  test("that a user has only claimed requires a new password, too", async () => {
    const { clerk, emulator } = await begin({}, { email: "ada+clerk_test@acme.com", emailVerified: false })

    const { signIn } = await comeBack(clerk, { email: "ada+clerk_test@acme.com" })
    await signIn.prepareFirstFactor(signIn.supportedFirstFactors?.[0] as never)
    await signIn.attemptFirstFactor({ strategy: "email_code", code: "424242" })
    expect(signIn.status).toBe("needs_new_password")
    await signIn.resetPassword({ password: "tin-whistle-under-9-stars" })

    expect(signIn.status).toBe("complete")
    await activate(clerk, signIn.createdSessionId)
    expect(userOf(clerk)).toMatchObject({
      externalAccounts: [{ provider: "google" }],
      emailAddresses: [{ verification: { status: "verified" } }]
    })
    expect((await emulator.state()).users).toHaveLength(1)
  })

  test("of a user without a password requires none", async () => {
    const user = { email: "ada+clerk_test@acme.com", emailVerified: false, password: "" }
    const { clerk, emulator } = await begin({}, null)
    const { password, ...withoutPassword } = user
    await emulator.addUser(withoutPassword)

    const { signIn } = await comeBack(clerk, { email: user.email })
    await signIn.prepareFirstFactor(signIn.supportedFirstFactors?.[0] as never)
    await signIn.attemptFirstFactor({ strategy: "email_code", code: "424242" })

    expect([password, signIn.status]).toEqual(["", "complete"])
  })
})

describe("a provider's answer", () => {
  async function waiting() {
    const { emulator, clerk } = await begin()
    const signIn = await clientOf(clerk).signIn.create({ strategy: "oauth_google", redirectUrl: NATIVE })
    const address = given(signIn.firstFactorVerification.externalVerificationRedirectURL)
    return {
      emulator,
      clerk,
      signIn,
      address,
      callback: new URL(await answerProvider(address, { email: ADA }))
    }
  }

  test("works once", async () => {
    const { callback, address } = await waiting()
    await follow(callback)

    expect(await follow(callback)).toMatchObject({ status: 403, code: "authorization_invalid" })
    expect(await follow(await answerProvider(address, { email: ADA }))).toMatchObject({ status: 403 })
  })

  test.each(["state", "code"])("without its %s is refused", async (name) => {
    const { callback } = await waiting()
    callback.searchParams.delete(name)

    expect(await follow(callback)).toMatchObject({ status: 400, code: "oauth_callback_invalid" })
  })

  test("with an invented state is refused, and reveals nothing about the client", async () => {
    const { callback } = await waiting()
    callback.searchParams.set("state", "x".repeat(43))

    const { status, code, headers } = await follow(callback)

    expect([status, code]).toEqual([403, "authorization_invalid"])
    expect(headers.get("clerk-db-jwt")).toBeNull()
  })

  test("that the provider didn't give is an error of the attempt", async () => {
    const { callback, signIn } = await waiting()
    callback.searchParams.set("code", "made-up")

    const { back } = await follow(callback)
    await signIn.reload()

    expect(outcomeOf(given(back))).toEqual(failure("oauth_token_exchange_error"))
    expect(signIn.firstFactorVerification.error?.code).toBe("oauth_token_exchange_error")
  })

  test("that was given to another app's attempt with another provider is an error", async () => {
    const { emulator, callback, clerk } = await waiting()
    await emulator.changeSettings({ social: { microsoft: true } })
    const { signIn } = clientOf(clerk)
    await signIn.create({ strategy: "oauth_microsoft", redirectUrl: NATIVE })
    const address = given(signIn.firstFactorVerification.externalVerificationRedirectURL)
    callback.searchParams.set("state", given(address.searchParams.get("state")))

    const { back } = await follow(callback)

    expect(outcomeOf(given(back))).toEqual(failure("oauth_token_exchange_error"))
  })

  test("that comes after ten minutes is too late", async () => {
    const { emulator, callback, signIn } = await waiting()
    await emulator.moveClock(10 * 60)
    await signIn.reload()
    expect(signIn.firstFactorVerification.status).toBe("expired")

    const { back } = await follow(callback)

    expect(outcomeOf(given(back))).toEqual(failure("verification_expired"))
  })

  test("that comes after the owner has turned the connection off is refused", async () => {
    const { emulator, callback } = await waiting()
    await emulator.changeSettings({ social: { google: false } })

    expect(outcomeOf(given((await follow(callback)).back))).toEqual(failure("oauth_provider_not_enabled"))
  })

  test("to an attempt that another one has replaced is refused", async () => {
    const { callback, clerk } = await waiting()
    await clientOf(clerk).signIn.create({ strategy: "oauth_google", redirectUrl: NATIVE })

    expect(await follow(callback)).toMatchObject({ status: 403, code: "authorization_invalid" })
  })

  test("may be posted, and then continues by GET", async () => {
    const { emulator, callback } = await waiting()

    const posted = await fetch(`${emulator.url}/v1/oauth_callback`, {
      method: "POST",
      redirect: "manual",
      body: callback.searchParams
    })
    const location = new URL(given(posted.headers.get("location")))

    expect(posted.status).toBe(303)
    expect(outcomeOf(location)).toEqual(outcomeOf(callback))
    expect(outcomeOf(given((await follow(location)).back))).toHaveProperty("created_session_id")
  })

  test("of a page goes back without parameters, and the page finds out by itself", async () => {
    const { emulator } = await begin()
    const body = { strategy: "oauth_google", redirect_url: `${emulator.url}/demo/sign-in` }
    const start = () => request(emulator, "/client/sign_ins", { method: "POST", body })
    const addressOf = async (answer: Awaited<ReturnType<typeof start>>) =>
      answer.json().response.first_factor_verification.external_verification_redirect_url

    const done = await goThrough(await addressOf(await start()), { email: ADA })
    const failed = await goThrough(await addressOf(await start()), { error: "access_denied" })

    expect([done.search, failed.search]).toEqual(["", ""])
  })

  test("may fail on its way, like every request to Clerk", async () => {
    const { emulator, callback } = await waiting()
    await emulator.setFaults([{ match: { path: "/v1/oauth_callback" }, times: 1, status: 503 }])

    expect((await follow(callback)).status).toBe(503)
    expect(outcomeOf(given((await follow(callback)).back))).toHaveProperty("created_session_id")
    expect((await emulator.requests()).filter(({ path }) => path === "/v1/oauth_callback")).toMatchObject([
      { status: 503 },
      { status: 303 }
    ])
  })
})

test("users who have connected a provider may sign in with it, and see that", async () => {
  const { clerk, emulator } = await begin({}, null)
  await emulator.addUser({ email: ADA, externalAccounts: ["google", "github"] })
  const strategies = async () =>
    (await clientOf(clerk).signIn.create({ identifier: ADA })).supportedFirstFactors?.map(
      ({ strategy }) => strategy
    )

  expect(await strategies()).toEqual(["email_code", "oauth_google"])
  expect(
    await refusalOf(
      clientOf(clerk).signIn.prepareFirstFactor({
        strategy: "reset_password_email_code",
        emailAddressId: "idn_x"
      })
    )
  ).toMatchObject({ code: "strategy_for_user_invalid" })
  expect(
    await refusalOf(clientOf(clerk).signIn.attemptFirstFactor({ strategy: "password", password: PASSWORD }))
  ).toMatchObject({ code: "strategy_for_user_invalid" })
  await emulator.changeSettings({ social: { google: false } })
  expect(await strategies()).toEqual(["email_code"])
})

test("if an instance hides who has an account, a new user still learns that they have none", async () => {
  const { clerk } = await begin({ enumerationProtection: "strict" }, null)

  const { signIn } = await comeBack(clerk, { email: ADA })

  expect(signIn.firstFactorVerification.status).toBe("transferable")
})

test("users who came through a provider prove with a code that it's still them", async () => {
  const { clerk, emulator } = await begin({ reverification: { enabled: true } }, null)
  await comeBack(clerk, { email: "ada+clerk_test@acme.com" })
  const signUp = await clientOf(clerk).signUp.create({ transfer: true })
  await activate(clerk, signUp.createdSessionId)
  await emulator.moveClock(3600)

  const verification = await given(clerk.session).startVerification({ level: "first_factor" })

  expect(verification.supportedFirstFactors?.map(({ strategy }) => strategy)).toEqual(["email_code"])
})

test("a reset forgets accounts, and users waiting for a provider", async () => {
  const { clerk, emulator } = await begin()
  const { signIn } = clientOf(clerk)
  await signIn.create({ strategy: "oauth_google", redirectUrl: NATIVE })
  const callback = await answerProvider(signIn.firstFactorVerification.externalVerificationRedirectURL, {
    email: BOB
  })

  await emulator.reset("empty")

  expect((await follow(callback)).status).toBe(403)
  expect((await emulator.state()).providerAccounts).toEqual([])
})

test("an attempt is read only by its client, whatever its result", async () => {
  const { clerk, emulator } = await begin()
  const { back, signIn } = await comeBack(clerk, { email: ADA })

  const foreign = await request(emulator, `/client/sign_ins/${signIn.id}${back.search}`)
  await reload(signIn, back)

  expect(foreign.status).toBe(404)
  expect(signIn.status).toBe("complete")
})
