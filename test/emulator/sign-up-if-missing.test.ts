import { expect, test } from "vitest"
import type { SettingsPatch } from "../../emulator/model/settings"
import { clientOf, emulate, given, loadClerk, PASSWORD, refusalOf } from "./support"

const EMAIL = "grace@acme.com"
const PHONE = "+14155552671"

async function begin(settings: SettingsPatch = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({ ...settings, signUp: { password: "optional", ...settings.signUp } })
  const clerk = await loadClerk(emulator)
  return { emulator, clerk, client: clientOf(clerk) }
}

test.each([
  ["email_code", EMAIL, {}],
  ["email_code", EMAIL, { enumerationProtection: "strict" }],
  ["phone_code", PHONE, { signIn: { phoneCode: true }, signUp: { emailAddress: "optional" } }]
] as const)(
  "a new user gets a real %s at %s, and an account, with %j",
  async (strategy, identifier, settings) => {
    const { emulator, clerk, client } = await begin(settings)

    const attempt = await client.signIn.create({ identifier, signUpIfMissing: true })
    const factor = attempt.supportedFirstFactors?.find((candidate) => candidate.strategy === strategy)
    await attempt.prepareFirstFactor(factor as never)
    const { code } = given((await emulator.inbox(identifier))[0])
    expect(await refusalOf(attempt.attemptFirstFactor({ strategy, code }))).toMatchObject({
      status: 404,
      code: "sign_up_if_missing_transfer"
    })
    expect(clientOf(clerk).signIn.firstFactorVerification.status).toBe("transferable")
    const signUp = await client.signUp.create({ transfer: true })

    expect(signUp.status).toBe("complete")
    expect(clientOf(clerk).signIn.id).toBeFalsy()
    expect(clientOf(clerk).lastAuthenticationStrategy).toBe(strategy)
    expect((await emulator.state()).users).toMatchObject([{ identifier }])
  }
)

test("a user who has an account signs in", async () => {
  const { emulator, client } = await begin({ deviceTrust: { enabled: false } })
  await emulator.addUser({ email: EMAIL, password: PASSWORD })

  const attempt = await client.signIn.create({ identifier: EMAIL, signUpIfMissing: true })
  await attempt.prepareFirstFactor(attempt.supportedFirstFactors?.[1] as never)
  const { code } = given((await emulator.inbox(EMAIL))[0])

  expect((await attempt.attemptFirstFactor({ strategy: "email_code", code })).status).toBe("complete")
})

test("a code alone transfers nothing", async () => {
  const { client } = await begin()
  const refusal = { status: 400, code: "account_transfer_invalid" }

  const attempt = await client.signIn.create({ identifier: EMAIL, signUpIfMissing: true })
  await attempt.prepareFirstFactor(
    attempt.supportedFirstFactors?.find(({ strategy }) => strategy === "email_code") as never
  )

  expect(await refusalOf(client.signUp.create({ transfer: true }))).toMatchObject(refusal)
  expect(await refusalOf(client.signIn.create({ transfer: true }))).toMatchObject(refusal)
})

test("a username can't be signed up with, nor can a blocked address", async () => {
  const { emulator, client } = await begin({
    signIn: { username: true },
    signUp: { blocklist: ["acme.com"] }
  })

  expect(await refusalOf(client.signIn.create({ identifier: "grace", signUpIfMissing: true }))).toMatchObject(
    {
      status: 422,
      code: "sign_up_if_missing_not_allowed"
    }
  )
  const attempt = await client.signIn.create({
    identifier: EMAIL,
    strategy: "email_code",
    signUpIfMissing: true
  } as never)
  const { code } = given((await emulator.inbox(EMAIL))[0])
  await refusalOf(attempt.attemptFirstFactor({ strategy: "email_code", code }))
  expect(await refusalOf(client.signUp.create({ transfer: true }))).toMatchObject({
    code: "not_allowed_access"
  })
})
