import { describe, expect, test } from "vitest"
import { totpCode } from "../support/totp-code"
import {
  emulate,
  given,
  loadClerk,
  PASSWORD,
  refusalOf,
  sessionOf,
  signIn,
  taskKeys,
  userOf
} from "./support"

const EMAIL = "ada@acme.com"
const TEST_PHONE = "+12015550123"
const REAL_PHONE = "+14155552671"

async function pending(settings: object = {}, user: object = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({
    mfa: { required: true, authenticatorApp: true, phoneCode: true, backupCode: true, ...settings }
  })
  await emulator.addUser({ email: EMAIL, password: PASSWORD, ...user })
  const clerk = await loadClerk(emulator)
  await signIn(clerk, EMAIL)
  return { emulator, clerk, user: userOf(clerk) }
}

test("turning the requirement on adds the task to live sessions, and off removes it", async () => {
  const { emulator, clerk } = await pending({ required: false })
  const statuses = [sessionOf(clerk).status]

  for (const required of [true, false]) {
    await emulator.changeSettings({ mfa: { required } })
    await sessionOf(clerk).reload()
    statuses.push(sessionOf(clerk).status)
  }

  expect(statuses).toEqual(["active", "pending", "active"])
})

describe("an authenticator app", () => {
  test("completes the task in the answer that verifies it, and brings ten backup codes", async () => {
    const { clerk, user } = await pending()
    const before = taskKeys(sessionOf(clerk))

    const totp = await user.createTOTP()
    const verified = await user.verifyTOTP({ code: totpCode(totp.secret) })

    expect(before).toEqual(["setup-mfa"])
    expect(totp.uri).toMatch(/^otpauth:\/\/totp\/Emulator:ada%40acme\.com\?.*issuer=Emulator/)
    expect(verified.backupCodes).toHaveLength(10)
    expect(new Set(verified.backupCodes).size).toBe(10)
    expect(sessionOf(clerk).status).toBe("active")
    expect(userOf(clerk)).toMatchObject({
      totpEnabled: true,
      twoFactorEnabled: true,
      backupCodeEnabled: true
    })
  })

  test("brings no backup codes if the instance has none", async () => {
    const { user } = await pending({ backupCode: false })
    const totp = await user.createTOTP()

    const verified = await user.verifyTOTP({ code: totpCode(totp.secret) })

    expect(verified.backupCodes ?? []).toEqual([])
  })

  test("isn't set up by a wrong code", async () => {
    const { clerk, user } = await pending()
    await user.createTOTP()

    const refusal = await refusalOf(user.verifyTOTP({ code: "000000" }))

    expect(refusal).toEqual({ status: 422, code: "form_code_incorrect", param: "code" })
    expect(taskKeys(sessionOf(clerk))).toEqual(["setup-mfa"])
  })

  test("follows the emulator's clock", async () => {
    const { emulator, user } = await pending()
    const { secret } = await user.createTOTP()
    await emulator.moveClock(3600)

    const now = await refusalOf(user.verifyTOTP({ code: totpCode(secret) }))
    const then = await user.verifyTOTP({ code: totpCode(secret, Date.now() + 3_600_000) })

    expect(now.code).toBe("form_code_incorrect")
    expect(then.verified).toBe(true)
  })

  test("has a new secret each time, until it's verified", async () => {
    const { user } = await pending()
    const first = await user.createTOTP()
    const second = await user.createTOTP()

    const old = await refusalOf(user.verifyTOTP({ code: totpCode(first.secret) }))
    await user.verifyTOTP({ code: totpCode(second.secret) })

    expect(old.code).toBe("form_code_incorrect")
    expect(await refusalOf(user.createTOTP())).toMatchObject({ status: 400, code: "totp_already_enabled" })
  })

  test("that is removed brings the task back", async () => {
    const { clerk, user } = await pending()
    const totp = await user.createTOTP()
    await user.verifyTOTP({ code: totpCode(totp.secret) })

    await userOf(clerk).disableTOTP()

    expect(taskKeys(sessionOf(clerk))).toEqual(["setup-mfa"])
    expect(userOf(clerk).backupCodeEnabled).toBe(false)
  })

  test("can't be set up if the instance has none", async () => {
    const { user } = await pending({ authenticatorApp: false })

    expect(await refusalOf(user.createTOTP())).toMatchObject({ status: 403 })
  })
})

describe("a phone number", () => {
  test("completes the task when it is verified and reserved", async () => {
    const { clerk, user } = await pending()

    const phone = await user.createPhoneNumber({ phoneNumber: "+1 (201) 555-0123" })
    await phone.prepareVerification()
    const verified = await phone.attemptVerification({ code: "424242" })
    const between = taskKeys(sessionOf(clerk))
    const reserved = await verified.setReservedForSecondFactor({ reserved: true })

    expect(phone.phoneNumber).toBe(TEST_PHONE)
    expect(verified.verification.status).toBe("verified")
    expect(between).toEqual(["setup-mfa"])
    expect(reserved.backupCodes).toHaveLength(10)
    expect(reserved.defaultSecondFactor).toBe(true)
    expect(sessionOf(clerk).status).toBe("active")
  })

  test("that was verified before only has to be reserved", async () => {
    const { clerk, user } = await pending({}, { phone: TEST_PHONE })

    await user.phoneNumbers[0]?.setReservedForSecondFactor({ reserved: true })

    expect(sessionOf(clerk).status).toBe("active")
  })

  test("gets its code by text message", async () => {
    const { emulator, user } = await pending()
    const phone = await user.createPhoneNumber({ phoneNumber: REAL_PHONE })

    await phone.prepareVerification()
    const [message] = await emulator.inbox(REAL_PHONE)
    const verified = await phone.attemptVerification({ code: given(message).code })

    expect(message).toMatchObject({ channel: "sms", code: expect.stringMatching(/^\d{6}$/) })
    expect(verified.verification.status).toBe("verified")
  })

  test("isn't verified by a wrong code", async () => {
    const { user } = await pending()
    const phone = await user.createPhoneNumber({ phoneNumber: TEST_PHONE })
    await phone.prepareVerification()

    expect(await refusalOf(phone.attemptVerification({ code: "000000" }))).toEqual({
      status: 422,
      code: "form_code_incorrect",
      param: "code"
    })
  })

  test("can't be reserved before it's verified", async () => {
    const { clerk, user } = await pending()
    const phone = await user.createPhoneNumber({ phoneNumber: TEST_PHONE })

    const refusal = await refusalOf(phone.setReservedForSecondFactor({ reserved: true }))

    expect(refusal.status).toBe(400)
    expect(taskKeys(sessionOf(clerk))).toEqual(["setup-mfa"])
  })

  test.each(["12345", "not a number", "+999 123", "+1 201 555"])(
    "is refused if it isn't valid: %s",
    async (text) => {
      const { user } = await pending()

      expect(await refusalOf(user.createPhoneNumber({ phoneNumber: text }))).toEqual({
        status: 422,
        code: "form_param_format_invalid",
        param: "phone_number"
      })
    }
  )

  test("of another user is refused", async () => {
    const { emulator, user } = await pending()
    await emulator.addUser({ email: "bob@acme.com", phone: TEST_PHONE })

    expect(await refusalOf(user.createPhoneNumber({ phoneNumber: TEST_PHONE }))).toEqual({
      status: 422,
      code: "form_identifier_exists",
      param: "phone_number"
    })
  })

  test("can be added again while it is unverified", async () => {
    const { clerk, user } = await pending()
    await user.createPhoneNumber({ phoneNumber: TEST_PHONE })

    await user.createPhoneNumber({ phoneNumber: TEST_PHONE })

    expect(userOf(clerk).phoneNumbers).toHaveLength(1)
  })

  test("that is deleted brings the task back", async () => {
    const { clerk } = await pending({}, { phone: TEST_PHONE })
    await userOf(clerk).phoneNumbers[0]?.setReservedForSecondFactor({ reserved: true })

    await userOf(clerk).phoneNumbers[0]?.destroy()

    expect(taskKeys(sessionOf(clerk))).toEqual(["setup-mfa"])
  })
})

describe("backup codes", () => {
  test("alone do not complete the task", async () => {
    const { user } = await pending()

    expect(await refusalOf(user.createBackupCode())).toMatchObject({
      status: 400,
      code: "backup_codes_not_available"
    })
  })

  test("are replaced by new ones", async () => {
    const { clerk, user } = await pending()
    const { secret } = await user.createTOTP()
    const { backupCodes } = await user.verifyTOTP({ code: totpCode(secret) })

    const { codes } = await userOf(clerk).createBackupCode()

    expect(codes).toHaveLength(10)
    expect(codes.some((code) => backupCodes?.includes(code))).toBe(false)
  })
})
