import { describe, expect, test } from "vitest"
import {
  ADA,
  activate,
  addAccount,
  answerProvider,
  begin,
  CONNECTION,
  comeBackFromCompany,
  failure,
  follow,
  goThrough,
  NATIVE,
  outcomeOf,
  reload
} from "./provider-steps"
import { clientOf, given, PASSWORD, refusalOf, request, sessionOf, userOf } from "./support"

const BOB = "bob@acme.com"
const OTHERS = { id: "ec_other", domain: "acme.com", name: "Acme Labs" }

const company = (connection: object = {}, ...more: object[]) =>
  ({ enterpriseConnections: [{ ...CONNECTION, ...connection }, ...more] }) as {
    enterpriseConnections: (typeof CONNECTION)[]
  }

const FACTOR = {
  strategy: "enterprise_sso",
  enterpriseConnectionId: "ec_acme",
  enterpriseConnectionName: "Acme Inc"
}

describe("an address of a company that has single sign-on", () => {
  test("has no other way in", async () => {
    const { clerk } = await begin(company())

    const signIn = await clientOf(clerk).signIn.create({ identifier: ADA })

    expect([signIn.status, signIn.identifier]).toEqual(["needs_first_factor", ADA])
    expect(signIn.supportedFirstFactors).toEqual([FACTOR])
  })

  test("leads there even if no user has it", async () => {
    const { clerk } = await begin(company(), null)

    const signIn = await clientOf(clerk).signIn.create({ identifier: BOB })

    expect([signIn.status, signIn.identifier]).toEqual(["needs_identifier", BOB])
    expect(signIn.supportedFirstFactors).toEqual([FACTOR])
  })

  test.each([
    ["ada@sales.acme.com", {}, 1],
    ["ada@sales.acme.com", { allowSubdomains: true }, 0],
    ["ada@notacme.com", { allowSubdomains: true }, 1],
    [ADA, { active: false }, 1],
    ["ADA@Acme.COM", { domain: "ACME.com" }, 0]
  ])("%s with %j: other ways are %i", async (identifier, connection, others) => {
    const { clerk } = await begin(company(connection), { email: identifier })

    const { supportedFirstFactors } = await clientOf(clerk).signIn.create({ identifier })

    expect(supportedFirstFactors?.some(({ strategy }) => strategy === "password")).toBe(others === 1)
  })

  test("takes no password, no code and no passkey", async () => {
    const { clerk } = await begin({ ...company(), passkeys: { enabled: true } })
    const { signIn } = clientOf(clerk)
    const refusal = { status: 400, code: "strategy_for_user_invalid" }

    expect(await refusalOf(signIn.create({ identifier: ADA, password: PASSWORD }))).toMatchObject(refusal)
    expect(await refusalOf(signIn.create({ identifier: BOB, password: PASSWORD }))).toMatchObject(refusal)
    expect(
      await refusalOf(signIn.create({ identifier: BOB, strategy: "email_code" } as never))
    ).toMatchObject(refusal)
    await signIn.create({ identifier: ADA })
    expect(
      await refusalOf(signIn.attemptFirstFactor({ strategy: "password", password: PASSWORD }))
    ).toMatchObject(refusal)
    for (const strategy of ["email_code", "reset_password_email_code", "passkey"]) {
      expect(await refusalOf(signIn.prepareFirstFactor({ strategy } as never))).toMatchObject(refusal)
    }
  })

  test("shows in the environment, and for its addresses", async () => {
    const { clerk, emulator } = await begin({ ...company(), session: { multiSession: true } })
    const on = (await request(emulator, "/environment")).json().user_settings
    const { signIn } = await comeBackFromCompany(clerk, ADA, { email: ADA })
    await activate(clerk, signIn.createdSessionId)
    await emulator.changeSettings(company({ active: false }))
    const off = (await request(emulator, "/environment")).json().user_settings

    expect([on.enterprise_sso.enabled, on.saml.enabled]).toEqual([true, true])
    expect([off.enterprise_sso.enabled, off.saml.enabled]).toEqual([false, false])
    expect(userOf(clerk).emailAddresses[0]?.matchesSsoConnection).toBe(true)
  })
})

describe("a sign-in by single sign-on", () => {
  test("starts at once, or when the address is known", async () => {
    const { clerk } = await begin(company())
    const { signIn } = clientOf(clerk)

    await signIn.create({ strategy: "enterprise_sso", identifier: ADA, redirectUrl: NATIVE })
    const first = signIn.firstFactorVerification.externalVerificationRedirectURL
    await signIn.create({ identifier: ADA })
    await signIn.prepareFirstFactor({
      strategy: "enterprise_sso",
      redirectUrl: NATIVE,
      actionCompleteRedirectUrl: NATIVE
    })
    const { status, strategy, externalVerificationRedirectURL } = signIn.firstFactorVerification

    expect([status, strategy]).toEqual(["unverified", "saml"])
    expect([first?.pathname, externalVerificationRedirectURL?.pathname]).toEqual([
      "/providers/ec_acme/authorize",
      "/providers/ec_acme/authorize"
    ])
    expect(externalVerificationRedirectURL?.searchParams.get("login_hint")).toBe(ADA)
  })

  test("of a user is complete, and connects them", async () => {
    const { clerk } = await begin(company())

    const { back, signIn } = await comeBackFromCompany(clerk, ADA, { email: ADA })
    await activate(clerk, signIn.createdSessionId)

    expect(signIn.status).toBe("complete")
    expect(outcomeOf(back)).toHaveProperty("rotating_token_nonce")
    expect(userOf(clerk).enterpriseAccounts).toMatchObject([
      {
        active: true,
        protocol: "saml",
        provider: "saml_custom",
        emailAddress: ADA,
        enterpriseConnectionId: "ec_acme",
        enterpriseConnection: { name: "Acme Inc", domain: "acme.com", disableAdditionalIdentifications: true }
      }
    ])
    expect(clientOf(clerk).lastAuthenticationStrategy).toBe("enterprise_sso")
  })

  test("twice connects once", async () => {
    const { clerk, emulator } = await begin(company(), {
      enterpriseAccounts: [{ connection: "ec_acme" }]
    })

    const { signIn } = await comeBackFromCompany(clerk, ADA, { email: ADA })

    expect(signIn.status).toBe("complete")
    expect((await emulator.state()).users).toMatchObject([
      { enterpriseAccounts: [{ connectionId: "ec_acme", emailAddress: ADA }] }
    ])
  })

  test("asks for the second factor that a user has", async () => {
    const { clerk } = await begin({ ...company(), mfa: { authenticatorApp: true } }, { totp: true })

    expect((await comeBackFromCompany(clerk, ADA, { email: ADA })).signIn.status).toBe("needs_second_factor")
  })

  test("of a new user transfers to a sign-up, even if sign-ups are restricted", async () => {
    const { clerk, emulator } = await begin({ ...company(), signUp: { mode: "restricted" } }, null)
    await addAccount(emulator, { email: BOB, firstName: "Bob" })

    const { signIn } = await comeBackFromCompany(clerk, BOB, { email: BOB })
    expect(signIn.firstFactorVerification).toMatchObject({
      status: "transferable",
      error: { code: "external_account_not_found" }
    })
    const signUp = await clientOf(clerk).signUp.create({ transfer: true })
    await activate(clerk, signUp.createdSessionId)

    expect(userOf(clerk)).toMatchObject({
      firstName: "Bob",
      passwordEnabled: false,
      emailAddresses: [{ emailAddress: BOB, verification: { status: "verified", strategy: "saml" } }],
      enterpriseAccounts: [{ emailAddress: BOB }]
    })
  })

  test.each([
    ["saml_custom", "ada@globex.com", "saml_email_address_domain_mismatch"],
    ["saml_custom", BOB, "saml_email_address_domain_mismatch"],
    ["oauth_google", "ada@globex.com", "enterprise_sso_email_address_domain_mismatch"]
  ])("at %s as %s is refused: %s", async (provider, email, code) => {
    const { clerk } = await begin(company({ provider }))

    const { back, signIn } = await comeBackFromCompany(clerk, ADA, { email })

    expect(signIn.firstFactorVerification).toMatchObject({ status: "unverified", error: { code } })
    expect(outcomeOf(back)).toEqual(failure(code))
  })

  test("by OpenID Connect works like a social connection", async () => {
    const { clerk } = await begin(company({ provider: "oauth_google" }))

    const { signIn } = await comeBackFromCompany(clerk, ADA, { email: ADA })
    await activate(clerk, signIn.createdSessionId)

    expect(signIn.firstFactorVerification.strategy).toBe("oauth_google")
    expect(userOf(clerk).enterpriseAccounts).toMatchObject([{ protocol: "oauth", provider: "oauth_google" }])
  })

  test("creates no account if the company doesn't", async () => {
    const { clerk } = await begin(company({ jitProvisioning: false }), null)

    const { signIn } = await comeBackFromCompany(clerk, BOB, { email: BOB })

    expect(signIn.firstFactorVerification.error?.code).toBe("saml_jit_provisioning_disabled")
    expect(await refusalOf(clientOf(clerk).signUp.create({ transfer: true }))).toMatchObject({
      code: "account_transfer_invalid"
    })
  })

  test("verifies an address that its user didn't, if the instance doesn't require verification", async () => {
    const { clerk } = await begin({ ...company(), signUp: { verifyEmail: false } }, { emailVerified: false })

    const { signIn } = await comeBackFromCompany(clerk, ADA, { email: ADA })
    await activate(clerk, signIn.createdSessionId)

    expect(userOf(clerk).emailAddresses[0]?.verification).toMatchObject({
      status: "verified",
      strategy: "saml"
    })
  })

  test("takes over an unverified address from a user who only claimed it, if the instance requires verification", async () => {
    const { clerk, emulator } = await begin(company(), { emailVerified: false, username: "ada" })

    const { signIn } = await comeBackFromCompany(clerk, ADA, { email: ADA })
    expect(signIn.firstFactorVerification.status).toBe("transferable")
    const signUp = await clientOf(clerk).signUp.create({ transfer: true })

    expect(signUp.status).toBe("complete")
    expect((await emulator.state()).users).toMatchObject([
      { identifier: "ada", email: null },
      { identifier: ADA, enterpriseAccounts: [{ connectionId: "ec_acme" }] }
    ])
  })

  test("needs an address of a company", async () => {
    const { clerk } = await begin(company(), { email: "ada@globex.com" })
    const { signIn } = clientOf(clerk)
    const start = { strategy: "enterprise_sso", redirectUrl: NATIVE } as const
    const missing = { status: 422, code: "enterprise_sso_sign_in_connection_missing" }

    expect(await refusalOf(signIn.create(start))).toMatchObject({
      status: 422,
      code: "form_param_missing",
      param: "identifier"
    })
    expect(await refusalOf(signIn.create({ ...start, identifier: "ada@globex.com" }))).toMatchObject(missing)
    await signIn.create({ identifier: "ada@globex.com" })
    expect(
      await refusalOf(signIn.prepareFirstFactor({ ...start, actionCompleteRedirectUrl: NATIVE }))
    ).toMatchObject(missing)
  })

  test("needs an address to come back to", async () => {
    const { clerk } = await begin(company())
    const { signIn } = clientOf(clerk)

    expect(
      await refusalOf(signIn.create({ strategy: "enterprise_sso", identifier: ADA } as never))
    ).toMatchObject({
      code: "form_param_missing",
      param: "redirect_url"
    })
  })

  test("uses the address that the company knows, and no username", async () => {
    const { clerk } = await begin(
      { ...company(), signIn: { username: true } },
      { username: "ada", enterpriseAccounts: [{ connection: "ec_acme" }] }
    )

    expect(await refusalOf(clientOf(clerk).signIn.create({ identifier: "ada" }))).toMatchObject({
      status: 422,
      code: "sign_in_must_use_enterprise_connection_identifier"
    })
  })

  test("of a company with several connections names the connection", async () => {
    const { clerk } = await begin(company({}, OTHERS))
    const { signIn } = clientOf(clerk)
    const prepare = (enterpriseConnectionId?: string) =>
      signIn.prepareFirstFactor({
        strategy: "enterprise_sso",
        redirectUrl: NATIVE,
        actionCompleteRedirectUrl: NATIVE,
        ...(enterpriseConnectionId && { enterpriseConnectionId })
      })
    await signIn.create({ strategy: "enterprise_sso", identifier: ADA, redirectUrl: NATIVE })

    expect(signIn.supportedFirstFactors).toHaveLength(2)
    expect(signIn.firstFactorVerification.status).toBeNull()
    expect(await refusalOf(prepare())).toMatchObject({
      status: 422,
      code: "enterprise_connection_id_is_required_with_multiple_connections"
    })
    expect(await refusalOf(prepare("ec_nonsense"))).toMatchObject({
      status: 404,
      code: "saml_connection_active_not_found"
    })
    await prepare("ec_other")
    expect(signIn.firstFactorVerification.externalVerificationRedirectURL?.pathname).toBe(
      "/providers/ec_other/authorize"
    )
  })

  test("is checked by Clerk Protect once", async () => {
    const { clerk } = await begin({ ...company(), protect: { signIn: "check" } })
    const { signIn } = clientOf(clerk)
    await signIn.create({ identifier: ADA })
    await signIn.submitProtectCheck({ proofToken: `proof_${signIn.protectCheck?.token}` })

    await signIn.prepareFirstFactor({
      strategy: "enterprise_sso",
      redirectUrl: NATIVE,
      actionCompleteRedirectUrl: NATIVE
    })
    await reload(
      signIn,
      await goThrough(signIn.firstFactorVerification.externalVerificationRedirectURL, { email: ADA })
    )

    expect(signIn.status).toBe("complete")
  })

  test("reveals no account if the instance hides accounts", async () => {
    const { clerk } = await begin({ ...company(), enumerationProtection: "strict" })
    const create = async (identifier: string) => {
      const { status, supportedFirstFactors, userData } = await clientOf(clerk).signIn.create({ identifier })
      return { status, supportedFirstFactors, userData }
    }

    expect(await create(BOB)).toEqual(await create(ADA))
    const { signIn } = await comeBackFromCompany(clerk, BOB, { email: BOB })
    expect([signIn.status, signIn.firstFactorVerification.status]).toEqual([
      "needs_identifier",
      "transferable"
    ])
  })

  test("ends with the connection", async () => {
    const { clerk, emulator } = await begin(company())
    const { signIn } = clientOf(clerk)
    await signIn.create({ strategy: "enterprise_sso", identifier: ADA, redirectUrl: NATIVE })
    const { externalVerificationRedirectURL } = signIn.firstFactorVerification
    const callback = await answerProvider(externalVerificationRedirectURL, { email: ADA })

    await emulator.changeSettings(company({ active: false }))

    expect(outcomeOf(given((await follow(callback)).back))).toEqual(failure("oauth_provider_not_enabled"))
  })
})

describe("a sign-up with an address of a company", () => {
  test("has to go there, and needs no more", async () => {
    const { clerk } = await begin(company(), null)
    const { signUp } = clientOf(clerk)

    await signUp.create({ emailAddress: BOB })
    expect(signUp.missingFields).toEqual(["enterprise_sso"])
    expect(signUp.unverifiedFields).toEqual([])
    expect(await refusalOf(signUp.prepareEmailAddressVerification())).toMatchObject({
      status: 422,
      code: "saml_email_address_domain_reserved"
    })
    await signUp.update({ strategy: "enterprise_sso", redirectUrl: NATIVE } as never)
    const { status, strategy, externalVerificationRedirectURL } = signUp.verifications.externalAccount
    expect([status, strategy]).toEqual(["unverified", "saml"])
    await reload(signUp, await goThrough(externalVerificationRedirectURL, { email: BOB }))
    await activate(clerk, signUp.createdSessionId)

    expect(signUp.status).toBe("complete")
    expect(userOf(clerk)).toMatchObject({
      passwordEnabled: false,
      enterpriseAccounts: [{ emailAddress: BOB }]
    })
  })

  test("starts at once with that strategy, and drops a password that came along", async () => {
    const { clerk } = await begin(company(), null)
    const { signUp } = clientOf(clerk)
    await signUp.create({
      emailAddress: BOB,
      password: PASSWORD,
      strategy: "enterprise_sso",
      redirectUrl: NATIVE
    } as never)

    const { externalVerificationRedirectURL } = signUp.verifications.externalAccount
    await reload(signUp, await goThrough(externalVerificationRedirectURL, { email: BOB }))
    await activate(clerk, signUp.createdSessionId)

    expect(userOf(clerk).passwordEnabled).toBe(false)
  })

  test("as another user is refused, and of an existing user transfers to a sign-in", async () => {
    const { clerk, emulator } = await begin(company(), null)
    const { signUp } = clientOf(clerk)
    const start = () =>
      signUp.create({ emailAddress: BOB, strategy: "enterprise_sso", redirectUrl: NATIVE } as never)

    await start()
    const { externalAccount } = signUp.verifications
    await reload(signUp, await goThrough(externalAccount.externalVerificationRedirectURL, { email: ADA }))
    expect(signUp.verifications.externalAccount.error?.code).toBe("saml_email_address_domain_mismatch")
    await start()
    await emulator.addUser({ email: BOB, password: PASSWORD })
    const address = signUp.verifications.externalAccount.externalVerificationRedirectURL
    await reload(signUp, await goThrough(address, { email: BOB }))

    expect(signUp.verifications.externalAccount.status).toBe("transferable")
    expect((await clientOf(clerk).signIn.create({ transfer: true })).status).toBe("complete")
  })

  test("lists the connections that there are, and says which", async () => {
    const { clerk, emulator, stored } = await begin(company({}, OTHERS), null)
    const { signUp } = clientOf(clerk)
    await signUp.create({ emailAddress: BOB })

    const listed = await request(emulator, `/client/sign_ups/${signUp.id}/enterprise_connections`, {
      token: stored.token
    })
    const update = (more: object) =>
      signUp.update({ strategy: "enterprise_sso", redirectUrl: NATIVE, ...more } as never)

    expect(listed.json().response).toEqual([
      { id: "ec_acme", name: "Acme Inc" },
      { id: "ec_other", name: "Acme Labs" }
    ])
    expect(await refusalOf(update({}))).toMatchObject({
      code: "enterprise_connection_id_is_required_with_multiple_connections"
    })
    await update({ enterpriseConnectionId: "ec_other" })
    expect(signUp.verifications.externalAccount.status).toBe("unverified")
  })

  test("of another company, or of none, is refused", async () => {
    const { clerk } = await begin(company(), null)
    const { signUp } = clientOf(clerk)
    const start = { strategy: "enterprise_sso", redirectUrl: NATIVE, emailAddress: "bob@globex.com" }

    expect(await refusalOf(signUp.create(start as never))).toMatchObject({
      status: 422,
      code: "enterprise_sso_sign_up_connection_missing"
    })
  })

  test("doesn't get by with the account of another company", async () => {
    const { clerk } = await begin(
      company({}, { id: "ec_globex", domain: "globex.com", name: "Globex" }),
      null
    )
    const { signUp } = clientOf(clerk)
    await signUp.create({ emailAddress: BOB, strategy: "enterprise_sso", redirectUrl: NATIVE } as never)

    await signUp.update({ emailAddress: "bob@globex.com" })
    await reload(
      signUp,
      await goThrough(signUp.verifications.externalAccount.externalVerificationRedirectURL, { email: BOB })
    )

    expect([signUp.status, signUp.verifications.externalAccount.error?.code]).toEqual([
      "missing_requirements",
      "saml_email_address_domain_mismatch"
    ])
  })
})

describe("a user of a company proves that it's still them", () => {
  async function reverifying(email = ADA) {
    const { clerk, emulator, stored } = await begin({ ...company(), reverification: { enabled: true } })
    const { signIn } = await comeBackFromCompany(clerk, ADA, { email: ADA })
    await activate(clerk, signIn.createdSessionId)
    await emulator.moveClock(3600)
    const verification = await sessionOf(clerk).startVerification({ level: "first_factor" })
    const [factor] = verification.supportedFirstFactors ?? []
    const prepared = await sessionOf(clerk).prepareFirstFactorVerification({
      ...(factor as { strategy: "enterprise_sso"; emailAddressId: string }),
      redirectUrl: NATIVE
    } as never)
    const address = prepared.firstFactorVerification.externalVerificationRedirectURL
    const back = await goThrough(address, { email })
    return { clerk, emulator, stored, verification, back }
  }

  test("by the company, and by nothing else", async () => {
    const { clerk, emulator, stored, verification, back } = await reverifying()
    const { id } = sessionOf(clerk)
    const token = stored.token

    expect(verification.supportedFirstFactors).toMatchObject([
      { strategy: "enterprise_sso", enterpriseConnectionId: "ec_acme" }
    ])
    expect(outcomeOf(back)).toHaveProperty("rotating_token_nonce")
    const { factor_verification_age } = (await request(emulator, `/client/sessions/${id}`, { token })).json()
      .response
    expect(factor_verification_age).toEqual([0, -1])
  })

  test("and not as another user", async () => {
    const { back } = await reverifying(BOB)

    expect(outcomeOf(back)).toEqual(failure("resource_forbidden"))
  })

  test("if a password doesn't work", async () => {
    const { clerk } = await reverifying()
    await sessionOf(clerk).startVerification({ level: "first_factor" })

    expect(
      await refusalOf(
        sessionOf(clerk).attemptFirstFactorVerification({ strategy: "password", password: PASSWORD })
      )
    ).toMatchObject({ code: "strategy_for_user_invalid" })
    expect(
      await refusalOf(
        sessionOf(clerk).prepareFirstFactorVerification({ strategy: "email_code", emailAddressId: "idn_x" })
      )
    ).toMatchObject({ code: "strategy_for_user_invalid" })
  })

  test("unless they belong to none", async () => {
    const { clerk } = await begin({ reverification: { enabled: true } })
    await clientOf(clerk).signIn.create({ identifier: ADA, password: PASSWORD })
    await activate(clerk, clientOf(clerk).sessions[0]?.id ?? null)
    await sessionOf(clerk).startVerification({ level: "first_factor" })

    expect(
      await refusalOf(
        sessionOf(clerk).prepareFirstFactorVerification({
          strategy: "enterprise_sso",
          redirectUrl: NATIVE
        } as never)
      )
    ).toMatchObject({ code: "strategy_for_user_invalid" })
  })
})
