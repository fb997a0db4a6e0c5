import { expect, test } from "vitest"
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
  taskKeys
} from "./support"

const EMAIL = "grace@acme.com"
const TEST_EMAIL = "grace+clerk_test@acme.com"

test("a user signs up with a verified address and a password", async () => {
  const emulator = await emulate()
  const clerk = await loadClerk(emulator)

  const signUp = await clientOf(clerk).signUp.create({
    emailAddress: EMAIL,
    password: PASSWORD,
    firstName: "Grace",
    unsafeMetadata: { theme: "dark" }
  })
  const { status, missingFields, unverifiedFields } = signUp
  await signUp.prepareEmailAddressVerification({ strategy: "email_code" })
  const [message] = await emulator.inbox(EMAIL)
  const done = await signUp.attemptEmailAddressVerification({ code: given(message).code })
  await clerk.setActive({ session: done.createdSessionId })

  expect({ status, missingFields, unverifiedFields }).toEqual({
    status: "missing_requirements",
    missingFields: [],
    unverifiedFields: ["email_address"]
  })
  expect(done.status).toBe("complete")
  expect(sessionOf(clerk).status).toBe("active")
  expect(clerk.user).toMatchObject({ firstName: "Grace", unsafeMetadata: { theme: "dark" } })
})

test("a code counts as sent only once it's sent", async () => {
  const clerk = await loadClerk(await emulate())

  const signUp = await clientOf(clerk).signUp.create({ emailAddress: TEST_EMAIL, password: PASSWORD })
  const { status, strategy, nextAction, supportedStrategies } = signUp.verifications.emailAddress
  await signUp.prepareEmailAddressVerification({ strategy: "email_code" })

  expect({ status, strategy, nextAction, supportedStrategies }).toEqual({
    nextAction: "needs_prepare",
    supportedStrategies: ["email_code"]
  })
  expect(signUp.verifications.emailAddress).toMatchObject({
    status: "unverified",
    strategy: "email_code",
    nextAction: "needs_attempt"
  })
})

test("missing fields can be added later", async () => {
  const clerk = await loadClerk(await emulate())

  const signUp = await clientOf(clerk).signUp.create({ emailAddress: TEST_EMAIL })
  const { id, missingFields } = signUp
  await signUp.update({ password: PASSWORD })
  await signUp.prepareEmailAddressVerification({ strategy: "email_code" })
  const done = await signUp.attemptEmailAddressVerification({ code: "424242" })

  expect(missingFields).toEqual(["password"])
  expect(done.id).toBe(id)
  expect(done.status).toBe("complete")
})

test("the new session is pending if there are tasks", async () => {
  const emulator = await emulate()
  await emulator.changeSettings({
    organizations: { enabled: true, forceSelection: true },
    mfa: { required: true, authenticatorApp: true }
  })
  const clerk = await loadClerk(emulator)

  const signUp = await clientOf(clerk).signUp.create({ emailAddress: TEST_EMAIL, password: PASSWORD })
  await signUp.prepareEmailAddressVerification({ strategy: "email_code" })
  await signUp.attemptEmailAddressVerification({ code: "424242" })

  expect(taskKeys(clientOf(clerk).sessions[0])).toEqual(["setup-mfa", "choose-organization"])
})

test("without verification it's complete at once, and the password works", async () => {
  const emulator = await emulate()
  await emulator.changeSettings({ signUp: { verifyEmail: false } })

  const first = await loadClerk(emulator)
  const signUp = await clientOf(first).signUp.create({ emailAddress: EMAIL, password: PASSWORD })

  expect(signUp.status).toBe("complete")
  expect((await signIn(await loadClerk(emulator), EMAIL)).status).toBe("active")
})

test("a wrong code leaves the sign-up as it was", async () => {
  const clerk = await loadClerk(await emulate())
  const signUp = await clientOf(clerk).signUp.create({ emailAddress: TEST_EMAIL, password: PASSWORD })
  await signUp.prepareEmailAddressVerification({ strategy: "email_code" })

  const refusal = await refusalOf(signUp.attemptEmailAddressVerification({ code: "000000" }))

  expect(refusal).toEqual({ status: 422, code: "form_code_incorrect", param: "code" })
  expect(clientOf(clerk).signUp.id).toBe(signUp.id)
  expect(clientOf(clerk).signUp.status).toBe("missing_requirements")
})

test.each([
  ["a taken address", { emailAddress: EMAIL, password: PASSWORD }, "form_identifier_exists", "email_address"],
  ["no address", { emailAddress: "grace", password: PASSWORD }, "form_param_format_invalid", "email_address"],
  [
    "a weak password",
    { emailAddress: "x@acme.com", password: "short" },
    "form_password_length_too_short",
    "password"
  ]
])("%s is refused", async (_what, fields, code, param) => {
  const emulator = await emulate()
  await emulator.addUser({ email: EMAIL })
  const clerk = await loadClerk(emulator)

  expect(await refusalOf(clientOf(clerk).signUp.create(fields))).toEqual({ status: 422, code, param })
})

test.each([
  ["restricted", "sign_up_mode_restricted"],
  ["waitlist", "sign_up_restricted_waitlist"]
] as const)("an instance in mode %s accepts no sign-ups", async (mode, code) => {
  const emulator = await emulate()
  await emulator.changeSettings({ signUp: { mode } })
  const clerk = await loadClerk(emulator)

  const refusal = await refusalOf(clientOf(clerk).signUp.create({ emailAddress: EMAIL, password: PASSWORD }))

  expect(refusal).toMatchObject({ status: 403, code })
})

test.each([
  [{ allowlist: ["acme.com"] }, EMAIL, true],
  [{ allowlist: ["*@acme.com"] }, EMAIL.toUpperCase(), true],
  [{ allowlist: ["GRACE@acme.com"] }, EMAIL, true],
  [{ allowlist: ["acme.com"] }, "ada@acme.com.evil.example", false],
  [{ allowlist: ["ada@acme.com"] }, EMAIL, false],
  [{ blocklist: ["acme.com"] }, EMAIL, false],
  [{ blocklist: ["ada@acme.com"] }, "ada+new@acme.com", false],
  [{ blocklist: ["acme.com"] }, "ada@globex.com", true],
  [{ allowlist: [EMAIL], blocklist: [EMAIL] }, EMAIL, true]
])("with %j an address %s is let in: %s", async (lists, emailAddress, isLetIn) => {
  const emulator = await emulate()
  await emulator.changeSettings({ signUp: lists })
  const clerk = await loadClerk(emulator)

  const codes = await refusalOf(clientOf(clerk).signUp.create({ emailAddress })).then(
    ({ code }) => [code],
    () => []
  )

  expect(codes).toEqual(isLetIn ? [] : ["not_allowed_access"])
})

test("a captcha is required from clients that can show one, and not from the Native API", async () => {
  const emulator = await emulate({ instance: "production" })
  await emulator.changeSettings({ captcha: { enabled: true } })
  const create = (query: string, captcha_token?: string) =>
    request(emulator, `/client/sign_ups${query}`, {
      method: "POST",
      body: { email_address: EMAIL, password: PASSWORD, ...(captcha_token && { captcha_token }) }
    })

  expect((await create("")).json().errors[0].code).toBe("captcha_missing_token")
  expect((await create("", "wrong")).json().errors[0].code).toBe("captcha_invalid")
  expect((await create("", "XXXX.DUMMY.TOKEN.XXXX")).status).toBe(200)
  expect((await create("?_is_native=1")).status).toBe(200)
})

test("consent is missing until it is given", async () => {
  const emulator = await emulate()
  await emulator.changeSettings({
    signUp: { legalConsent: true },
    legal: { termsUrl: "https://acme.com/terms" }
  })
  const clerk = await loadClerk(emulator)

  const signUp = await clientOf(clerk).signUp.create({ emailAddress: TEST_EMAIL, password: PASSWORD })
  expect(signUp.missingFields).toEqual(["legal_accepted"])
  await signUp.prepareEmailAddressVerification()
  await signUp.attemptEmailAddressVerification({ code: "424242" })
  expect(signUp.status).toBe("missing_requirements")
  await signUp.update({ legalAccepted: true })

  expect(signUp.status).toBe("complete")
  expect(signUp.legalAcceptedAt).toEqual(expect.any(Number))
  expect(clerk.__internal_environment?.displayConfig.termsUrl).toBe("https://acme.com/terms")
})

test("what an instance declares is in its environment", async () => {
  const emulator = await emulate()
  await emulator.changeSettings({
    social: { google: true },
    captcha: { enabled: true, widgetType: "invisible", heartbeat: true },
    enumerationProtection: "strict"
  })

  const environment = (await loadClerk(emulator)).__internal_environment

  expect(environment?.userSettings).toMatchObject({
    signUp: { captcha_enabled: true, captcha_widget_type: "invisible" },
    attackProtection: { enumeration_protection: { enabled: true } },
    authenticatableSocialStrategies: ["oauth_google"]
  })
  expect(environment?.displayConfig).toMatchObject({
    captchaPublicKey: expect.any(String),
    captchaProvider: "turnstile",
    captchaHeartbeat: true
  })
})
