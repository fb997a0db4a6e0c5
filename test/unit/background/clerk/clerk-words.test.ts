import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { explanations, fromClerk } from "~background/clerk/clerk-failure"
import { errorDetails } from "~background/clerk/error-details"
import { type Failure, MessageError, type MessageErrorCode } from "~messaging/message-error"
import { installFakeChrome } from "../../../support/fake-chrome"
import { type Text, text } from "../../../support/texts"

beforeEach(() => {
  installFakeChrome()
})

afterEach(() => {
  errorDetails.remember({})
})

/** The SDK's error, as a page gets it. */
function failureOf(code: string, rest: object = {}): Failure {
  const error = fromClerk({ status: 422, errors: [{ code, longMessage: "Clerk's words." }], ...rest })
  if (!(error instanceof MessageError)) throw new Error("The page would not understand this.")
  return error.failure
}

/** Our texts for Clerk's errors. */
const words = {
  rejected: {
    form_identifier_not_found: "errorIdentifierNotFound",
    form_param_max_length_exceeded: "errorInputTooLong",
    form_param_exceeds_allowed_size: "errorInputTooLong",
    form_username_invalid_length: "errorUsernameLength_other",
    form_username_invalid_character: "errorUsernameMalformed",
    form_username_needs_non_number_char: "errorUsernameOnlyDigits",
    form_username_cannot_be_phone_number: "errorUsernameIsPhoneNumber",
    unsupported_country_code: "errorCountryUnsupported",
    legal_not_accepted: "errorLegalNotAccepted",
    ticket_invalid_code: "errorTicketInvalid",
    ticket_expired_code: "errorTicketExpired",
    revoked_invitation: "errorTicketRevoked",
    invitation_already_accepted: "errorTicketUsed",
    invitation_account_exists: "errorInvitationAccountExists",
    organization_invitation_identification_already_exists: "errorInvitationAccountExists",
    invitation_account_not_exists: "errorInvitationAccountGone",
    organization_invitation_identification_not_exist: "errorInvitationAccountGone",
    sign_in_token_already_used_code: "errorTicketUsed",
    sign_in_token_cannot_be_used_code: "errorTicketUsed",
    sign_in_token_revoked_code: "errorTicketRevoked",
    form_password_incorrect: "errorPasswordIncorrect",
    passkey_not_registered: "errorPasskeyUnknown",
    no_passkeys_found_for_user: "errorNoPasskeys",
    passkey_authentication_failure: "errorPasskeyFailed",
    passkey_invalid_public_key_credential: "errorPasskeyFailed",
    passkey_invalid_verification: "errorPasskeyFailed",
    form_code_incorrect: "errorCodeIncorrect",
    strategy_for_user_invalid: "errorNoPassword",
    form_password_compromised: "errorPasswordCompromisedAtSignIn",
    identifier_already_signed_in: "errorAlreadySignedIn",
    session_exists: "errorAlreadySignedIn",
    form_password_or_identifier_incorrect: "errorPasswordOrIdentifierIncorrect",
    form_password_validation_failed: "errorPasswordIncorrect",
    password_reset_required: "errorPasswordResetRequired",
    password_too_long_needs_reset: "errorPasswordResetRequired",
    account_lockout_warning: "errorLockoutWarning",
    form_password_pwned: "errorPasswordCompromised",
    form_new_password_matches_current: "errorPasswordSame",
    form_password_matches_identifier: "errorPasswordIsIdentifier",
    form_password_length_too_short: "errorPasswordTooShort_other",
    form_password_length_too_long: "errorPasswordTooLong_other",
    form_password_size_in_bytes_exceeded: "errorPasswordTooManyBytes",
    form_password_no_lowercase: "errorPasswordLowercase",
    form_password_no_uppercase: "errorPasswordUppercase",
    form_password_no_number: "errorPasswordNumber",
    form_password_no_special_char: "errorPasswordSpecial",
    form_password_not_strong_enough: "errorPasswordTooWeak",
    invalid_totp_secret_code: "errorTotpCodeIncorrect",
    oauth_access_denied: "errorSsoDenied",
    enterprise_connection_id_is_required_with_multiple_connections: "errorSsoSeveral",
    oauth_identification_claimed: "errorEmailTaken",
    oauth_email_domain_reserved_by_saml: "errorSsoReserved",
    saml_email_address_domain_reserved: "errorSsoReserved",
    sign_in_must_use_enterprise_connection_identifier: "errorSsoReserved",
    saml_user_attribute_missing: "errorSsoAttributes",
    enterprise_sso_user_attribute_missing: "errorSsoAttributes",
    saml_email_address_domain_mismatch: "errorSsoDomain",
    enterprise_sso_email_address_domain_mismatch: "errorSsoDomain",
    enterprise_sso_hosted_domain_mismatch: "errorSsoDomain",
    redirect_uri_mismatch: "errorSsoSetup",
    misconfigured_oauth_provider: "errorSsoSetup",
    oauth_config_missing: "errorSsoSetup",
    oauth_shared_credentials_not_supported: "errorSsoSetup",
    oauth_provider_not_enabled: "errorSsoSetup",
    oauth_unsupported_provider: "errorSsoSetup",
    oauth_non_authenticatable_provider: "errorSsoSetup",
    enterprise_sso_sign_in_connection_missing: "errorSsoSetup",
    enterprise_sso_sign_up_connection_missing: "errorSsoSetup",
    saml_connection_not_found: "errorSsoSetup",
    saml_connection_active_not_found: "errorSsoSetup",
    saml_response_relaystate_missing: "errorSsoSetup",
    oauth_callback_invalid: "errorSsoUnanswered",
    oauth_token_exchange_error: "errorSsoUnanswered",
    oauth_fetch_user_error: "errorSsoUnanswered",
    saml_response_invalid: "errorSsoUnanswered"
  },
  expired: {
    verification_expired: "errorCodeExpired",
    verification_failed: "errorTooManyCodes",
    verification_missing: "errorCodeExpired",
    verification_not_sent: "errorCodeExpired",
    verification_strategy_invalid: "errorCodeExpired",
    client_state_invalid: "errorAttemptExpired",
    client_not_found: "errorAttemptExpired",
    resource_forbidden: "errorAttemptExpired",
    identification_claimed: "errorAttemptExpired",
    sign_in_identification_or_user_deleted: "errorAttemptExpired",
    sign_up_outdated_verification: "errorCodeExpired",
    already_a_member_in_organization: "errorNoLongerOffered",
    organization_invitation_already_accepted: "errorNoLongerOffered",
    organization_invitation_revoked_code: "errorNoLongerOffered",
    organization_invitation_to_deleted_organization: "errorNoLongerOffered",
    organization_invitation_not_found: "errorNoLongerOffered",
    organization_invitation_not_pending: "errorNoLongerOffered",
    organization_suggestion_already_accepted: "errorNoLongerOffered",
    session_reverification_missing: "errorReverificationExpired",
    invalid_action_for_session_reverification: "errorReverificationExpired",
    totp_already_enabled: "errorTotpAlreadyEnabled"
  },
  "rate-limited": {
    verification_code_too_many_requests: "errorCodeJustSent"
  },
  "not-allowed": {
    user_locked: "errorUserLocked",
    user_banned: "errorUserBanned",
    user_deactivated: "errorUserBanned",
    deprovisioned: "errorUserBanned",
    user_quota_exceeded: "errorTooManyUsers",
    external_account_not_found: "errorSsoNoAccount",
    saml_jit_provisioning_disabled: "errorSsoNoAccount",
    organization_membership_quota_exceeded_for_sso: "errorOrganizationFull",
    not_allowed_access: "errorSignUpNotAllowed",
    sign_up_mode_restricted: "errorSignUpByInvitation",
    sign_up_restricted_waitlist: "errorSignUpWaitlist",
    waitlist_not_accepting_entries: "errorWaitlistClosed",
    action_blocked: "errorBlocked",
    device_blocked: "errorBlocked",
    enterprise_sso_additional_identifications_disabled: "errorNoFurtherNumbers",
    organization_not_found_or_unauthorized: "errorNotAMember",
    not_a_member_in_organization: "errorNotAMember",
    exclusive_organization_membership: "errorExclusiveMembership",
    user_create_organization_not_enabled: "errorMayNotCreate",
    org_creation_limit_exceeded: "errorTooManyOrganizations",
    organization_quota_exceeded: "errorTooManyOrganizations",
    authorization_invalid: "errorNotPermitted",
    missing_organization_permission: "errorNotPermitted",
    dev_monthly_email_limit_exceeded: "errorMessageNotSent",
    dev_monthly_sms_limit_exceeded: "errorMessageNotSent",
    sms_send_error: "errorMessageNotSent",
    organization_membership_quota_exceeded: "errorOrganizationFull",
    organization_membership_plan_quota_exceeded: "errorOrganizationFull"
  },
  "web-only": {
    captcha_missing_token: "errorCaptchaAtSignUp",
    captcha_invalid: "errorCaptchaAtSignUp",
    captcha_not_enabled: "errorCaptchaAtSignUp",
    requires_captcha: "errorCaptcha",
    requires_protect_check: "errorProtectCheck"
  },
  "reverification-required": {
    session_reverification_required: "errorReverificationRequired"
  },
  misconfigured: {
    origin_invalid: "errorMisconfigured",
    origin_missing: "errorMisconfigured",
    origin_authorization_headers_conflict: "errorMisconfigured",
    native_api_disabled: "errorMisconfigured",
    host_invalid: "errorMisconfigured"
  }
} satisfies Partial<Record<MessageErrorCode, Record<string, Text>>>

/** What the words are about: a length, or when to try again. */
const numbers: Partial<Record<Text, (string | number)[]>> = {
  errorPasswordTooShort_other: [8],
  errorPasswordTooLong_other: [72],
  errorUsernameLength_other: [4, 64]
}

const all = Object.entries(words).flatMap(([code, rows]) =>
  Object.entries(rows).map(([clerkCode, key]) => [clerkCode, code, key] as const)
)

test.for(all)("%s is %s, with the words %s", ([clerkCode, code, key]) => {
  const { message, ...failure } = failureOf(clerkCode)

  expect(failure).toMatchObject({ code })
  expect(message).toBe(text(key, ...(numbers[key] ?? [text("inAMoment")])))
})

test("no other error has a text of ours", () => {
  const explained = Object.values(explanations).flatMap((rows) =>
    Object.entries(rows).flatMap(([code, row]) => (typeof row === "string" || row.text ? [code] : []))
  )

  expect(explained.toSorted()).toEqual(all.map(([clerkCode]) => clerkCode).toSorted())
})

describe("the duration of a lockout", () => {
  /** Clerk's answer; the SDK passes on everything but this. */
  function lockedFor(seconds: number, code = "user_locked") {
    errorDetails.remember({
      clerk_trace_id: "trace-2",
      errors: [{ code, meta: { lockout_expires_in_seconds: seconds } }]
    })
    return failureOf("user_locked")
  }

  test.for([
    [1, "in 1 second"],
    [59, "in 59 seconds"],
    [60, "in 1 minute"],
    [61, "in 2 minutes"],
    [1790, "in 30 minutes"]
  ] as const)("%i seconds read as %s", ([seconds, inWords]) => {
    expect(lockedFor(seconds)).toEqual({
      code: "not-allowed",
      message: text("errorUserLocked", inWords),
      retryAfterSeconds: seconds,
      traceId: "trace-2"
    })
  })

  test("is not taken from another error", () => {
    expect(lockedFor(60, "something_else")).toEqual({
      code: "not-allowed",
      message: text("errorUserLocked", text("inAMoment"))
    })
  })

  test("is less important than the header", () => {
    errorDetails.remember({ errors: [{ code: "user_locked", meta: { lockout_expires_in_seconds: 60 } }] })

    expect(failureOf("user_locked", { retryAfter: 5 })).toMatchObject({ retryAfterSeconds: 5 })
  })
})

test.for([
  [undefined, "inAMoment"],
  [30, "in 30 seconds"],
  [90, "in 2 minutes"]
] as const)("after too many requests the text shows when to try again: %s", ([retryAfter, when]) => {
  const { message } = failureOf("too_many_requests", { status: 429, ...(retryAfter && { retryAfter }) })

  expect(message).toBe(text("errorRateLimited", when === "inAMoment" ? text(when) : when))
})

describe("the trace ID", () => {
  test("comes from the error, or else from Clerk's answer", () => {
    errorDetails.remember({ clerk_trace_id: "of the answer", errors: [{ code: "user_banned" }] })
    const own = [{ code: "user_banned", meta: { traceId: "of the error" } }]

    expect(failureOf("user_banned")).toMatchObject({ traceId: "of the answer" })
    expect(failureOf("user_banned", { errors: own })).toMatchObject({ traceId: "of the error" })
  })

  test.for([{}, [], null, 7])("is a text, or missing: %j", (traceId) => {
    errorDetails.remember({ clerk_trace_id: traceId, errors: [{ code: "user_banned" }] })
    const own = [{ code: "user_banned", meta: { traceId } }]

    expect(failureOf("user_banned", { errors: own })).not.toHaveProperty("traceId")
  })

  test("doesn't come from an earlier error", () => {
    errorDetails.remember({ clerk_trace_id: "of the answer", errors: [{ code: "user_locked" }] })

    expect(failureOf("user_banned")).not.toHaveProperty("traceId")
  })
})

test.for<[status: number, Failure["code"], Text]>([
  [401, "signed-out", "errorSignedOut"],
  [500, "clerk-down", "errorClerkDown"],
  [503, "clerk-down", "errorClerkDown"]
])("an answer %i with an unknown code gets our text for the status", ([status, code, key]) => {
  expect(failureOf("something_new", { status })).toEqual({ code, message: text(key) })
})

test.for([499, 400])("an answer %i gets Clerk's own text", (status) => {
  expect(failureOf("something_new", { status })).toEqual({ code: "rejected", message: "Clerk's words." })
})

test("the shorter of Clerk's sentences is better than none, and ours is the last resort", () => {
  expect(failureOf("", { errors: [{ code: "new", message: "Short." }] }).message).toBe("Short.")
  expect(failureOf("", { errors: [{ code: "new" }] }).message).toBe(text("errorUnexpected"))
  expect(failureOf("", { errors: [] }).message).toBe(text("errorUnexpected"))
})

test.for<[unknown, Failure["code"], Text]>([
  [new TypeError("Failed to fetch"), "offline", "errorOffline"],
  [new SyntaxError("Unexpected token '<'"), "clerk-down", "errorUnreadableAnswer"],
  [Object.assign(new Error(), { code: "network_error" }), "clerk-down", "errorUnreadableAnswer"],
  [Object.assign(new Error(), { code: "captcha_unavailable" }), "web-only", "errorCaptcha"],
  [Object.assign(new Error(), { code: "captcha_client_attempts_exceeded" }), "web-only", "errorCaptcha"],
  [new Error("Missing publishable key"), "misconfigured", "errorMisconfigured"]
])("%o is put in words", ([thrown, code, key]) => {
  vi.stubGlobal("navigator", { onLine: true })

  expect(fromClerk(thrown)).toMatchObject({ failure: { code, message: text(key) } })
})

test.for([
  null,
  "failed to fetch",
  { status: "422", errors: [] },
  { status: 422 },
  { status: 422, errors: "none" },
  { errors: [] },
  Object.assign(new Error("of ours"), { code: "something" })
])("%o didn't come from Clerk", (thrown) => {
  expect(fromClerk(thrown)).toBe(thrown)
})
