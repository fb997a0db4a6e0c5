import { describe, expect, test } from "vitest"
import { totpCode } from "../support/totp-code"
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

const EMAIL = "ada@acme.com"
const TEST_EMAIL = "ada+clerk_test@acme.com"

describe("with a password", () => {
  test("a user signs in and has an active session", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const clerk = await loadClerk(emulator)

    const session = await signIn(clerk, EMAIL)

    expect(session.status).toBe("active")
    expect(clerk.user?.primaryEmailAddress?.emailAddress).toBe(EMAIL)
    expect(taskKeys(session)).toEqual([])
  })

  test("the session is still there when the SDK loads again with the stored token", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const stored = {}
    const session = await signIn(await loadClerk(emulator, stored), EMAIL)

    const reloaded = await loadClerk(emulator, stored)

    expect(reloaded.session?.id).toBe(session.id)
  })

  test("a wrong password is refused, and the right one still works", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const clerk = await loadClerk(emulator)

    const refusal = await refusalOf(clientOf(clerk).signIn.create({ identifier: EMAIL, password: "wrong" }))
    const session = await signIn(clerk, EMAIL)

    expect(refusal).toEqual({ status: 422, code: "form_password_incorrect", param: "password" })
    expect(session.status).toBe("active")
  })

  test("an unknown address is refused", async () => {
    const clerk = await loadClerk(await emulate())

    const refusal = await refusalOf(
      clientOf(clerk).signIn.create({ identifier: "nobody@acme.com", password: "x" })
    )

    expect(refusal).toEqual({ status: 422, code: "form_identifier_not_found", param: "identifier" })
  })

  test("a compromised password is refused while there is another way in", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: TEST_EMAIL, password: PASSWORD, passwordCompromised: true })
    const clerk = await loadClerk(emulator)
    const attempt = await clientOf(clerk).signIn.create({ identifier: TEST_EMAIL })

    const refusal = await refusalOf(attempt.attemptFirstFactor({ strategy: "password", password: PASSWORD }))
    const email = attempt.supportedFirstFactors?.find(({ strategy }) => strategy === "email_code")
    await attempt.prepareFirstFactor(email as never)
    const done = await attempt.attemptFirstFactor({ strategy: "email_code", code: "424242" })

    expect(refusal).toEqual({ status: 422, code: "form_password_compromised", param: "password" })
    expect(done.status).toBe("complete")
    expect(taskKeys(clientOf(clerk).sessions[0])).toEqual(["reset-password"])
  })
})

describe("with a code by email", () => {
  async function identified(email: string) {
    const emulator = await emulate()
    await emulator.addUser({ email })
    const stored: { token?: string } = {}
    const clerk = await loadClerk(emulator, stored)
    const attempt = await clientOf(clerk).signIn.create({ identifier: email })
    const factor = attempt.supportedFirstFactors?.[0]
    return { emulator, stored, attempt, send: () => attempt.prepareFirstFactor(factor as never) }
  }
  const enter = (code: string) => ({ strategy: "email_code" as const, code })

  test("the code from the inbox completes the sign-in", async () => {
    const { emulator, attempt, send } = await identified(EMAIL)

    await send()
    const [message] = await emulator.inbox(EMAIL)
    const done = await attempt.attemptFirstFactor(enter(given(message).code))

    expect(message).toMatchObject({ to: EMAIL, channel: "email" })
    expect(done.status).toBe("complete")
  })

  test("a test address accepts 424242, and nothing is sent", async () => {
    const { emulator, attempt, send } = await identified(TEST_EMAIL)

    await send()
    const done = await attempt.attemptFirstFactor(enter("424242"))

    expect(done.status).toBe("complete")
    expect(await emulator.inbox()).toEqual([])
  })

  test("any other address refuses 424242", async () => {
    const { attempt, send } = await identified(EMAIL)

    await send()

    expect(await refusalOf(attempt.attemptFirstFactor(enter("424242")))).toMatchObject({
      status: 422,
      code: "form_code_incorrect",
      param: "code"
    })
  })

  test("a code works for ten minutes", async () => {
    const { emulator, attempt, send } = await identified(TEST_EMAIL)
    await send()

    await emulator.moveClock(10 * 60)

    expect(await refusalOf(attempt.attemptFirstFactor(enter("424242")))).toMatchObject({
      status: 400,
      code: "verification_expired"
    })
  })

  test("the fifth wrong code ends the verification, even for the right one", async () => {
    const { attempt, send } = await identified(TEST_EMAIL)
    await send()

    const codes = []
    for (let times = 0; times < 5; times += 1) {
      codes.push((await refusalOf(attempt.attemptFirstFactor(enter("000000")))).code)
    }

    expect(codes).toEqual([...Array(4).fill("form_code_incorrect"), "verification_failed"])
    expect(await refusalOf(attempt.attemptFirstFactor(enter("424242")))).toMatchObject({
      code: "verification_failed"
    })
  })

  test("another code can be requested after 30 seconds", async () => {
    const { emulator, stored, attempt, send } = await identified(EMAIL)
    await send()
    // For a while the SDK answers a second call itself.
    const resend = () =>
      request(emulator, `/client/sign_ins/${attempt.id}/prepare_first_factor`, {
        method: "POST",
        token: stored.token,
        body: { strategy: "email_code" }
      })

    const early = await resend()
    await emulator.moveClock(30)
    const later = await resend()

    expect(early.status).toBe(429)
    expect(early.headers.get("retry-after")).toBe("30")
    expect(early.json().errors[0].code).toBe("verification_code_too_many_requests")
    expect(later.status).toBe(200)
    expect(await emulator.inbox(EMAIL)).toHaveLength(2)
  })
})

describe("with a second factor", () => {
  test("the authenticator app's code is required", async () => {
    const emulator = await emulate()
    const { totpSecret } = await emulator.addUser({ email: EMAIL, password: PASSWORD, totp: true })
    const clerk = await loadClerk(emulator)

    const attempt = await clientOf(clerk).signIn.create({ identifier: EMAIL, password: PASSWORD })
    const { status, supportedSecondFactors } = attempt
    await attempt.attemptSecondFactor({ strategy: "totp", code: totpCode(totpSecret) })

    expect(status).toBe("needs_second_factor")
    expect(supportedSecondFactors?.map(({ strategy }) => strategy)).toEqual(["totp"])
    expect(clientOf(clerk).sessions[0]?.factorVerificationAge).toEqual([0, 0])
  })

  test("a text message is sent to the reserved number", async () => {
    const emulator = await emulate()
    const phone = "+12025550143"
    await emulator.addUser({ email: EMAIL, password: PASSWORD, phone, phoneSecondFactor: true })
    const clerk = await loadClerk(emulator)

    const attempt = await clientOf(clerk).signIn.create({ identifier: EMAIL, password: PASSWORD })
    const [factor] = attempt.supportedSecondFactors ?? []
    await attempt.prepareSecondFactor({ strategy: "phone_code" })
    const done = await attempt.attemptSecondFactor({ strategy: "phone_code", code: "424242" })

    expect(factor).toMatchObject({ strategy: "phone_code", safeIdentifier: "+1******0143" })
    expect(done.status).toBe("complete")
  })

  test("each backup code works once", async () => {
    const emulator = await emulate()
    await emulator.changeSettings({ mfa: { backupCode: true } })
    const { backupCodes } = await emulator.addUser({ email: EMAIL, password: PASSWORD, totp: true })
    const enter = async () => {
      const attempt = await clientOf(await loadClerk(emulator)).signIn.create({
        identifier: EMAIL,
        password: PASSWORD
      })
      return attempt.attemptSecondFactor({ strategy: "backup_code", code: given(backupCodes?.[0]) })
    }

    const first = await enter()

    expect(first.status).toBe("complete")
    expect(backupCodes).toHaveLength(10)
    expect(await refusalOf(enter())).toMatchObject({ status: 422, code: "form_code_incorrect" })
  })

  test("a code of the app works within 30 seconds of its time, and never twice", async () => {
    const emulator = await emulate()
    const { totpSecret } = await emulator.addUser({ email: EMAIL, password: PASSWORD, totp: true })
    const enter = async (code: string) => {
      const attempt = await clientOf(await loadClerk(emulator)).signIn.create({
        identifier: EMAIL,
        password: PASSWORD
      })
      return attempt.attemptSecondFactor({ strategy: "totp", code })
    }
    const now = Date.now()

    const old = await refusalOf(enter(totpCode(totpSecret, now - 90_000)))
    const previous = await enter(totpCode(totpSecret, now))
    const again = await refusalOf(enter(totpCode(totpSecret, now)))

    expect(old.code).toBe("form_code_incorrect")
    expect(previous.status).toBe("complete")
    expect(again.code).toBe("form_code_incorrect")
  })
})

describe("with a forgotten password", () => {
  test("a code by email leads to a new password, and to a session", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: TEST_EMAIL, password: PASSWORD, passwordCompromised: true })
    const clerk = await loadClerk(emulator)

    const attempt = await clientOf(clerk).signIn.create({
      strategy: "reset_password_email_code",
      identifier: TEST_EMAIL
    })
    const proved = await attempt.attemptFirstFactor({ strategy: "reset_password_email_code", code: "424242" })
    const { status } = proved
    const weak = await refusalOf(attempt.resetPassword({ password: "short" }))
    await attempt.resetPassword({ password: "an-entirely-new-one-9" })

    expect(status).toBe("needs_new_password")
    expect(weak).toEqual({ status: 422, code: "form_password_length_too_short", param: "password" })
    expect(clientOf(clerk).sessions.map((session) => session.status)).toEqual(["active"])
  })

  test("the second factor is still required", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: TEST_EMAIL, password: PASSWORD, totp: true })
    const clerk = await loadClerk(emulator)

    const attempt = await clientOf(clerk).signIn.create({
      strategy: "reset_password_email_code",
      identifier: TEST_EMAIL
    })
    await attempt.attemptFirstFactor({ strategy: "reset_password_email_code", code: "424242" })
    const done = await attempt.resetPassword({ password: "an-entirely-new-one-9" })

    expect(done.status).toBe("needs_second_factor")
  })
})

describe("as a user who is kept out", () => {
  test("ten failures lock the user for an hour, and the right password doesn't help", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const clerk = await loadClerk(emulator)
    const enter = (password: string) => clientOf(clerk).signIn.create({ identifier: EMAIL, password })

    const codes = []
    for (let times = 0; times < 10; times += 1) codes.push((await refusalOf(enter("wrong"))).code)
    const locked = await refusalOf(enter(PASSWORD))
    await emulator.moveClock(60 * 60)
    const later = await enter(PASSWORD)

    expect(codes).toEqual([...Array(9).fill("form_password_incorrect"), "user_locked"])
    expect(locked).toMatchObject({ status: 403, code: "user_locked" })
    expect(later.status).toBe("complete")
  })

  test.each([
    [{ banned: true }, "user_banned"],
    [{ deactivated: true }, "user_deactivated"]
  ])("%j ends the sessions and refuses new ones", async (change, code) => {
    const emulator = await emulate()
    const { id } = await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const clerk = await loadClerk(emulator)
    const session = await signIn(clerk, EMAIL)

    await emulator.changeUser(id, change)

    await session.getToken({ skipCache: true }).catch(() => {})
    expect((await emulator.state()).sessions).toMatchObject([{ id: session.id, status: "revoked" }])
    expect(
      await refusalOf((await loadClerk(emulator)).client?.signIn.create({ identifier: EMAIL }))
    ).toMatchObject({
      status: 403,
      code
    })
  })
})

describe("while a user is already signed in", () => {
  test("an instance for single sessions refuses another sign-in", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const clerk = await loadClerk(emulator)
    await signIn(clerk, EMAIL)

    const refusal = await refusalOf(clientOf(clerk).signIn.create({ identifier: EMAIL, password: PASSWORD }))

    expect(refusal).toMatchObject({ status: 400, code: "session_exists" })
  })

  test("an instance for several accepts other users, each with their own tasks", async () => {
    const emulator = await emulate()
    await emulator.changeSettings({ session: { multiSession: true }, signIn: { emailCode: false } })
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    await emulator.addUser({ email: "bob@acme.com", password: PASSWORD, passwordCompromised: true })
    const clerk = await loadClerk(emulator)
    await signIn(clerk, EMAIL)

    await signIn(clerk, "bob@acme.com")
    const again = await refusalOf(clientOf(clerk).signIn.create({ identifier: EMAIL, password: PASSWORD }))

    expect(clientOf(clerk).sessions.map(({ status }) => status)).toEqual(["active", "pending"])
    expect(taskKeys(sessionOf(clerk))).toEqual(["reset-password"])
    expect(again).toMatchObject({ status: 400, code: "identifier_already_signed_in" })
  })
})
