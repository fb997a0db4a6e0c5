import { expect, test } from "vitest"
import { proofOf } from "../../emulator/model/protect-check"
import type { SettingsPatch } from "../../emulator/model/settings"
import { clientOf, emulate, given, loadClerk, PASSWORD, refusalOf } from "./support"

const EMAIL = "ada+clerk_test@acme.com"
const CODE = "424242"
const byPassword = { identifier: EMAIL, password: PASSWORD }

async function givenProtect(protect: SettingsPatch["protect"]) {
  const emulator = await emulate()
  await emulator.changeSettings({ protect: protect ?? {}, deviceTrust: { enabled: false } })
  const client = clientOf(await loadClerk(emulator))
  return { emulator, client, ada: () => emulator.addUser({ email: EMAIL, password: PASSWORD }) }
}

test("a checked sign-in continues once the proof is there, and completes", async () => {
  const { client, ada } = await givenProtect({ signIn: "check" })
  await ada()

  const signIn = await client.signIn.create(byPassword)
  expect(signIn).toMatchObject({ status: "needs_protect_check", createdSessionId: null })
  expect(signIn.protectCheck).toMatchObject({ status: "pending", expiresAt: expect.any(Number) })
  await signIn.submitProtectCheck({ proofToken: proofOf(given(signIn.protectCheck).token) })

  expect(signIn).toMatchObject({ status: "complete", protectCheck: null })
})

test("an app without Clerk's update gets the check and the earlier status", async () => {
  const { client, ada } = await givenProtect({ signIn: "check", legacyStatus: true })
  await ada()

  const signIn = await client.signIn.create(byPassword)

  expect(signIn.status).toBe("needs_first_factor")
  expect(signIn.protectCheck?.status).toBe("pending")
})

test("no code is sent while a check is pending", async () => {
  const { emulator, client } = await givenProtect({ signIn: "check" })
  await emulator.addUser({ email: "ada@acme.com" })

  const signIn = await client.signIn.create({ identifier: "ada@acme.com", strategy: "email_code" as never })
  const factor = signIn.supportedFirstFactors?.[0]
  expect(await refusalOf(signIn.prepareFirstFactor(factor as never))).toMatchObject({
    status: 403,
    code: "requires_protect_check"
  })
  expect(await emulator.inbox()).toEqual([])
  await signIn.submitProtectCheck({ proofToken: proofOf(given(signIn.protectCheck).token) })
  await signIn.prepareFirstFactor(factor as never)

  expect(signIn.status).toBe("needs_first_factor")
  expect(await emulator.inbox("ada@acme.com")).toHaveLength(1)
})

test("a checked sign-up lacks the check, and continues after it", async () => {
  const { client } = await givenProtect({ signUp: "check" })

  const signUp = await client.signUp.create({ emailAddress: EMAIL, password: PASSWORD })
  expect(signUp).toMatchObject({ status: "missing_requirements", missingFields: ["protect_check"] })
  expect(await refusalOf(signUp.prepareEmailAddressVerification())).toMatchObject({
    code: "requires_protect_check"
  })
  const proofToken = proofOf(given(signUp.protectCheck).token)
  await signUp.submitProtectCheck({ proofToken })
  expect(await refusalOf(signUp.submitProtectCheck({ proofToken }))).toMatchObject({
    code: "protect_check_already_resolved"
  })
  await signUp.prepareEmailAddressVerification()
  await signUp.attemptEmailAddressVerification({ code: CODE })

  expect(signUp.status).toBe("complete")
})

test("a wrong or late proof resolves nothing", async () => {
  const { emulator, client, ada } = await givenProtect({ signIn: "check" })
  await ada()
  const signIn = await client.signIn.create(byPassword)
  const { token } = given(signIn.protectCheck)
  const refused = { status: 422, code: "form_param_value_invalid", param: "proof_token" }

  expect(await refusalOf(signIn.submitProtectCheck({ proofToken: "no" }))).toEqual(refused)
  await emulator.moveClock(600)
  expect(await refusalOf(signIn.submitProtectCheck({ proofToken: proofOf(token) }))).toEqual(refused)
  expect(signIn.status).toBe("needs_protect_check")
})

test("a blocked user gets the app owner's message, and a reference", async () => {
  const { emulator, client } = await givenProtect({
    signIn: "block",
    blockTitle: "We couldn't verify this sign-in",
    blockDescription: "Turn off your VPN, then try again.",
    blockLinkUrl: "https://acme.com/help",
    blockLinkText: "Get help"
  })

  const error = await client.signIn.create(byPassword).catch((reason) => reason)

  expect(error).toMatchObject({
    status: 403,
    errors: [
      {
        code: "action_blocked",
        meta: {
          traceId: expect.stringMatching(/^\S{8}$/),
          title: "We couldn't verify this sign-in",
          description: "Turn off your VPN, then try again.",
          linkUrl: "https://acme.com/help",
          linkText: "Get help"
        }
      }
    ]
  })
  expect((await emulator.state()).clients[0]?.signIn).toBeNull()
})
