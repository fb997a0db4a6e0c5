import { beforeEach, describe, expect, test, vi } from "vitest"
import {
  attemptReverification,
  sendReverificationCode,
  startReverification
} from "~background/clerk/reverification"
import type { Clerk } from "~background/clerk/sdk"
import { installFakeChrome } from "../../../support/fake-chrome"

beforeEach(() => {
  installFakeChrome()
})

/** A session whose verification has this answer. */
function sessionWith(verification: object) {
  const session = {
    startVerification: vi.fn(async () => verification),
    attemptFirstFactorVerification: vi.fn(async () => verification),
    attemptSecondFactorVerification: vi.fn(async () => verification),
    prepareFirstFactorVerification: vi.fn(async () => verification),
    prepareSecondFactorVerification: vi.fn(async () => verification)
  }
  return { session, clerk: { session } as unknown as Clerk }
}

test("only first factors that work here are offered", async () => {
  const { clerk, session } = sessionWith({
    status: "needs_first_factor",
    supportedFirstFactors: [
      { strategy: "password" },
      { strategy: "passkey" },
      { strategy: "email_code", emailAddressId: "idn_1", safeIdentifier: "a••@example.com" },
      { strategy: "phone_code", phoneNumberId: "idn_2", safeIdentifier: "+1•••100" },
      { strategy: "enterprise_sso", emailAddressId: "idn_1" },
      { strategy: "oauth_google" }
    ],
    supportedSecondFactors: [{ strategy: "totp" }]
  })

  expect(await startReverification(clerk)).toEqual({
    status: "needs-first-factor",
    factors: [
      { level: "first", strategy: "password" },
      { level: "first", strategy: "passkey" },
      { level: "first", strategy: "email_code", sendTo: { id: "idn_1", label: "a••@example.com" } },
      { level: "first", strategy: "phone_code", sendTo: { id: "idn_2", label: "+1•••100" } }
    ]
  })
  expect(session.startVerification).toHaveBeenCalledExactlyOnceWith({ level: "second_factor" })
})

test("only second factors that work here are offered", async () => {
  const { clerk } = sessionWith({
    status: "needs_second_factor",
    supportedFirstFactors: [{ strategy: "password" }],
    supportedSecondFactors: [
      { strategy: "totp" },
      { strategy: "phone_code", phoneNumberId: "idn_2", safeIdentifier: "+1•••100" },
      { strategy: "backup_code" },
      { strategy: "passkey" },
      { strategy: "of_a_newer_clerk" }
    ]
  })

  expect(await startReverification(clerk)).toEqual({
    status: "needs-second-factor",
    factors: [
      { level: "second", strategy: "totp" },
      { level: "second", strategy: "phone_code", sendTo: { id: "idn_2", label: "+1•••100" } },
      { level: "second", strategy: "backup_code" },
      { level: "second", strategy: "passkey" }
    ]
  })
})

test.for([
  ["needs_first_factor", "needs-first-factor"],
  ["needs_second_factor", "needs-second-factor"]
])("if Clerk names no factors, there are none: %s", async ([status, expected]) => {
  const { clerk } = sessionWith({ status, supportedFirstFactors: null, supportedSecondFactors: null })

  expect(await startReverification(clerk)).toEqual({ status: expected, factors: [] })
})

describe("the proof", () => {
  test("of a first factor goes to Clerk as one, without our own claim", async () => {
    const { clerk, session } = sessionWith({ status: "complete" })

    const answer = await attemptReverification(clerk, {
      level: "first",
      strategy: "password",
      password: "secret"
    })

    expect(answer).toEqual({ status: "complete" })
    expect(session.attemptFirstFactorVerification).toHaveBeenCalledExactlyOnceWith({
      strategy: "password",
      password: "secret"
    })
    expect(session.attemptSecondFactorVerification).not.toHaveBeenCalled()
  })

  test("of a second factor goes to Clerk as one", async () => {
    const { clerk, session } = sessionWith({ status: "complete" })

    await attemptReverification(clerk, { level: "second", strategy: "totp", code: "123456" })

    expect(session.attemptSecondFactorVerification).toHaveBeenCalledExactlyOnceWith({
      strategy: "totp",
      code: "123456"
    })
    expect(session.attemptFirstFactorVerification).not.toHaveBeenCalled()
  })
})

describe("a code goes to", () => {
  test("the email address", async () => {
    const { clerk, session } = sessionWith({})

    await sendReverificationCode(clerk, { level: "first", strategy: "email_code", id: "idn_1" })

    expect(session.prepareFirstFactorVerification).toHaveBeenCalledExactlyOnceWith({
      strategy: "email_code",
      emailAddressId: "idn_1"
    })
  })

  test("the number that is a first factor", async () => {
    const { clerk, session } = sessionWith({})

    await sendReverificationCode(clerk, { level: "first", strategy: "phone_code", id: "idn_2" })

    expect(session.prepareFirstFactorVerification).toHaveBeenCalledExactlyOnceWith({
      strategy: "phone_code",
      phoneNumberId: "idn_2"
    })
  })

  test("the number that is a second factor", async () => {
    const { clerk, session } = sessionWith({})

    await sendReverificationCode(clerk, { level: "second", strategy: "phone_code", id: "idn_2" })

    expect(session.prepareSecondFactorVerification).toHaveBeenCalledExactlyOnceWith({
      strategy: "phone_code",
      phoneNumberId: "idn_2"
    })
    expect(session.prepareFirstFactorVerification).not.toHaveBeenCalled()
  })
})
