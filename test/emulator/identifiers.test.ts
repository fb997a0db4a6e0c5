import { describe, expect, test } from "vitest"
import type { SettingsPatch } from "../../emulator/model/settings"
import { clientOf, emulate, given, loadClerk, PASSWORD, refusalOf, request, signIn, userOf } from "./support"

const EMAIL = "ada+clerk_test@acme.com"
const PHONE = "+12015550123"
const BETTER = "tin-whistle-under-9-stars"
const notFound = { status: 422, code: "form_identifier_not_found", param: "identifier" }
const invalid = { status: 422, code: "form_param_format_invalid", param: "identifier" }

/** An instance with these ways in, and a user with all identifiers. */
async function withWays(ways: SettingsPatch["signIn"], user: object = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({ signIn: { ...ways }, deviceTrust: { enabled: false } })
  await emulator.addUser({ email: EMAIL, username: "Ada_L", phone: PHONE, password: PASSWORD, ...user })
  const clerk = await loadClerk(emulator)
  return { emulator, clerk, begin: () => clientOf(clerk).signIn }
}

const strategies = (attempt: { supportedFirstFactors: { strategy: string }[] | null }) =>
  attempt.supportedFirstFactors?.map(({ strategy }) => strategy)

describe("a user signs in", () => {
  test.each([
    ["a username, in whatever case", { username: true }, "ada_l"],
    ["a number, with spaces", { phoneNumber: true }, "+1 (201) 555-0123"],
    ["an address, among others", { username: true, phoneNumber: true }, EMAIL.toUpperCase()],
    ["a username that's the only kind", { username: true, emailAddress: false }, "Ada_L"]
  ])("with %s and a password", async (_what, ways, identifier) => {
    const { clerk } = await withWays(ways)

    expect((await signIn(clerk, identifier)).status).toBe("active")
    expect(clientOf(clerk).lastAuthenticationStrategy).toBe("password")
  })

  test("with a number and a code by text message", async () => {
    const { clerk, begin } = await withWays({ phoneCode: true })

    const attempt = await begin().create({ identifier: PHONE, strategy: "phone_code" })
    expect(attempt.firstFactorVerification).toMatchObject({ strategy: "phone_code", channel: "sms" })
    const done = await attempt.attemptFirstFactor({ strategy: "phone_code", code: "424242" })

    expect(done.status).toBe("complete")
    expect(clientOf(clerk).lastAuthenticationStrategy).toBe("phone_code")
  })

  test("after replacing a forgotten password with a code by text message", async () => {
    const { clerk, begin } = await withWays({ phoneNumber: true })
    const attempt = await begin().create({ identifier: PHONE })
    const factor = attempt.supportedFirstFactors?.find((one) => one.strategy === "reset_password_phone_code")

    await attempt.prepareFirstFactor(factor as never)
    await attempt.attemptFirstFactor({ strategy: "reset_password_phone_code", code: "424242" })
    expect(attempt.status).toBe("needs_new_password")
    await attempt.resetPassword({ password: BETTER })

    expect(attempt.status).toBe("complete")
    expect(clientOf(clerk).lastAuthenticationStrategy).toBe("password")
  })

  test("and can choose email or text message, without seeing the whole address or number", async () => {
    const { begin } = await withWays({ username: true, phoneCode: true })

    const attempt = await begin().create({ identifier: "ada_l" })

    expect(attempt.supportedIdentifiers).toEqual(["email_address", "phone_number", "username"])
    expect(attempt.identifier).toBe("ada_l")
    expect(attempt.supportedFirstFactors).toMatchObject([
      { strategy: "password" },
      { strategy: "email_code", safeIdentifier: "a*****@acme.com", primary: true },
      { strategy: "phone_code", safeIdentifier: "+1******0123", primary: true },
      { strategy: "reset_password_email_code" },
      { strategy: "reset_password_phone_code" }
    ])
    const byPhone = await begin().create({ identifier: "+1 201 555 0123" })
    expect(byPhone.identifier).toBe(PHONE)
    expect(byPhone.supportedFirstFactors).toContainEqual(
      expect.objectContaining({ strategy: "phone_code", safeIdentifier: PHONE })
    )
  })

  test("with a username alone, and can choose only the password", async () => {
    const { begin } = await withWays({ username: true, emailAddress: false })

    expect(strategies(await begin().create({ identifier: "ada_l" }))).toEqual(["password"])
  })
})

describe("nobody signs in with", () => {
  test.each([
    ["a username if there are none", {}, "ada_l", invalid],
    ["a number if there are none", {}, PHONE, invalid],
    ["an address if there are none", { emailAddress: false, phoneNumber: true }, EMAIL, invalid],
    ["an address that counts as a username", { emailAddress: false, username: true }, EMAIL, notFound],
    ["an unknown username", { username: true }, "grace", notFound],
    ["an unknown number", { phoneNumber: true }, "+12015550199", notFound],
    ["half a number", { phoneNumber: true }, "+1201", invalid]
  ])("%s", async (_what, ways, identifier, refusal) => {
    const { begin } = await withWays(ways)

    expect(await refusalOf(begin().create({ identifier }))).toEqual(refusal)
  })

  test("a number that's reserved for the second factor", async () => {
    const { begin } = await withWays({ phoneCode: true }, { phoneSecondFactor: true })

    expect(await refusalOf(begin().create({ identifier: PHONE }))).toEqual(notFound)
  })
})

test("under strict protection an unknown username looks like a wrong password", async () => {
  const { emulator, begin } = await withWays({ username: true })
  await emulator.changeSettings({ enumerationProtection: "strict" })
  const incorrect = { status: 422, code: "form_password_or_identifier_incorrect", param: undefined }

  for (const identifier of ["grace", "ada_l"]) {
    expect(await refusalOf(begin().create({ identifier, password: "wrong" }))).toEqual(incorrect)
  }
  expect(await begin().create({ identifier: "grace" })).toMatchObject({
    status: "needs_first_factor",
    supportedFirstFactors: [{ strategy: "password" }]
  })
})

test("the client remembers how a user last signed in, even after they have signed out", async () => {
  const { clerk, begin } = await withWays({})
  const attempt = await begin().create({ identifier: EMAIL, strategy: "email_code" })
  await attempt.attemptFirstFactor({ strategy: "email_code", code: "424242" })
  await clerk.setActive({ session: attempt.createdSessionId, navigate: () => {} })

  await clerk.session?.remove()
  await clientOf(clerk).reload()

  expect(clientOf(clerk).sessions).toEqual([])
  expect(clientOf(clerk).lastAuthenticationStrategy).toBe("email_code")
})

describe("text messages to countries that the app does not send to", () => {
  const refusal = { status: 403, code: "unsupported_country_code", param: undefined }
  const SWISS = "+41446681800"

  test("never go to users who sign in", async () => {
    const { emulator, begin } = await withWays({ phoneCode: true }, { phone: SWISS })

    expect(await refusalOf(begin().create({ identifier: SWISS, strategy: "phone_code" }))).toEqual(refusal)
    expect(await emulator.inbox(SWISS)).toEqual([])
  })

  test("prevent a sign-up and a second factor, but not in other countries", async () => {
    const { emulator, clerk } = await withWays({})
    await emulator.changeSettings({ signUp: { phoneNumber: "optional" }, sms: { countries: ["us"] } })
    const signUp = clientOf(clerk).signUp

    expect(await refusalOf(signUp.create({ phoneNumber: SWISS }))).toEqual(refusal)
    expect((await signUp.create({ phoneNumber: "+14155552671" })).phoneNumber).toBe("+14155552671")
    await signIn(clerk, EMAIL)
    expect(await refusalOf(userOf(clerk).createPhoneNumber({ phoneNumber: SWISS }))).toEqual(refusal)
  })
})

test("the environment contains the identifiers, and the fields of a sign-up", async () => {
  const emulator = await emulate()
  await emulator.changeSettings({
    signIn: { username: true, phoneCode: true, preferred: "otp" },
    signUp: { emailAddress: "optional", username: "required", lastName: "off", password: "optional" },
    username: { minLength: 3, maxLength: 20, extendedCharacters: true, numericOnly: true },
    mfa: { phoneCode: true }
  })

  const environment = (await request(emulator, "/environment")).json()

  const { attributes, username_settings } = environment.user_settings
  expect(attributes).toMatchObject({
    email_address: { enabled: true, required: false, used_for_first_factor: true, verify_at_sign_up: true },
    phone_number: {
      enabled: true,
      required: false,
      used_for_first_factor: true,
      first_factors: ["phone_code"],
      second_factors: ["phone_code"],
      verifications: ["phone_code"]
    },
    username: { enabled: true, required: true, used_for_first_factor: true, first_factors: [] },
    last_name: { enabled: false },
    password: { enabled: true, required: false }
  })
  expect(username_settings).toEqual({
    min_length: 3,
    max_length: 20,
    allow_extended_special_characters: true,
    allow_numeric_usernames: true
  })
  expect(environment.display_config.preferred_sign_in_strategy).toBe("otp")
  expect(environment.auth_config).toMatchObject({
    email_address: "on",
    username: "required",
    password: "on",
    identification_strategies: ["email_address", "phone_number", "username"],
    first_factors: expect.arrayContaining(["phone_code", "reset_password_phone_code"])
  })
})

test("a user takes another username, unless it's taken or usernames are off", async () => {
  const { emulator, clerk } = await withWays({ username: true })
  await emulator.addUser({ username: "grace" })
  await signIn(clerk, EMAIL)

  await userOf(clerk).update({ username: "ADA_L" })
  expect(userOf(clerk).username).toBe("ADA_L")
  expect(await refusalOf(userOf(clerk).update({ username: "Grace" }))).toMatchObject({
    code: "form_identifier_exists",
    param: "username"
  })
  await emulator.changeSettings({ signIn: { username: false } })
  expect(await refusalOf(userOf(clerk).update({ username: "ada_1" }))).toMatchObject({
    code: "form_param_unknown"
  })
})

describe("the control API", () => {
  test("creates users without an address, each username once", async () => {
    const { emulator, clerk } = await withWays({ username: true, phoneNumber: true })

    const grace = await emulator.addUser({ username: "grace", password: PASSWORD })
    await emulator.addUser({ phone: "+12015550150", password: PASSWORD })
    const again = await emulator.call("POST", "/users", { username: "GRACE" })

    expect(grace).toMatchObject({ identifier: "grace", email: null, username: "grace" })
    expect(await again.json()).toMatchObject({ errors: [{ code: "taken", path: "username" }] })
    expect((await emulator.state()).users).toMatchObject([
      { identifier: EMAIL, username: "Ada_L" },
      { identifier: "grace" },
      { identifier: "+12015550150", email: null }
    ])
    expect((await signIn(clerk, "grace")).user?.username).toBe("grace")
    expect((await signIn(await loadClerk(emulator), "+12015550150")).status).toBe("active")
  })

  test("requires at least one identifier", async () => {
    const { emulator } = await withWays({})
    const { status, errors } = await emulator
      .call("POST", "/users", { password: PASSWORD })
      .then(async (response) => ({ status: response.status, ...(await response.json()) }))

    expect(status).toBe(400)
    expect(given(errors)[0].code).toBe("missing")
  })
})
