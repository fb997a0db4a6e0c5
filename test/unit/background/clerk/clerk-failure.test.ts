import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { fromClerk } from "~background/clerk/clerk-failure"
import { type Failure, MessageError } from "~messaging/message-error"
import { installFakeChrome } from "../../../support/fake-chrome"
import { text } from "../../../support/texts"

beforeEach(() => {
  installFakeChrome()
  vi.stubGlobal("navigator", { onLine: true })

  afterEach(() => {
    vi.unstubAllEnvs()
  })
})

/** An error as the SDK throws it for Clerk's answer. */
function apiError(status: number, code: string, rest: { paramName?: string; retryAfter?: number } = {}) {
  const { paramName, retryAfter } = rest
  const meta = { traceId: "trace-1", ...(paramName !== undefined && { paramName }) }
  return Object.assign(new Error(code), {
    status,
    errors: [{ code, message: "Clerk's words.", longMessage: "Clerk's longer words.", meta }],
    ...(retryAfter !== undefined && { retryAfter })
  })
}

function failureOf(thrown: unknown): Failure {
  const error = fromClerk(thrown)
  if (!(error instanceof MessageError)) throw new Error("The page would not understand this.")
  return error.failure
}

test.for<[status: number, code: string, Partial<Failure>]>([
  [422, "form_identifier_not_found", { code: "rejected", field: "identifier", offer: "sign-up" }],
  [422, "form_password_incorrect", { code: "rejected", field: "password" }],
  [422, "form_password_compromised", { code: "rejected", field: "password" }],
  [422, "form_password_pwned", { code: "rejected", field: "newPassword" }],
  [422, "form_code_incorrect", { code: "rejected", field: "code" }],
  [400, "verification_expired", { code: "expired", field: "code" }],
  [400, "verification_failed", { code: "expired", field: "code" }],
  [400, "client_state_invalid", { code: "expired" }],
  [422, "form_password_or_identifier_incorrect", { code: "rejected", field: "password" }],
  [422, "password_reset_required", { code: "rejected", field: "password" }],
  [422, "account_lockout_warning", { code: "rejected" }],
  [422, "form_password_length_too_short", { code: "rejected", field: "newPassword" }],
  [422, "form_password_size_in_bytes_exceeded", { code: "rejected", field: "newPassword" }],
  [422, "form_password_matches_identifier", { code: "rejected", field: "newPassword" }],
  [422, "form_password_no_special_char", { code: "rejected", field: "newPassword" }],
  [400, "captcha_missing_token", { code: "web-only" }],
  [401, "requires_captcha", { code: "web-only" }],
  [403, "requires_protect_check", { code: "web-only" }],
  [403, "action_blocked", { code: "not-allowed" }],
  [403, "sign_up_restricted_waitlist", { code: "not-allowed", offer: "waitlist" }],
  [403, "user_locked", { code: "not-allowed" }],
  [403, "user_banned", { code: "not-allowed" }],
  [403, "sign_up_mode_restricted", { code: "not-allowed", offer: "invitation" }],
  [404, "organization_not_found_or_unauthorized", { code: "not-allowed" }],
  [403, "not_a_member_in_organization", { code: "not-allowed" }],
  [403, "user_create_organization_not_enabled", { code: "not-allowed" }],
  [403, "organization_membership_quota_exceeded", { code: "not-allowed" }],
  [404, "organization_invitation_not_found", { code: "expired" }],
  [400, "organization_invitation_revoked_code", { code: "expired" }],
  [400, "organization_invitation_to_deleted_organization", { code: "expired" }],
  [403, "session_reverification_required", { code: "reverification-required" }],
  [400, "origin_invalid", { code: "misconfigured" }],
  [400, "origin_authorization_headers_conflict", { code: "misconfigured" }],
  [400, "host_invalid", { code: "misconfigured" }],
  [400, "native_api_disabled", { code: "misconfigured" }]
])("Clerk's %i %s is explained in our words", ([status, code, expected]) => {
  const { message, ...failure } = failureOf(apiError(status, code))

  expect(failure).toEqual({ ...expected, traceId: "trace-1" })
  expect(message).not.toBe("")
  expect(message).not.toContain("Clerk's words")
})

describe("a setup that only the author can fix", () => {
  const codes = [
    "origin_invalid",
    "origin_authorization_headers_conflict",
    "native_api_disabled",
    "host_invalid"
  ]
  const failures = () => codes.map((code) => failureOf(apiError(400, code)))

  test("reads the same to users, whatever is wrong", () => {
    vi.spyOn(console, "warn").mockReturnValue()

    for (const failure of failures()) {
      expect(failure).toMatchObject({ message: text("errorMisconfigured") })
      expect(failure).not.toHaveProperty("advice")
    }
  })

  test("is explained in the console, each with the command that helps", () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue()

    failures()

    const advice = new Set(warn.mock.calls.map(([line]) => String(line)))
    expect(advice.size).toBe(codes.length)
    for (const line of advice) expect(line).toContain("npm run doctor")
  })

  test("is explained on the page, too, in a development build", () => {
    vi.stubEnv("PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY", "pk_test_Y2xlcmsk")
    const warn = vi.spyOn(console, "warn").mockReturnValue()

    expect(failures().map(({ advice }) => advice)).toEqual(warn.mock.calls.map(([line]) => line))
  })
})

test.for<[status: number, code: Failure["code"]]>([
  [401, "signed-out"],
  [429, "rate-limited"],
  [500, "clerk-down"],
  [503, "clerk-down"]
])("an answer %i without a text of ours is %s", ([status, code]) => {
  expect(failureOf(apiError(status, "something_new"))).toMatchObject({ code, traceId: "trace-1" })
})

test.for([
  ["username", "username"],
  ["email_address", "emailAddress"],
  ["new_password", "newPassword"],
  ["file", "logo"]
])("Clerk's error for the input %s is shown at that input, in Clerk's words", ([paramName, field]) => {
  const thrown = apiError(422, "form_param_value_invalid", { ...(paramName && { paramName }) })

  expect(failureOf(thrown)).toEqual({
    code: "rejected",
    message: "Clerk's longer words.",
    traceId: "trace-1",
    field
  })
})

test.for<[code: string, paramName: string, Partial<Failure>]>([
  ["form_identifier_exists", "email_address", { message: text("errorEmailTaken"), offer: "sign-in" }],
  ["form_identifier_exists", "phone_number", { message: text("errorPhoneNumberTaken"), offer: "sign-in" }],
  ["form_identifier_exists", "username", { message: text("errorUsernameTaken") }],
  ["form_identifier_exists", "slug", { message: text("errorSlugTaken") }],
  ["form_param_format_invalid", "slug", { message: text("slugInvalid") }],
  ["form_param_value_invalid", "slug", { message: text("slugInvalid") }],
  ["form_param_value_invalid", "name", { message: text("errorNameInvalid") }],
  ["form_param_value_invalid", "first_name", { message: text("errorNameInvalid") }],
  ["form_param_value_invalid", "last_name", { message: text("errorNameInvalid") }],
  ["form_identifier_exists", "identifier", { message: "Clerk's longer words." }],
  ["form_param_format_invalid", "email_address", { message: text("errorEmailMalformed") }],
  ["form_param_format_invalid", "phone_number", { message: text("errorPhoneNumberMalformed") }],
  ["form_param_nil", "username", { message: text("errorInputEmpty") }],
  ["form_param_nil", "file", { message: "Clerk's longer words." }],
  ["not_allowed_access", "phone_number", { message: text("errorCountryNotAllowed"), code: "not-allowed" }],
  ["not_allowed_access", "", { message: text("errorSignUpNotAllowed"), code: "not-allowed" }]
])("the words for %s fit the input %s", ([code, paramName, expected]) => {
  const failure = failureOf(apiError(422, code, { paramName }))

  expect(failure).toMatchObject({ code: "rejected", ...expected })
  expect(failure.offer).toBe(expected.offer)
})

test("an input that no form has isn't named", () => {
  expect(failureOf(apiError(422, "something_new", { paramName: "toString" }))).not.toHaveProperty("field")
})

test("an error in a new password is shown at the input that Clerk names", () => {
  const thrown = apiError(422, "form_password_pwned", { paramName: "password" })

  expect(failureOf(thrown)).toMatchObject({ field: "password", message: text("errorPasswordCompromised") })
})

test("all errors show, each at its input", () => {
  const errors = [
    { code: "form_password_length_too_short", meta: { paramName: "password" } },
    { code: "form_password_no_number", meta: { paramName: "password" } },
    { code: "form_param_value_invalid", longMessage: "It is odd.", meta: { paramName: "email_address" } },
    { code: "something_new", longMessage: "And this." }
  ]

  expect(failureOf({ status: 422, errors })).toEqual({
    code: "rejected",
    message: text("errorPasswordTooShort_other", 8),
    field: "password",
    others: [
      { message: text("errorPasswordNumber"), field: "password" },
      { message: "It is odd.", field: "emailAddress" },
      { message: "And this." }
    ]
  })
})

test("the lengths in the texts are the instance's", () => {
  const lengths = { password: { minLength: 12, maxLength: 40 }, username: { minLength: 3, maxLength: 20 } }
  const inWords = (code: string) => fromClerk(apiError(422, code), lengths)

  expect(inWords("form_password_length_too_short")).toMatchObject({
    message: text("errorPasswordTooShort_other", 12)
  })
  expect(inWords("form_username_invalid_length")).toMatchObject({
    message: text("errorUsernameLength_other", 3, 20)
  })
})

test("a password that is too weak comes with advice", () => {
  const suggestions = [
    { code: "feedback.sequences", message: "" },
    { code: "anotherWord", message: "" }
  ]
  const errors = [{ code: "form_password_not_strong_enough", meta: { zxcvbn: { suggestions } } }]

  expect(failureOf({ status: 422, errors }).message).toBe(
    [text("passwordTooWeak"), text("passwordAddWords"), text("passwordAvoidSequences")].join(" ")
  )
})

describe("a user who is blocked by Clerk Protect", () => {
  const block = (meta: object) =>
    failureOf({ status: 403, errors: [{ code: "action_blocked", longMessage: "Clerk's words.", meta }] })

  test("reads what the app's owner wrote, with a way to get help, and the reference", () => {
    const meta = {
      traceId: "7Q8ikxgt",
      title: "No sign-ins from here",
      description: "Turn off your VPN.",
      linkUrl: "https://acme.com/help",
      linkText: "Contact us"
    }

    expect(block(meta)).toEqual({
      code: "not-allowed",
      traceId: "7Q8ikxgt",
      title: "No sign-ins from here",
      message: "Turn off your VPN.",
      link: { url: "https://acme.com/help", text: "Contact us" }
    })
  })

  test("reads our text if the owner wrote none", () => {
    expect(block({})).toEqual({ code: "not-allowed", message: text("errorBlocked") })
  })

  test.for([
    "http://acme.com",
    "javascript:alert(1)",
    "https://acme.com@evil.example/",
    "//acme.com",
    `https://acme.com/${"x".repeat(2048)}`,
    7
  ])("gets no link to %s", (linkUrl) => {
    expect(block({ linkUrl, linkText: "Help" })).not.toHaveProperty("link")
  })

  test("gets plain text of bounded length", () => {
    const { title, message } = block({
      title: "Line\none \u202Etwo\u0000",
      description: "<b>long</b> ".repeat(100)
    })

    expect(title).toBe("Line one two")
    expect(message).toMatch(/^<b>long<\/b> .*…$/)
    expect(message).toHaveLength(600)
  })
})

test("a captcha that the SDK can't show is for the web", () => {
  const thrown = Object.assign(new Error("No browser"), { code: "captcha_unavailable" })

  expect(failureOf(thrown)).toMatchObject({ code: "web-only", message: text("errorCaptcha") })
})

test("the time to wait is passed on", () => {
  expect(failureOf(apiError(429, "too_many_requests", { retryAfter: 30 }))).toMatchObject({
    code: "rate-limited",
    retryAfterSeconds: 30
  })
})

test("an answer without any error in it is understood too", () => {
  expect(failureOf({ status: 502, errors: [] })).toMatchObject({ code: "clerk-down" })
  expect(failureOf({ status: 400, errors: [] })).toMatchObject({ code: "rejected" })
})

test.for([
  new TypeError("Failed to fetch"),
  new Error('ClerkJS: Network error at "https://clerk.example/v1/client" - TypeError: Failed to fetch')
])("a request that fails to reach Clerk is offline", (thrown) => {
  expect(failureOf(thrown)).toMatchObject({ code: "offline" })
})

test("any failure without a network is offline", () => {
  vi.stubGlobal("navigator", { onLine: false })

  expect(failureOf(new Error("anything"))).toMatchObject({ code: "offline" })
})

test.for([
  new SyntaxError("Unexpected token '<'"),
  Object.assign(new Error("Unexpected token '<' (code=\"network_error\")"), { code: "network_error" })
])("an answer that isn't JSON means that Clerk is down", (thrown) => {
  expect(failureOf(thrown)).toMatchObject({ code: "clerk-down" })
})

test("a publishable key that fits no instance is a misconfiguration", () => {
  expect(failureOf(new Error("Missing or invalid publishable key"))).toMatchObject({ code: "misconfigured" })
})

test("a failure that pages understand passes unchanged, and so does an unexpected error", () => {
  const known = new MessageError({ code: "expired", message: "This sign-in has expired." })
  const unknown = new Error("a bug of ours")

  expect(fromClerk(known)).toBe(known)
  expect(fromClerk(unknown)).toBe(unknown)
})
