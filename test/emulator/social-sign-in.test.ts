import { expect, test } from "vitest"
import type { SettingsPatch } from "../../emulator/model/settings"
import type { NewUser } from "../support/emulator-client"
import { comeBack, NATIVE, outcomeOf } from "./provider-steps"
import { clientOf, emulate, loadClerk, PASSWORD, userOf } from "./support"

const ADA = "ada@acme.com"

async function begin(settings: SettingsPatch = {}, user: Partial<NewUser> | null = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({ social: { google: true }, redirectUrls: [NATIVE], ...settings })
  if (user) await emulator.addUser({ email: ADA, password: PASSWORD, firstName: "Ada", ...user })
  return { emulator, clerk: await loadClerk(emulator) }
}

test("a user with the same verified address is signed in, and connected", async () => {
  const { clerk } = await begin()

  const { back, signIn } = await comeBack(clerk, { email: ADA })
  await clerk.setActive({ session: signIn.createdSessionId, navigate: () => {} })

  expect(signIn.status).toBe("complete")
  expect(outcomeOf(back)).toEqual({
    created_session_id: signIn.createdSessionId,
    rotating_token_nonce: expect.any(String)
  })
  expect(userOf(clerk).externalAccounts).toMatchObject([{ provider: "google", emailAddress: ADA }])
  expect(clientOf(clerk).lastAuthenticationStrategy).toBe("oauth_google")
})

test("somebody new transfers to a sign-up", async () => {
  const { clerk } = await begin({}, null)

  const { back, signIn } = await comeBack(clerk, { email: "new@acme.com" })
  const { status, error, strategy } = signIn.firstFactorVerification
  const signUp = await clientOf(clerk).signUp.create({ transfer: true })
  await clerk.setActive({ session: signUp.createdSessionId, navigate: () => {} })

  expect([status, strategy, error?.code]).toEqual([
    "transferable",
    "oauth_google",
    "external_account_not_found"
  ])
  expect(outcomeOf(back)).toEqual({
    __clerk_status: "failed",
    __clerk_error_code: "external_account_not_found"
  })
  expect(signUp.status).toBe("complete")
  expect(userOf(clerk)).toMatchObject({ passwordEnabled: false })
})
