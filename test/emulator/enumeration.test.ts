import { expect, test } from "vitest"
import { clientOf, emulate, loadClerk, PASSWORD, refusalOf, sessionOf, signIn, userOf } from "./support"

const ADA = "ada@acme.com"
const NOBODY = "nobody+clerk_test@acme.com"
const incorrect = { status: 422, code: "form_password_or_identifier_incorrect", param: undefined }

async function strict() {
  const emulator = await emulate()
  await emulator.changeSettings({ enumerationProtection: "strict", deviceTrust: { enabled: false } })
  await emulator.addUser({ email: ADA, password: PASSWORD })
  return { emulator, client: clientOf(await loadClerk(emulator)) }
}

test("a wrong password and an unknown address are refused alike", async () => {
  const { emulator, client } = await strict()
  await emulator.addUser({ email: "bob@acme.com" })

  for (const [identifier, password] of [
    [ADA, "wrong"],
    [NOBODY, PASSWORD],
    ["bob@acme.com", PASSWORD]
  ] as const) {
    expect(await refusalOf(client.signIn.create({ identifier, password }))).toEqual(incorrect)
  }
  expect((await signIn(await loadClerk(emulator), ADA)).status).toBe("active")
})

test("an unknown address gets as far as the code, which never comes", async () => {
  const { emulator, client } = await strict()
  const known = await clientOf(await loadClerk(emulator)).signIn.create({ identifier: ADA })

  const attempt = await client.signIn.create({ identifier: NOBODY })
  expect(attempt).toMatchObject({ status: known.status, userData: known.userData })
  expect(attempt.supportedFirstFactors?.map(({ strategy }) => strategy)).toEqual(
    known.supportedFirstFactors?.map(({ strategy }) => strategy)
  )
  const byCode = attempt.supportedFirstFactors?.find(({ strategy }) => strategy === "email_code")
  await attempt.prepareFirstFactor(byCode as never)

  expect(await refusalOf(attempt.attemptFirstFactor({ strategy: "email_code", code: "424242" }))).toEqual({
    status: 422,
    code: "form_code_incorrect",
    param: "code"
  })
  expect(await emulator.inbox(NOBODY)).toEqual([expect.objectContaining({ code: "" })])
  expect((await emulator.state()).users).toHaveLength(1)
})

test("a sign-up with a taken address looks like any other, and only its owner learns of it", async () => {
  const { emulator, client } = await strict()

  const attempt = await client.signUp.create({ emailAddress: ADA, password: PASSWORD })
  await attempt.prepareEmailAddressVerification()

  expect(attempt).toMatchObject({ status: "missing_requirements", unverifiedFields: ["email_address"] })
  expect(await emulator.inbox(ADA)).toEqual([
    expect.objectContaining({ code: "", body: expect.stringMatching(/sign in instead/i) })
  ])
})

test("another user's number gets as far as the code, and no message is sent", async () => {
  const { emulator } = await strict()
  await emulator.changeSettings({ mfa: { phoneCode: true } })
  await emulator.addUser({ email: "bob@acme.com", phone: "+14155552671" })
  const clerk = await loadClerk(emulator)
  await signIn(clerk, ADA)

  const phone = await userOf(clerk).createPhoneNumber({ phoneNumber: "+14155552671" })
  await phone.prepareVerification()

  expect(await refusalOf(phone.attemptVerification({ code: "000000" }))).toMatchObject({
    code: "form_code_incorrect"
  })
  expect(await emulator.inbox("+14155552671")).toEqual([])
  expect(sessionOf(clerk).user?.phoneNumbers).toHaveLength(1)
})
