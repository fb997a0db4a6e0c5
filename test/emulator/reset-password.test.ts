import { describe, expect, test } from "vitest"
import {
  clientOf,
  emulate,
  loadClerk,
  PASSWORD,
  refusalOf,
  sessionOf,
  signIn,
  signInElsewhere,
  taskKeys,
  userOf
} from "./support"

const EMAIL = "ada@acme.com"
const BETTER = "tin-whistle-under-9-stars"

async function signedIn({ settings = {}, user = {} }: { settings?: object; user?: object } = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({ signIn: { emailCode: false } })
  await emulator.changeSettings(settings)
  const { id } = await emulator.addUser({ email: EMAIL, password: PASSWORD, ...user })
  const clerk = await loadClerk(emulator)
  await signIn(clerk, EMAIL)
  return { emulator, userId: id, clerk, change: userOf(clerk).updatePassword.bind(userOf(clerk)) }
}

const compromised = { user: { passwordCompromised: true } }

test("a new password completes the task, without the current one", async () => {
  const { clerk, change } = await signedIn(compromised)
  const before = taskKeys(sessionOf(clerk))

  await change({ newPassword: BETTER })

  expect(before).toEqual(["reset-password"])
  expect(sessionOf(clerk).status).toBe("active")
  expect(sessionOf(clerk).currentTask).toBeUndefined()
})

test("only the new password works afterwards", async () => {
  const { emulator, change } = await signedIn(compromised)
  await change({ newPassword: BETTER })

  const attempt = async (password: string) => signIn(await loadClerk(emulator), EMAIL, password)

  expect((await attempt(BETTER)).status).toBe("active")
  expect(await refusalOf(attempt(PASSWORD))).toMatchObject({ code: "form_password_incorrect" })
})

test("an admin adds the task to a live session", async () => {
  const { emulator, userId, clerk } = await signedIn()
  const before = sessionOf(clerk).status

  await emulator.changeUser(userId, { passwordCompromised: true })
  await sessionOf(clerk).reload()

  expect(before).toBe("active")
  expect(taskKeys(sessionOf(clerk))).toEqual(["reset-password"])
})

test("other sessions are signed out on request, and only then", async () => {
  const { emulator, change } = await signedIn(compromised)
  const elsewhere = await signInElsewhere(emulator, EMAIL)
  const sessionsThere = async () => (await elsewhere.client()).sessions.length

  await change({ newPassword: BETTER, signOutOfOtherSessions: false })
  const kept = await sessionsThere()
  await change({ newPassword: "yet-another-1-to-keep", signOutOfOtherSessions: true })
  const ended = await sessionsThere()

  expect(kept).toBe(1)
  expect(ended).toBe(0)
})

describe("a new password is refused", () => {
  const refused = async (password: string, rules: object = {}) => {
    const { change, clerk } = await signedIn({ ...compromised, settings: { password: rules } })
    const refusal = await refusalOf(change({ newPassword: password }))
    expect(taskKeys(sessionOf(clerk))).toEqual(["reset-password"])
    expect(refusal).toMatchObject({ status: 422, param: "new_password" })
    return refusal.code
  }

  test.each([
    ["form_new_password_matches_current", PASSWORD, {}],
    ["form_password_length_too_short", "short", {}],
    ["form_password_length_too_short", "elevenchars", { minLength: 12 }],
    ["form_password_length_too_long", "x".repeat(73), {}],
    ["form_password_length_too_long", "x".repeat(41), { maxLength: 40 }],
    ["form_password_size_in_bytes_exceeded", "ü".repeat(40), {}],
    ["form_password_no_uppercase", "all-lower-9", { requireUppercase: true }],
    ["form_password_no_lowercase", "ALL-UPPER-9", { requireLowercase: true }],
    ["form_password_no_number", "no-number-here", { requireNumbers: true }],
    ["form_password_no_special_char", "plainletters9", { requireSpecial: true }],
    ["form_password_matches_identifier", EMAIL, {}],
    ["form_password_pwned", "Password123", { checkCompromised: true }],
    ["form_password_not_strong_enough", "qwertyuiop", { minStrength: 3 }]
  ])("%s: %s", async (code, password, rules) => {
    expect(await refused(password, rules)).toBe(code)
  })

  test("with all its problems at once", async () => {
    const { change } = await signedIn({
      ...compromised,
      settings: { password: { requireUppercase: true, requireNumbers: true } }
    })

    const error = await change({ newPassword: "lower" }).catch((reason) => reason)

    expect(error.errors.map(({ code }: { code: string }) => code)).toEqual([
      "form_password_length_too_short",
      "form_password_no_uppercase",
      "form_password_no_number"
    ])
  })

  test("with suggestions if it's weak", async () => {
    const { change } = await signedIn({ ...compromised, settings: { password: { minStrength: 4 } } })

    const error = await change({ newPassword: "qwertyuiop" }).catch((reason) => reason)

    expect(error.errors[0].meta.zxcvbn.suggestions[0].code).toBe("anotherWord")
  })
})

describe("without the task", () => {
  test("the current password is required once the sign-in is no longer recent", async () => {
    const { emulator, change } = await signedIn()
    await emulator.moveClock(11 * 60)

    const missing = await refusalOf(change({ newPassword: BETTER }))
    const wrong = await refusalOf(change({ newPassword: BETTER, currentPassword: "wrong" }))
    const user = await change({ newPassword: BETTER, currentPassword: PASSWORD })

    expect(missing).toEqual({ status: 422, code: "form_param_missing", param: "current_password" })
    expect(wrong).toEqual({
      status: 422,
      code: "form_password_validation_failed",
      param: "current_password"
    })
    expect(user.passwordEnabled).toBe(true)
  })

  test("a user without a password has no current one", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: "bob+clerk_test@acme.com" })
    const clerk = await loadClerk(emulator)
    const attempt = await clientOf(clerk).signIn.create({
      identifier: "bob+clerk_test@acme.com",
      strategy: "email_code"
    } as never)
    await attempt.attemptFirstFactor({ strategy: "email_code", code: "424242" })
    await clerk.setActive({ session: attempt.createdSessionId })

    const refusal = await refusalOf(
      userOf(clerk).updatePassword({ newPassword: BETTER, currentPassword: PASSWORD })
    )
    await userOf(clerk).updatePassword({ newPassword: BETTER })

    expect(refusal).toMatchObject({ status: 400, code: "no_password_set" })
    expect(userOf(clerk).passwordEnabled).toBe(true)
  })
})
