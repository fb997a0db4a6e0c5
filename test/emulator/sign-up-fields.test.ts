import { describe, expect, test } from "vitest"
import type { SettingsPatch } from "../../emulator/model/settings"
import { clientOf, emulate, loadClerk, PASSWORD, refusalOf, sessionOf, signIn, userOf } from "./support"

const EMAIL = "grace+clerk_test@acme.com"
const PHONE = "+12015550123"
const CODE = "424242"

async function withFields(signUp: SettingsPatch["signUp"], settings: SettingsPatch = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({ ...settings, signUp: { ...signUp } })
  const clerk = await loadClerk(emulator)
  return { emulator, clerk, signUp: clientOf(clerk).signUp }
}

const EVERYTHING = {
  phoneNumber: "required",
  username: "required",
  firstName: "required",
  lastName: "required",
  legalConsent: true
} as const

test("every field is required, in any order, and the account has it", async () => {
  const { clerk, signUp } = await withFields(EVERYTHING, { signIn: { username: true } })

  await signUp.create({ phoneNumber: "+1 201 555 0123" })
  expect(signUp.missingFields).toEqual([
    "email_address",
    "username",
    "first_name",
    "last_name",
    "password",
    "legal_accepted"
  ])
  expect(signUp.unverifiedFields).toEqual(["phone_number"])
  await signUp.preparePhoneNumberVerification()
  await signUp.attemptPhoneNumberVerification({ code: CODE })
  expect(signUp.verifications.phoneNumber).toMatchObject({ status: "verified", strategy: "phone_code" })
  expect(signUp.unverifiedFields).toEqual([])

  await signUp.update({ emailAddress: EMAIL, username: "Grace_H", password: PASSWORD })
  await signUp.update({ firstName: "Grace", lastName: "Hopper", legalAccepted: true })
  expect(signUp).toMatchObject({ missingFields: [], unverifiedFields: ["email_address"] })
  await signUp.prepareEmailAddressVerification()
  await signUp.attemptEmailAddressVerification({ code: CODE })
  expect(signUp.status).toBe("complete")
  await clerk.setActive({ session: signUp.createdSessionId })

  expect(sessionOf(clerk).status).toBe("active")
  expect(userOf(clerk)).toMatchObject({
    username: "Grace_H",
    firstName: "Grace",
    lastName: "Hopper",
    primaryEmailAddress: { emailAddress: EMAIL, verification: { status: "verified" } },
    primaryPhoneNumber: { phoneNumber: PHONE, verification: { status: "verified" } }
  })
})

describe("an email address or a phone number", () => {
  const EITHER = { emailAddress: "optional", phoneNumber: "optional" } as const

  test("is missing until one of them is given", async () => {
    const { signUp } = await withFields(EITHER)

    await signUp.create({ password: PASSWORD })
    expect(signUp).toMatchObject({
      requiredFields: ["password"],
      optionalFields: ["email_address", "phone_number", "first_name", "last_name"],
      missingFields: ["email_address", "phone_number"]
    })
    await signUp.update({ phoneNumber: PHONE })
    expect(signUp).toMatchObject({ missingFields: [], unverifiedFields: ["phone_number"] })
    await signUp.preparePhoneNumberVerification()
    await signUp.attemptPhoneNumberVerification({ code: CODE })

    expect(signUp.status).toBe("complete")
  })

  test("and the other one has to be verified as well", async () => {
    const { clerk, signUp } = await withFields({ ...EITHER, password: "optional" })

    await signUp.create({ emailAddress: EMAIL, phoneNumber: PHONE })
    expect(signUp.unverifiedFields).toEqual(["email_address", "phone_number"])
    await signUp.prepareEmailAddressVerification()
    await signUp.attemptEmailAddressVerification({ code: CODE })
    expect(signUp).toMatchObject({ status: "missing_requirements", unverifiedFields: ["phone_number"] })
    await signUp.preparePhoneNumberVerification()
    await signUp.attemptPhoneNumberVerification({ code: CODE })

    expect(signUp.status).toBe("complete")
    expect(clientOf(clerk).lastAuthenticationStrategy).toBe("email_code")
  })
})

test("a username that identifies replaces an optional address", async () => {
  const { signUp } = await withFields(
    { emailAddress: "optional", username: "optional" },
    { signIn: { username: true } }
  )

  await signUp.create({ password: PASSWORD })
  expect(signUp.missingFields).toEqual(["email_address", "username"])
  await signUp.update({ username: "grace" })

  expect(signUp.status).toBe("complete")
})

test("a username and a password are enough if there are no addresses", async () => {
  const { emulator, clerk, signUp } = await withFields(
    { emailAddress: "off", username: "required" },
    { signIn: { username: true } }
  )

  await signUp.create({ username: "grace", password: PASSWORD })

  expect(signUp).toMatchObject({ status: "complete", requiredFields: ["username", "password"] })
  expect(clientOf(clerk).lastAuthenticationStrategy).toBe("password")
  expect((await signIn(await loadClerk(emulator), "GRACE")).status).toBe("active")
})

test("a number without verification counts at once", async () => {
  const { clerk, signUp } = await withFields({
    emailAddress: "off",
    phoneNumber: "required",
    verifyPhone: false
  })

  await signUp.create({ phoneNumber: PHONE, password: PASSWORD })
  expect(signUp.status).toBe("complete")
  await clerk.setActive({ session: signUp.createdSessionId })

  expect(userOf(clerk).primaryPhoneNumber?.phoneNumber).toBe(PHONE)
})

test("a code by text message can be requested with the start, and counts as the way the user signed up", async () => {
  const { clerk, signUp } = await withFields({
    emailAddress: "off",
    phoneNumber: "required",
    password: "optional"
  })

  await signUp.create({ phoneNumber: PHONE, strategy: "phone_code" })
  expect(signUp.verifications.phoneNumber).toMatchObject({
    status: "unverified",
    nextAction: "needs_attempt",
    supportedStrategies: ["phone_code"]
  })
  await signUp.attemptPhoneNumberVerification({ code: CODE })

  expect(signUp.status).toBe("complete")
  expect(clientOf(clerk).lastAuthenticationStrategy).toBe("phone_code")
})

test("another address or number has to be verified again", async () => {
  const { signUp } = await withFields({ phoneNumber: "required", firstName: "required" })
  await signUp.create({ emailAddress: EMAIL, phoneNumber: PHONE, password: PASSWORD })
  await signUp.prepareEmailAddressVerification()
  await signUp.attemptEmailAddressVerification({ code: CODE })
  await signUp.preparePhoneNumberVerification()
  await signUp.attemptPhoneNumberVerification({ code: CODE })
  expect(signUp.unverifiedFields).toEqual([])

  await signUp.update({ phoneNumber: PHONE, emailAddress: EMAIL })
  expect(signUp.unverifiedFields).toEqual([])
  await signUp.update({ phoneNumber: "+12015550199" })
  expect(signUp.unverifiedFields).toEqual(["phone_number"])
  await signUp.update({ emailAddress: "new+clerk_test@acme.com" })
  expect(signUp.unverifiedFields).toEqual(["email_address", "phone_number"])
})

describe("is refused:", () => {
  const ON = { phoneNumber: "optional", username: "optional" } as const
  const taken = "form_identifier_exists"

  test.each([
    ["a taken address", {}, { emailAddress: EMAIL }, taken, "email_address"],
    ["a taken number", ON, { phoneNumber: PHONE }, taken, "phone_number"],
    ["a taken username, in whatever case", ON, { username: "ADA_L" }, taken, "username"],
    ["half a number", ON, { phoneNumber: "+1201" }, "form_param_format_invalid", "phone_number"],
    ["a short username", ON, { username: "abc" }, "form_username_invalid_length", "username"],
    ["a long username", ON, { username: "x".repeat(65) }, "form_username_invalid_length", "username"],
    ["a username with a space", ON, { username: "grace h" }, "form_username_invalid_character", "username"],
    ["a username with a dot", ON, { username: "grace.h" }, "form_username_invalid_character", "username"],
    ["a numeric username", ON, { username: "123456" }, "form_username_needs_non_number_char", "username"],
    ["a number as username", ON, { username: PHONE }, "form_username_cannot_be_phone_number", "username"],
    ["a username that's off", {}, { username: "grace" }, "form_param_unknown", "username"],
    ["a number that's off", {}, { phoneNumber: PHONE }, "form_param_unknown", "phone_number"],
    [
      "an address that's off",
      { emailAddress: "off" },
      { emailAddress: EMAIL },
      "form_param_unknown",
      "email_address"
    ],
    ["a name that's off", { firstName: "off" }, { firstName: "Grace" }, "form_param_unknown", "first_name"],
    ["an unknown strategy", {}, { strategy: "carrier_pigeon" }, "form_param_value_invalid", "strategy"],
    [
      "a password that's the username",
      ON,
      { username: "grace-hopper", password: "grace-hopper" },
      "form_password_matches_identifier",
      "password"
    ]
  ] as const)("%s", async (_what, settings, fields, code, param) => {
    const { emulator, signUp } = await withFields(settings)
    await emulator.addUser({ email: EMAIL, phone: PHONE, username: "Ada_l" })

    expect(await refusalOf(signUp.create(fields as never))).toEqual({ status: 422, code, param })
  })

  test("what someone else has taken in the meantime", async () => {
    const { emulator, signUp } = await withFields({ username: "required", emailAddress: "optional" })
    await signUp.create({ username: "grace", emailAddress: EMAIL, password: PASSWORD })
    await emulator.addUser({ username: "Grace", password: PASSWORD })
    await signUp.prepareEmailAddressVerification()

    expect(await refusalOf(signUp.attemptEmailAddressVerification({ code: CODE }))).toEqual({
      status: 422,
      code: taken,
      param: "username"
    })
  })

  test("anything that breaks the rules for usernames", async () => {
    const { signUp } = await withFields(
      { emailAddress: "off", username: "required", password: "optional" },
      { username: { minLength: 3, extendedCharacters: true, numericOnly: true } }
    )

    expect((await signUp.create({ username: "a.b" })).status).toBe("complete")
  })
})

test("under strict protection the owner of a number learns of a sign-up by text message", async () => {
  const { emulator, signUp } = await withFields(
    { phoneNumber: "optional", username: "optional" },
    { enumerationProtection: "strict" }
  )
  await emulator.addUser({ phone: "+14155552671", username: "ada_l" })

  await signUp.create({ phoneNumber: "+14155552671" })
  await signUp.preparePhoneNumberVerification()

  expect(await emulator.inbox("+14155552671")).toMatchObject([
    { channel: "sms", code: "", body: expect.stringMatching(/sign in instead/i) }
  ])
  expect(await refusalOf(signUp.update({ username: "ada_l" }))).toMatchObject({ param: "username" })
})
