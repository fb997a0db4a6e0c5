import { expect, test } from "vitest"
import { totpCode } from "../support/totp-code"
import { clientOf, emulate, loadClerk, PASSWORD, refusalOf, sessionOf, signIn, userOf } from "./support"

const EMAIL = "ada+clerk_test@acme.com"

async function signedIn(settings: object, user: object = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({ mfa: { authenticatorApp: true, phoneCode: true }, ...settings })
  const { totpSecret } = await emulator.addUser({ email: EMAIL, password: PASSWORD, ...user })
  const clerk = await loadClerk(emulator)
  if (totpSecret) {
    const attempt = await clientOf(clerk).signIn.create({ identifier: EMAIL, password: PASSWORD })
    await attempt.attemptSecondFactor({ strategy: "totp", code: totpCode(totpSecret) })
    await clerk.setActive({ session: attempt.createdSessionId })
  } else await signIn(clerk, EMAIL)
  return { emulator, clerk, user: userOf(clerk), session: sessionOf(clerk), totpSecret }
}

const on = { reverification: { enabled: true } }

test("right after the sign-in nothing is required", async () => {
  const { user } = await signedIn(on)

  expect((await user.createTOTP()).secret).toBeTruthy()
})

test("after ten minutes sensitive calls are refused until the password is proved again", async () => {
  const { emulator, user, session } = await signedIn(on)
  await emulator.moveClock(10 * 60)

  const refusals = [
    await refusalOf(user.createTOTP()),
    await refusalOf(user.createPhoneNumber({ phoneNumber: "+12015550123" })),
    await refusalOf(user.updatePassword({ newPassword: "tin-whistle-under-9-stars" })),
    await refusalOf(user.delete())
  ]
  const started = await session.startVerification({ level: "second_factor" })
  const wrong = await refusalOf(
    session.attemptFirstFactorVerification({ strategy: "password", password: "no" })
  )
  const done = await session.attemptFirstFactorVerification({ strategy: "password", password: PASSWORD })
  const totp = await user.createTOTP()

  expect(refusals.map(({ status, code }) => [status, code])).toEqual(
    Array(4).fill([403, "session_reverification_required"])
  )
  // Without a second factor the first one is required.
  expect(started).toMatchObject({ status: "needs_first_factor", level: "first_factor" })
  expect(started.supportedFirstFactors?.map(({ strategy }) => strategy)).toEqual(["password", "email_code"])
  expect(wrong.code).toBe("form_password_incorrect")
  expect(done.status).toBe("complete")
  expect(totp.secret).toBeTruthy()
})

test("a code by email proves it too", async () => {
  const { emulator, clerk, user, session } = await signedIn(on)
  await emulator.moveClock(3600)
  const [email] = user.emailAddresses

  await session.startVerification({ level: "first_factor" })
  await session.prepareFirstFactorVerification({ strategy: "email_code", emailAddressId: email?.id ?? "" })
  const done = await session.attemptFirstFactorVerification({ strategy: "email_code", code: "424242" })

  expect(done.status).toBe("complete")
  expect(sessionOf(clerk).factorVerificationAge?.[0]).toBe(0)
})

test("a user with a second factor proves that one", async () => {
  const { emulator, session, totpSecret } = await signedIn(on, { totp: true })
  await emulator.moveClock(3600)

  const started = await session.startVerification({ level: "second_factor" })
  const done = await session.attemptSecondFactorVerification({
    strategy: "totp",
    code: totpCode(totpSecret, Date.now() + 3_600_000)
  })

  expect(started.status).toBe("needs_second_factor")
  expect(started.supportedSecondFactors?.map(({ strategy }) => strategy)).toEqual(["totp"])
  expect(done.status).toBe("complete")
})

test("the highest level takes both factors, one after the other", async () => {
  const { session, totpSecret } = await signedIn(on, { totp: true })

  await session.startVerification({ level: "multi_factor" })
  const first = await session.attemptFirstFactorVerification({ strategy: "password", password: PASSWORD })
  // No code is accepted twice, but the next one is accepted a little early.
  const second = await session.attemptSecondFactorVerification({
    strategy: "totp",
    code: totpCode(totpSecret, Date.now() + 30_000)
  })

  expect([first.status, second.status]).toEqual(["needs_second_factor", "complete"])
})

test("steps out of turn are refused", async () => {
  const { session } = await signedIn(on)
  const prove = () => session.attemptFirstFactorVerification({ strategy: "password", password: PASSWORD })

  const early = await refusalOf(prove())
  await session.startVerification({ level: "first_factor" })
  await prove()
  const late = await refusalOf(prove())

  expect(early).toMatchObject({ status: 400, code: "session_reverification_missing" })
  expect(late).toMatchObject({ status: 400, code: "invalid_action_for_session_reverification" })
})

test("the window can be made narrower", async () => {
  const { emulator, user } = await signedIn({ reverification: { enabled: true, windowMinutes: 1 } })

  await emulator.moveClock(60)

  expect(await refusalOf(user.createTOTP())).toMatchObject({ code: "session_reverification_required" })
})

test("with `force`, a fresh sign-in doesn't count", async () => {
  const { user, session } = await signedIn({ reverification: { force: true } })

  const refusal = await refusalOf(user.createTOTP())
  await session.startVerification({ level: "first_factor" })
  await session.attemptFirstFactorVerification({ strategy: "password", password: PASSWORD })

  expect(refusal).toMatchObject({ status: 403, code: "session_reverification_required" })
  expect((await user.createTOTP()).secret).toBeTruthy()
})
