import { beforeEach, describe, expect, test, vi } from "vitest"
import { startPasskey } from "~background/clerk/passkey"
import { changePassword, checkPassword } from "~background/clerk/password"
import type { Clerk } from "~background/clerk/sdk"
import { attemptFirstFactor, attemptSecondFactor, sendCode, setNewPassword } from "~background/clerk/sign-in"
import { joinWaitlist, readWaitlistedAs } from "~background/clerk/waitlist"
import { installFakeChrome } from "../../../support/fake-chrome"
import { text } from "../../../support/texts"

beforeEach(() => {
  installFakeChrome()
})

const expired = { failure: { code: "expired", message: text("errorAttemptExpired") } }
const idle = { status: null, strategy: null }

/** Clerk with a sign-in in this state, which each call leaves as it is. */
function clerkWith(parts: object = {}, session: object = {}) {
  const signIn: Record<string, unknown> = {
    id: "sia_1",
    status: "needs_first_factor",
    identifier: "ada@example.com",
    supportedFirstFactors: [],
    supportedSecondFactors: [],
    firstFactorVerification: idle,
    secondFactorVerification: idle,
    ...parts
  }
  const call = () => vi.fn(async () => signIn)
  const calls = {
    create: call(),
    prepareFirstFactor: call(),
    prepareSecondFactor: call(),
    attemptFirstFactor: call(),
    attemptSecondFactor: call(),
    resetPassword: call()
  }
  Object.assign(signIn, calls)
  const clerk = {
    client: { signIn, signUp: { id: undefined }, signedInSessions: [] },
    session: { id: "sess_1", ...session },
    __internal_environment: {
      isSingleSession: () => true,
      displayConfig: { applicationName: "", homeUrl: "", signInUrl: "https://app.example.com/sign-in" },
      organizationSettings: { slug: {}, organizationCreationDefaults: {} },
      userSettings: {
        attributes: {},
        social: {},
        enterpriseSSO: {},
        passkeySettings: {},
        signUp: {},
        passwordSettings: {}
      }
    }
  } as unknown as Clerk
  return { clerk, ...calls }
}

const emailCode = { strategy: "email_code", emailAddressId: "idn_1", safeIdentifier: "ada@example.com" }
const phoneCode = { strategy: "phone_code", phoneNumberId: "idn_2", safeIdentifier: "+1•••100" }

describe("a code is sent", () => {
  test.for([
    ["email_code", { strategy: "email_code", emailAddressId: "idn_1" }],
    ["reset_password_email_code", { strategy: "reset_password_email_code", emailAddressId: "idn_1" }],
    ["phone_code", { strategy: "phone_code", phoneNumberId: "idn_2" }],
    ["reset_password_phone_code", { strategy: "reset_password_phone_code", phoneNumberId: "idn_2" }]
  ] as const)("as a first factor: %s", async ([strategy, expected]) => {
    const offered = [
      emailCode,
      phoneCode,
      { ...emailCode, strategy: "reset_password_email_code" },
      { ...phoneCode, strategy: "reset_password_phone_code" }
    ]
    const { clerk, prepareFirstFactor } = clerkWith({ supportedFirstFactors: offered })
    const id = strategy.includes("email") ? "idn_1" : "idn_2"

    await sendCode(clerk, { for: "first-factor", strategy, id })

    expect(prepareFirstFactor).toHaveBeenCalledExactlyOnceWith(expected)
    expect(await chrome.storage.session.get("sent-to")).toEqual({
      "sent-to": { attemptId: "sia_1", strategy, id }
    })
  })

  test.for([
    ["email_code", { strategy: "email_code", emailAddressId: "idn_1" }],
    ["phone_code", { strategy: "phone_code", phoneNumberId: "idn_2" }]
  ] as const)("as a second factor: %s", async ([strategy, expected]) => {
    const { clerk, prepareSecondFactor } = clerkWith({
      status: "needs_second_factor",
      supportedSecondFactors: [emailCode, phoneCode]
    })
    const id = strategy === "email_code" ? "idn_1" : "idn_2"

    await sendCode(clerk, { for: "second-factor", strategy, id })

    expect(prepareSecondFactor).toHaveBeenCalledExactlyOnceWith(expected)
  })

  test.for([
    ["that Clerk does not offer", { strategy: "phone_code", id: "idn_2" }],
    ["for another address", { strategy: "email_code", id: "idn_9" }]
  ] as const)("but not one %s", async ([_, request]) => {
    const { clerk, prepareFirstFactor } = clerkWith({ supportedFirstFactors: [emailCode] })

    await expect(sendCode(clerk, { for: "first-factor", ...request })).rejects.toMatchObject(expired)

    expect(prepareFirstFactor).not.toHaveBeenCalled()
  })
})

describe("a step that isn't the one under way", () => {
  test("no longer exists", async () => {
    const { clerk, attemptFirstFactor: attempt } = clerkWith({ status: "needs_second_factor" })
    const code = { strategy: "email_code", code: "424242" } as const

    await expect(attemptFirstFactor(clerk, code)).rejects.toMatchObject(expired)
    await expect(
      setNewPassword(clerk, { newPassword: "new", signOutOfOtherSessions: true })
    ).rejects.toMatchObject(expired)
    expect(attempt).not.toHaveBeenCalled()
  })

  test.for(["needs_first_factor", "complete", null])(
    "nor does a second one while the sign-in is %s",
    async (status) => {
      const { clerk } = clerkWith({ status })

      await expect(attemptSecondFactor(clerk, { strategy: "totp", code: "424242" })).rejects.toMatchObject(
        expired
      )
    }
  )
})

test.for(["needs_second_factor", "needs_client_trust"])(
  "a second step is accepted while the sign-in %s",
  async (status) => {
    const { clerk, attemptSecondFactor: attempt } = clerkWith({ status })

    await attemptSecondFactor(clerk, { strategy: "totp", code: "424242" })

    expect(attempt).toHaveBeenCalledExactlyOnceWith({ strategy: "totp", code: "424242" })
  }
)

test.for([true, false])(
  "a new password is set, other devices signed out: %s",
  async (signOutOfOtherSessions) => {
    const { clerk, resetPassword } = clerkWith({ status: "needs_new_password" })

    await setNewPassword(clerk, { newPassword: "new", signOutOfOtherSessions })

    expect(resetPassword).toHaveBeenCalledExactlyOnceWith({ password: "new", signOutOfOtherSessions })
  }
)

describe("a challenge for a passkey", () => {
  const challenge = { challenge: "abc" }
  const asked = { nonce: JSON.stringify(challenge) }

  test("to sign in with", async () => {
    const { clerk, create } = clerkWith({ firstFactorVerification: asked })

    expect(await startPasskey(clerk, { for: "sign-in" })).toEqual(challenge)
    expect(create).toHaveBeenCalledExactlyOnceWith({ strategy: "passkey" })
  })

  test("as the first factor", async () => {
    const { clerk, prepareFirstFactor } = clerkWith({ firstFactorVerification: asked })

    expect(await startPasskey(clerk, { for: "first-factor" })).toEqual(challenge)
    expect(prepareFirstFactor).toHaveBeenCalledExactlyOnceWith({ strategy: "passkey" })
  })

  test("as the second factor", async () => {
    const { clerk, prepareSecondFactor } = clerkWith({
      status: "needs_second_factor",
      secondFactorVerification: asked
    })

    expect(await startPasskey(clerk, { for: "second-factor" })).toEqual(challenge)
    expect(prepareSecondFactor).toHaveBeenCalledExactlyOnceWith({ strategy: "passkey" })
  })

  test.for(["first", "second"] as const)("as a reverification, by the %s factor", async (level) => {
    const first = vi.fn(async () => ({ firstFactorVerification: asked }))
    const second = vi.fn(async () => ({ secondFactorVerification: asked }))
    const { clerk } = clerkWith(
      {},
      { prepareFirstFactorVerification: first, prepareSecondFactorVerification: second }
    )

    expect(await startPasskey(clerk, { for: `${level}-reverification` })).toEqual(challenge)
    expect(level === "first" ? first : second).toHaveBeenCalledExactlyOnceWith({ strategy: "passkey" })
    expect(level === "first" ? second : first).not.toHaveBeenCalled()
  })

  test("that Clerk doesn't send is not available", async () => {
    const { clerk } = clerkWith({ firstFactorVerification: { nonce: null } })

    await expect(startPasskey(clerk, { for: "sign-in" })).rejects.toMatchObject(expired)
  })
})

describe("how strong a password is", () => {
  /** As the SDK reports it: twice, the second time with the strength. */
  function strengthOf(strength: object) {
    const validatePassword = (
      _password: string,
      { onValidation }: { onValidation: (validation: object) => void }
    ) => {
      onValidation({})
      onValidation({ strength })
    }
    return checkPassword({ client: { signUp: { validatePassword } } } as unknown as Clerk, {
      password: "secret"
    })
  }

  test("excellent is good enough without advice", async () => {
    expect(await strengthOf({ state: "excellent", keys: ["useWords"] })).toEqual({
      state: "excellent",
      suggestions: []
    })
  })

  test("a weaker one comes with our advice, the most helpful first, each once", async () => {
    const keys = ["a.dates", "a.useWords", "a.anotherWord", "a.recentYears", "a.unknown"]

    expect(await strengthOf({ state: "fail", keys })).toEqual({
      state: "fail",
      suggestions: [text("passwordAddWords"), text("passwordAvoidDates")]
    })
  })
})

test("a password is changed as the page requests", async () => {
  const updatePassword = vi.fn(async () => ({}))
  const { clerk } = clerkWith({}, { user: { updatePassword } })
  const request = { newPassword: "new", signOutOfOtherSessions: true }

  await changePassword(clerk, request)

  expect(updatePassword).toHaveBeenCalledExactlyOnceWith(request)
})

describe("the waitlist", () => {
  test("remembers who joined it here, until someone signs in", async () => {
    const clerk = { joinWaitlist: vi.fn(async () => {}), session: null }
    const read = (session: object | null) => readWaitlistedAs({ session } as unknown as Clerk)
    expect(await read(null)).toBeNull()

    await joinWaitlist(clerk as unknown as Clerk, { emailAddress: "ada@example.com" })

    expect(clerk.joinWaitlist).toHaveBeenCalledExactlyOnceWith({ emailAddress: "ada@example.com" })
    expect(await read(null)).toBe("ada@example.com")
    expect(await read({})).toBeNull()
    expect(await read(null)).toBeNull()
  })

  test.each([
    ["the disk", ["local"]],
    ["the disk and in memory", ["local", "session"]]
  ] as const)("remembers it, and reports it, if there's no room on %s", async (_, areas) => {
    const clerk = { joinWaitlist: async () => {}, session: null } as unknown as Clerk
    await joinWaitlist(clerk, { emailAddress: "grace@example.com" })
    for (const area of areas) {
      vi.spyOn(chrome.storage[area], "set").mockRejectedValue(new Error("QUOTA_BYTES quota exceeded"))
    }

    await joinWaitlist(clerk, { emailAddress: "ada@example.com" })

    expect(await readWaitlistedAs(clerk)).toBe("ada@example.com")
    expect(await readWaitlistedAs({ session: {} } as unknown as Clerk)).toBeNull()
    expect(await readWaitlistedAs(clerk)).toBeNull()
  })

  test("outlives the browser even in a build that signs users out when it closes", async () => {
    vi.stubEnv("PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL", "browser-closes")
    vi.resetModules()
    const waitlist = await import("~background/clerk/waitlist")
    const clerk = { joinWaitlist: async () => {}, session: null } as unknown as Clerk

    await waitlist.joinWaitlist(clerk, { emailAddress: "ada@example.com" })
    await chrome.storage.session.clear()

    expect(await waitlist.readWaitlistedAs(clerk)).toBe("ada@example.com")
    vi.unstubAllEnvs()
  })

  test("doesn't remember a user who couldn't join", async () => {
    const joining = async () => {
      throw new Error("closed")
    }
    await expect(
      joinWaitlist({ joinWaitlist: joining } as unknown as Clerk, { emailAddress: "ada@example.com" })
    ).rejects.toThrow("closed")

    expect(await readWaitlistedAs({ session: null } as unknown as Clerk)).toBeNull()
  })
})
