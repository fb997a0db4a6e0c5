import { describe, expect, test } from "vitest"
import {
  ADA,
  activate,
  addAccount,
  begin,
  comeBack,
  comeBackUp,
  failure,
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

describe("a sign-up by a provider", () => {
  test("waits for the provider, and needs no password", async () => {
    const { clerk } = await begin({}, null)

    const signUp = await clientOf(clerk).signUp.create({ strategy: "oauth_google", redirectUrl: NATIVE })

    expect(signUp.status).toBe("missing_requirements")
    expect(signUp.missingFields).toEqual(["email_address", "password"])
    expect(signUp.verifications.externalAccount).toMatchObject({
      status: "unverified",
      strategy: "oauth_google",
      externalVerificationRedirectURL: expect.any(URL)
    })
  })

  test("creates an account with the provider's data", async () => {
    const { clerk, emulator } = await begin({}, null)
    await addAccount(emulator, { email: BOB, firstName: "Bob", lastName: "Hart", provider: "google" })

    const { back, signUp } = await comeBackUp(clerk, { email: BOB }, { unsafeMetadata: { seat: 4 } })
    await activate(clerk, signUp.createdSessionId)

    expect(signUp.status).toBe("complete")
    expect(outcomeOf(back)).toEqual({
      created_session_id: signUp.createdSessionId,
      rotating_token_nonce: expect.any(String)
    })
    expect(userOf(clerk)).toMatchObject({
      firstName: "Bob",
      lastName: "Hart",
      passwordEnabled: false,
      unsafeMetadata: { seat: 4 },
      emailAddresses: [
        { emailAddress: BOB, verification: { status: "verified", strategy: "from_oauth_google" } }
      ],
      externalAccounts: [{ provider: "google", emailAddress: BOB, firstName: "Bob" }]
    })
    expect(clientOf(clerk).lastAuthenticationStrategy).toBe("oauth_google")
  })

  test("keeps what the user has typed", async () => {
    const { clerk, emulator } = await begin({}, null)
    await addAccount(emulator, { email: BOB, firstName: "Robert", lastName: "Hart" })

    const { signUp } = await comeBackUp(
      clerk,
      { email: BOB },
      { firstName: "Bob", emailAddress: "b@home.com" }
    )

    expect(signUp).toMatchObject({
      firstName: "Bob",
      lastName: "Hart",
      emailAddress: "b@home.com",
      unverifiedFields: ["email_address"],
      missingFields: [],
      verifications: { externalAccount: { status: "verified" } }
    })
  })

  test("requires the missing fields, and then continues", async () => {
    const { clerk } = await begin({ signUp: { lastName: "required", legalConsent: true } }, null)

    const { back, signUp } = await comeBackUp(clerk, { email: BOB })
    expect(signUp.missingFields).toEqual(["last_name", "legal_accepted"])
    expect(outcomeOf(back)).toEqual({ rotating_token_nonce: expect.any(String) })
    await signUp.update({ lastName: "Hart", legalAccepted: true })

    expect(signUp.status).toBe("complete")
  })

  test("requires verification of an address that the provider doesn't vouch for", async () => {
    const { clerk, emulator } = await begin({}, null)
    await addAccount(emulator, { email: "bob+clerk_test@globex.com", emailVerified: false })

    const { signUp } = await comeBackUp(clerk, { email: "bob+clerk_test@globex.com" })
    expect(signUp.unverifiedFields).toEqual(["email_address"])
    await signUp.prepareEmailAddressVerification()
    await signUp.attemptEmailAddressVerification({ code: "424242" })
    await activate(clerk, signUp.createdSessionId)

    expect(userOf(clerk).externalAccounts).toMatchObject([{ provider: "google" }])
  })

  test("may continue one that began in another way", async () => {
    const { clerk } = await begin({}, null)
    const { signUp } = clientOf(clerk)
    await signUp.create({ firstName: "Bob" })

    await signUp.update({ strategy: "oauth_google", redirectUrl: NATIVE } as never)
    const { externalVerificationRedirectURL } = signUp.verifications.externalAccount
    await reload(signUp, await goThrough(externalVerificationRedirectURL, { email: BOB }))

    expect([signUp.status, signUp.firstName]).toEqual(["complete", "Bob"])
  })

  test("may be prepared, like a code", async () => {
    const { emulator } = await begin({}, null)
    const body = { strategy: "oauth_google", redirect_url: NATIVE }
    const created = await request(emulator, "/client/sign_ups", {
      method: "POST",
      body: { first_name: "Bob" }
    })
    const token = created.headers.get("clerk-db-jwt") ?? ""

    const path = `/client/sign_ups/${created.json().response.id}/prepare_verification`
    const prepared = await request(emulator, path, { method: "POST", token, body })
    const { external_account } = prepared.json().response.verifications
    const back = await goThrough(external_account.external_verification_redirect_url, { email: BOB })

    expect(outcomeOf(back)).toHaveProperty("created_session_id")
  })

  test("of a user who has an account transfers to a sign-in", async () => {
    const { clerk } = await begin()

    const { back, signUp } = await comeBackUp(clerk, { email: ADA })
    const { status, error } = signUp.verifications.externalAccount
    const signIn = await clientOf(clerk).signIn.create({ transfer: true })

    expect([status, error?.code]).toEqual(["transferable", "external_account_exists"])
    expect(outcomeOf(back)).toEqual(failure("external_account_exists"))
    expect(signIn.status).toBe("complete")
    expect(signIn.firstFactorVerification).toMatchObject({ status: "verified", strategy: "oauth_google" })
    expect(clientOf(clerk).signUp.id).toBeFalsy()
  })

  test.each([
    [{ banned: true }, "user_banned"],
    [{ deactivated: true }, "user_deactivated"],
    [{ locked: true }, "user_locked"]
  ])("of a user who is %j is refused: %s", async (user, code) => {
    const { clerk } = await begin({}, user)

    const { signUp } = await comeBackUp(clerk, { email: ADA })

    expect(signUp.verifications.externalAccount).toMatchObject({ status: "unverified", error: { code } })
  })

  test("transfers to a sign-in that requires more, or refuses", async () => {
    const { clerk, emulator, ada } = await begin()
    await addAccount(emulator, { email: ADA, emailVerified: false })

    await comeBackUp(clerk, { email: ADA })
    const signIn = await clientOf(clerk).signIn.create({ transfer: true })
    await comeBackUp(clerk, { email: ADA })
    await emulator.changeUser(given(ada).id, { banned: true })

    expect([signIn.status, signIn.supportedFirstFactors?.map(({ strategy }) => strategy)]).toEqual([
      "needs_first_factor",
      ["email_code"]
    ])
    expect(await refusalOf(clientOf(clerk).signIn.create({ transfer: true }))).toMatchObject({
      status: 403,
      code: "user_banned"
    })
    expect(clientOf(clerk).signUp.id).toBeFalsy()
  })

  test("of a user who is already signed in here returns the session", async () => {
    const { clerk } = await begin({ session: { multiSession: true } })
    const { id } = await signInWithPassword(clerk, ADA)

    const { signUp } = await comeBackUp(clerk, { email: ADA })

    expect(signUp.verifications.externalAccount).toMatchObject({
      status: "failed",
      error: { code: "identifier_already_signed_in", meta: { sessionId: id } }
    })
  })

  test.each([
    [{ signUp: { blocklist: ["globex.com"] } }, { email: BOB }, "not_allowed_access"],
    [
      { enterpriseConnections: [{ domain: "globex.com", name: "Globex" }] },
      { email: BOB },
      "oauth_email_domain_reserved_by_saml"
    ],
    [{}, { error: "access_denied" }, "oauth_access_denied"]
  ] as const)("with %j, by %j, is refused: %s", async (settings, choice, code) => {
    const { clerk } = await begin(settings as object, null)

    const { back, signUp } = await comeBackUp(clerk, choice)

    expect(signUp.status).toBe("missing_requirements")
    expect(signUp.verifications.externalAccount).toMatchObject({ status: "unverified", error: { code } })
    expect(outcomeOf(back)).toEqual(failure(code))
  })

  test.each([
    ["restricted", "sign_up_mode_restricted"],
    ["waitlist", "sign_up_restricted_waitlist"]
  ] as const)("is refused if the mode is %s", async (mode, code) => {
    const { clerk } = await begin({ signUp: { mode } }, null)
    const { signUp } = clientOf(clerk)

    expect(await refusalOf(signUp.create({ strategy: "oauth_google", redirectUrl: NATIVE }))).toMatchObject({
      status: 403,
      code
    })
  })

  test("is open to an invited user", async () => {
    const { clerk, emulator } = await begin({ signUp: { mode: "restricted", lastName: "required" } }, null)
    const { ticket } = await emulator.inviteToApp({ emailAddress: BOB })
    await addAccount(emulator, { email: BOB, lastName: "Hart" })
    const { signUp } = clientOf(clerk)
    await signUp.create({ strategy: "ticket", ticket })

    await signUp.update({ strategy: "oauth_google", redirectUrl: NATIVE } as never)
    const { externalVerificationRedirectURL } = signUp.verifications.externalAccount
    await reload(signUp, await goThrough(externalVerificationRedirectURL, { email: BOB }))

    expect(signUp.status).toBe("complete")
  })

  test("requires a captcha if sign-ups do, and so does a transfer", async () => {
    const { emulator } = await begin({ captcha: { enabled: true } }, null)
    const body = { strategy: "oauth_google", redirect_url: NATIVE }
    const started = await request(emulator, "/client/sign_ins", { method: "POST", body })
    const token = started.headers.get("clerk-db-jwt") ?? ""
    const { external_verification_redirect_url } = started.json().response.first_factor_verification
    await goThrough(external_verification_redirect_url, { email: BOB })
    const post = async (fields: Record<string, string>) => {
      const answer = await request(emulator, "/client/sign_ups", { method: "POST", token, body: fields })
      return answer.json().errors?.[0].code ?? answer.json().response.status
    }

    expect(await post(body)).toBe("captcha_missing_token")
    expect(await post({ transfer: "true" })).toBe("captcha_missing_token")
    expect(await post({ transfer: "true", captcha_token: "XXXX.DUMMY.TOKEN.XXXX" })).toBe("complete")
  })
})

describe("a transfer to a sign-up", () => {
  test("creates an account without a password, with the provider's strategy", async () => {
    const { clerk, emulator } = await begin({}, null)
    await addAccount(emulator, { email: BOB, firstName: "Bob" })

    const { back, signIn } = await comeBack(clerk, { email: BOB })
    expect(signIn.firstFactorVerification).toMatchObject({
      status: "transferable",
      strategy: "oauth_google",
      error: { code: "external_account_not_found" }
    })
    expect(outcomeOf(back)).toEqual(failure("external_account_not_found"))
    const signUp = await clientOf(clerk).signUp.create({ transfer: true, unsafeMetadata: { seat: 4 } })
    await activate(clerk, signUp.createdSessionId)

    expect(signUp.verifications.externalAccount).toMatchObject({
      status: "verified",
      strategy: "oauth_google"
    })
    expect(userOf(clerk)).toMatchObject({
      firstName: "Bob",
      passwordEnabled: false,
      unsafeMetadata: { seat: 4 },
      externalAccounts: [{ provider: "google" }]
    })
    expect(clientOf(clerk)).toMatchObject({ lastAuthenticationStrategy: "oauth_google" })
    expect(clientOf(clerk).signIn.id).toBeFalsy()
  })

  test("takes over no more than accounts have", async () => {
    const { clerk, emulator } = await begin(
      {
        signIn: { phoneNumber: true, phoneCode: true },
        signUp: { emailAddress: "off", firstName: "off", phoneNumber: "required" }
      },
      null
    )
    await addAccount(emulator, { email: BOB, firstName: "Bob", lastName: "Hart" })

    await comeBack(clerk, { email: BOB })
    const signUp = await clientOf(clerk).signUp.create({ transfer: true })

    expect(signUp).toMatchObject({
      emailAddress: null,
      firstName: null,
      lastName: "Hart",
      missingFields: ["phone_number"]
    })
  })

  test.each([
    [{ signUp: { mode: "restricted" } }, 403, "sign_up_mode_restricted"],
    [{ signUp: { mode: "waitlist" } }, 403, "sign_up_restricted_waitlist"],
    [{ signUp: { blocklist: ["globex.com"] } }, 403, "not_allowed_access"]
  ] as const)("with %j is refused: %i %s", async (settings, status, code) => {
    const { clerk } = await begin(settings as object, null)

    const { signIn } = await comeBack(clerk, { email: BOB })

    expect(signIn.firstFactorVerification.status).toBe("transferable")
    expect(await refusalOf(clientOf(clerk).signUp.create({ transfer: true }))).toMatchObject({ status, code })
  })

  test("is refused if there's nothing to transfer", async () => {
    const { clerk } = await begin()
    const { signIn, signUp } = clientOf(clerk)
    const refusal = { status: 400, code: "account_transfer_invalid" }
    const start = { strategy: "oauth_google", redirectUrl: NATIVE } as const
    expect(await refusalOf(signIn.create({ transfer: true }))).toMatchObject(refusal)

    await signIn.create(start)
    expect(await refusalOf(signUp.create({ transfer: true }))).toMatchObject(refusal)
    await signUp.create(start)
    expect(await refusalOf(signIn.create({ transfer: true }))).toMatchObject(refusal)
  })

  test("comes too late once the address, or the account, is someone else's", async () => {
    const { clerk, emulator } = await begin({}, null)
    await comeBack(clerk, { email: BOB })
    const { id } = await emulator.addUser({ email: BOB, password: PASSWORD })
    const taken = await refusalOf(clientOf(clerk).signUp.create({ transfer: true }))
    await emulator.deleteUser(id)
    await comeBack(clerk, { email: BOB })
    await emulator.addUser({ email: "other@globex.com", externalAccounts: ["google"] })

    expect(taken).toMatchObject({ status: 422, code: "form_identifier_exists" })
    expect((await clientOf(clerk).signUp.create({ transfer: true })).status).toBe("complete")
  })

  test("comes too late once another client has signed up with it", async () => {
    const { clerk, emulator } = await begin({}, null)
    const body = { strategy: "oauth_google", redirect_url: NATIVE }
    const other = await request(emulator, "/client/sign_ins", { method: "POST", body })
    const token = other.headers.get("clerk-db-jwt") ?? ""
    const { external_verification_redirect_url } = other.json().response.first_factor_verification
    await goThrough(external_verification_redirect_url, { email: BOB })
    await comeBack(clerk, { email: BOB })

    await request(emulator, "/client/sign_ups", { method: "POST", token, body: { transfer: "true" } })

    expect(await refusalOf(clientOf(clerk).signUp.create({ transfer: true }))).toMatchObject({
      status: 400,
      code: "identification_claimed"
    })
    expect((await emulator.state()).users).toHaveLength(1)
  })

  test("is checked by Clerk Protect", async () => {
    const { clerk } = await begin({ protect: { signUp: "check" } }, null)

    await comeBack(clerk, { email: BOB })
    const signUp = await clientOf(clerk).signUp.create({ transfer: true })
    expect(signUp.missingFields).toEqual(["protect_check"])
    await signUp.submitProtectCheck({ proofToken: `proof_${signUp.protectCheck?.token}` })

    expect(signUp.status).toBe("complete")
  })
})
