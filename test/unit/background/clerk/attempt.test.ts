import { beforeEach, describe, expect, test } from "vitest"
import { cancelAttempt, readAttempt } from "~background/clerk/attempt"
import { dismissAttempt, isDismissed } from "~background/clerk/dismissed"
import type { Clerk } from "~background/clerk/sdk"
import { sendingTo } from "~background/clerk/sent-to"
import { installFakeChrome } from "../../../support/fake-chrome"

beforeEach(() => {
  installFakeChrome()
})

const idle = { status: null, strategy: null }
const sent = (strategy: string, status = "unverified") => ({ status, strategy })

const email = { strategy: "email_code", emailAddressId: "idn_1", safeIdentifier: "ada@example.com" }
const other = { strategy: "email_code", emailAddressId: "idn_2", safeIdentifier: "lovelace@example.com" }
const phone = { strategy: "phone_code", phoneNumberId: "idn_3", safeIdentifier: "+1•••100" }
const reset = { ...email, strategy: "reset_password_email_code" }
const password = { strategy: "password" }
const passkey = { strategy: "passkey" }

const sendTo = { id: "idn_1", label: "ada@example.com" }

type Parts = {
  signIn?: object
  signUp?: object
  attributes?: object
  preferred?: string
  hasPassword?: boolean
}

/** Clerk with a sign-in under way. */
function clerkWith({ signIn, signUp, attributes = {}, preferred = "password", hasPassword = true }: Parts) {
  const first = (...first_factors: string[]) => ({
    enabled: true,
    used_for_first_factor: true,
    first_factors,
    second_factors: []
  })
  const on = { enabled: true }
  return {
    instanceType: "development",
    client: {
      signIn: {
        id: "sia_1",
        identifier: "ada@example.com",
        status: "needs_first_factor",
        protectCheck: null,
        supportedFirstFactors: [],
        supportedSecondFactors: [],
        firstFactorVerification: idle,
        secondFactorVerification: idle,
        ...signIn
      },
      signUp: { id: undefined, status: null, missingFields: [], ...signUp }
    },
    isSingleSession: () => true,
    getFapiClient: () => ({ request: async () => ({ ok: true, payload: {} }) }),
    __internal_environment: {
      isSingleSession: () => true,
      displayConfig: { applicationName: "Emulator", homeUrl: "", preferredSignInStrategy: preferred },
      organizationSettings: { enabled: false, slug: {}, organizationCreationDefaults: {} },
      userSettings: {
        attributes: {
          email_address: first("email_code"),
          phone_number: first("phone_code"),
          password: { ...on, enabled: hasPassword, first_factors: [], second_factors: [] },
          ...attributes
        },
        social: {},
        enterpriseSSO: { enabled: false },
        passkeySettings: {},
        signUp: { mode: "public" },
        passwordSettings: {},
        usernameSettings: {}
      }
    }
  } as unknown as Clerk
}

const attemptWith = (parts: Parts) => readAttempt(clerkWith(parts))

describe("the attempt under way", () => {
  const started = { supportedFirstFactors: [password] }
  const signUp = { id: "sua_1", status: "missing_requirements", unverifiedFields: [], verifications: {} }

  test("is none without a client, and none without an ID", async () => {
    expect(await readAttempt({ client: null } as unknown as Clerk)).toBeNull()
    expect(await attemptWith({ signIn: { id: undefined } })).toBeNull()
  })

  test("is the sign-up rather than the sign-in, while something is missing", async () => {
    expect(await attemptWith({ signIn: started, signUp })).toMatchObject({ kind: "sign-up", id: "sua_1" })
    expect(await attemptWith({ signIn: started, signUp: { ...signUp, status: "complete" } })).toMatchObject({
      kind: "sign-in",
      id: "sia_1"
    })
  })

  test("isn't the one that the user has left, but the other", async () => {
    await dismissAttempt("sua_1")

    expect(await attemptWith({ signIn: started, signUp })).toMatchObject({ kind: "sign-in" })
    await dismissAttempt("sia_1")
    expect(await attemptWith({ signIn: started, signUp })).toBeNull()
  })

  test("is none after the user leaves the sign-in", async () => {
    const clerk = clerkWith({ signIn: started, signUp })

    await cancelAttempt(clerk)

    expect(await readAttempt(clerk)).toBeNull()
    expect([await isDismissed("sia_1"), await isDismissed("sua_1"), await isDismissed(undefined)]).toEqual([
      true,
      true,
      false
    ])
  })

  test("isn't any of the last ten that were left, each remembered once", async () => {
    for (let number = 1; number <= 11; number++) await dismissAttempt(`sia_${number}`)
    await dismissAttempt("sia_11")
    await dismissAttempt(undefined)

    expect(await isDismissed("sia_1")).toBe(false)
    expect(await isDismissed("sia_2")).toBe(true)
    expect(await isDismissed("sia_11")).toBe(true)
    const [kept] = Object.values(await chrome.storage.session.get(null))
    expect(kept).toHaveLength(10)
  })
})

test.for(["complete", "needs_identifier", null])("a sign-in that is %s needs nothing", async (status) => {
  expect(await attemptWith({ signIn: { status, supportedFirstFactors: [password] } })).toBeNull()
})

test.for([
  ["of a newer Clerk", { status: "needs_something_new" }],
  ["without a first factor", { status: "needs_first_factor" }],
  [
    "with only factors that don't work here",
    { status: "needs_first_factor", supportedFirstFactors: [{ strategy: "oauth_google" }] }
  ],
  ["without a second factor", { status: "needs_second_factor" }]
] as const)("a sign-in %s has a step for that", async ([_, signIn]) => {
  expect(await attemptWith({ signIn })).toMatchObject({ step: "unsupported", identifier: "ada@example.com" })
})

test("the step for a new password", async () => {
  expect(await attemptWith({ signIn: { status: "needs_new_password" } })).toMatchObject({
    step: "new-password"
  })
})

test.for([{ protectCheck: {} }, { status: "needs_protect_check" }])(
  "a check by Clerk Protect comes before any other step: %o",
  async (held) => {
    expect(await attemptWith({ signIn: { supportedFirstFactors: [password], ...held } })).toMatchObject({
      step: "protect-check"
    })
  }
)

test("a passkey that was started and not used leaves nothing behind", async () => {
  expect(await attemptWith({ signIn: { identifier: null, supportedFirstFactors: [passkey] } })).toBeNull()
})

describe("the first factors", () => {
  const all = [reset, phone, other, email, password, passkey, { strategy: "oauth_google" }]
  const strategies = async (parts: Parts = {}) => {
    const attempt = await attemptWith({ ...parts, signIn: { supportedFirstFactors: all, ...parts.signIn } })
    return attempt && "factors" in attempt ? attempt.factors.map(({ strategy }) => strategy) : []
  }

  test("start with a passkey, then a password if the instance prefers it, and end with a reset", async () => {
    expect(await strategies()).toEqual([
      "passkey",
      "password",
      "email_code",
      "phone_code",
      "email_code",
      "reset_password_email_code"
    ])
  })

  test("or have codes before the password", async () => {
    expect((await strategies({ preferred: "otp" })).slice(0, 5)).toEqual([
      "passkey",
      "email_code",
      "phone_code",
      "email_code",
      "password"
    ])
  })

  test("start with the address that was entered, then the default, then the primary one", async () => {
    const third = { ...phone, phoneNumberId: "idn_4", primary: true }
    const fourth = { ...phone, phoneNumberId: "idn_5", default: true }
    const attempt = await attemptWith({ signIn: { supportedFirstFactors: [other, third, fourth, email] } })

    expect(attempt).toMatchObject({
      factors: [
        { strategy: "email_code", sendTo },
        { sendTo: { id: "idn_5" } },
        { sendTo: { id: "idn_4" } },
        { sendTo: { id: "idn_2", label: "lovelace@example.com" } }
      ]
    })
  })

  test("include no code that can't be sent anywhere", async () => {
    expect(
      await strategies({ signIn: { supportedFirstFactors: [{ strategy: "email_code" }, password] } })
    ).toEqual(["password"])
  })
})

describe("the code that Clerk is waiting for", () => {
  const sentIn = async (signIn: object) => {
    const attempt = await attemptWith({
      signIn: { supportedFirstFactors: [email, other, phone, reset], ...signIn }
    })
    return attempt && "sent" in attempt ? attempt.sent : undefined
  }

  test.for([
    [idle, null],
    [sent("password"), null],
    [sent("email_code", "expired"), null],
    [sent("email_code"), { strategy: "email_code", sendTo }],
    [sent("reset_password_email_code"), { strategy: "reset_password_email_code", sendTo }]
  ] as const)("after %o it is %o", async ([firstFactorVerification, expected]) => {
    expect(await sentIn({ firstFactorVerification })).toEqual(expected)
  })

  test.for([
    ["sia_1", "email_code", "idn_2", "idn_2"],
    ["sia_0", "email_code", "idn_2", "idn_1"],
    ["sia_1", "reset_password_email_code", "idn_2", "idn_1"],
    ["sia_1", "email_code", "idn_9", "idn_1"]
  ] as const)(
    "went to the address it was sent to: attempt %s, %s, %s",
    async ([attemptId, strategy, id, expected]) => {
      await sendingTo({ attemptId, strategy, id }, async () => {})

      expect(await sentIn({ firstFactorVerification: sent("email_code") })).toMatchObject({
        sendTo: { id: expected }
      })
    }
  )
})

describe("the second step", () => {
  const secondFactors = [
    { strategy: "backup_code" },
    { ...email, strategy: "email_link" },
    email,
    phone,
    passkey,
    { strategy: "totp" },
    { strategy: "of_a_newer_clerk" }
  ]
  const second = { status: "needs_second_factor", supportedSecondFactors: secondFactors }
  const totp = { enabled: true, used_for_second_factor: true, first_factors: [], second_factors: ["totp"] }

  test("has its factors in the order of Clerk's own components, without links that wouldn't work", async () => {
    const attempt = await attemptWith({ signIn: second })

    expect(attempt).toMatchObject({
      step: "second-factor",
      isNewDevice: false,
      isOutdated: false,
      sent: null
    })
    expect(attempt && "secondFactors" in attempt && attempt.secondFactors).toEqual([
      { strategy: "totp" },
      { strategy: "phone_code", sendTo: { id: "idn_3", label: "+1•••100" } },
      { strategy: "passkey" },
      { strategy: "email_code", sendTo },
      { strategy: "backup_code" }
    ])
  })

  test.for<[string, object, object, boolean]>([
    ["Clerk reports it", { status: "needs_client_trust" }, { authenticator_app: totp }, true],
    ["an older app has no second factors", { clientTrustState: "new" }, {}, true],
    ["an older app sends an email", { clientTrustState: "new" }, { authenticator_app: totp }, true],
    [
      "it's the user's own factor",
      { clientTrustState: "new", supportedSecondFactors: [{ strategy: "totp" }] },
      { authenticator_app: totp },
      false
    ],
    ["the device is known", { clientTrustState: "known" }, {}, false]
  ])("knows whether the device is new: %s", async ([_, signIn, attributes, isNewDevice]) => {
    expect(await attemptWith({ signIn: { ...second, ...signIn }, attributes })).toMatchObject({
      step: "second-factor",
      isNewDevice
    })
  })

  test.for([
    [sent("phone_code"), "phone_code", false],
    [sent("phone_code", "expired"), null, true],
    [sent("phone_code", "failed"), null, true],
    [sent("phone_code", "verified"), null, false],
    [sent("totp", "failed"), null, false],
    [idle, null, false]
  ] as const)("after %o Clerk waits for the code of %s", async ([verification, strategy, isOutdated]) => {
    const attempt = await attemptWith({ signIn: { ...second, secondFactorVerification: verification } })

    expect(attempt).toMatchObject({ sent: strategy && { strategy }, isOutdated })
  })
})
