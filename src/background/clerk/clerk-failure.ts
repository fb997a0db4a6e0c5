import { toSafeWords } from "~background/failure"
import { formatTimeUntil, type TextKey, t, tCount } from "~i18n"
import { failed } from "~messaging/failed"
import {
  type Failure,
  type Field,
  MessageError,
  type MessageErrorCode,
  type Problem
} from "~messaging/message-error"
import { UNREADABLE } from "./answers"
import { adviseAuthor } from "./author-advice"
import { type BlockMeta, readBlock } from "./blocked"
import { errorDetails } from "./error-details"
import type { Lengths } from "./instance-settings"
import { passwordAdvice } from "./password-advice"
import { plainText } from "./plain"

/** Texts that hold the lengths which the instance asks for. */
type LengthKey = "errorPasswordTooShort" | "errorPasswordTooLong" | "errorUsernameLength"
type AnyTextKey = TextKey | LengthKey
type Words = { text: AnyTextKey; offer?: NonNullable<Failure["offer"]> }
type Explanation = Partial<Words> & {
  /** The input it belongs to, if Clerk doesn't name one. */
  field?: Field
  /** What we say when Clerk names this input. */
  at?: Partial<Record<Field, AnyTextKey | Words>>
}
/** By Clerk's codes; a text alone, where there's no more to it. */
type Explanations = Record<string, AnyTextKey | Explanation>

const anInputIsEmpty = {
  at: Object.fromEntries(
    (["emailAddress", "phoneNumber", "username", "firstName", "lastName", "password"] as const).map(
      (field): [Field, AnyTextKey] => [field, "errorInputEmpty"]
    )
  )
}

/** Several errors that belong to the same input, where Clerk names none. */
function atInput(field: Field, texts: Record<string, AnyTextKey>): Explanations {
  return Object.fromEntries(Object.entries(texts).map(([code, text]) => [code, { text, field }]))
}

/** Several errors for which we say the same. */
function all(explanation: AnyTextKey | Explanation, codes: string[]): Explanations {
  return Object.fromEntries(codes.map((code) => [code, explanation]))
}

/**
 * Our messages for Clerk's errors. Other errors keep Clerk's own sentence, which is written for users too.
 * @see https://clerk.com/docs/errors/frontend-api
 */
export const explanations: Partial<Record<MessageErrorCode, Explanations>> = {
  rejected: {
    form_identifier_not_found: { text: "errorIdentifierNotFound", field: "identifier", offer: "sign-up" },
    form_identifier_exists: {
      at: {
        emailAddress: { text: "errorEmailTaken", offer: "sign-in" },
        phoneNumber: { text: "errorPhoneNumberTaken", offer: "sign-in" },
        // No offer to sign in: a taken username usually belongs to another user.
        username: "errorUsernameTaken",
        slug: "errorSlugTaken"
      }
    },
    form_param_format_invalid: {
      at: {
        identifier: "errorIdentifierMalformed",
        emailAddress: "errorEmailMalformed",
        phoneNumber: "errorPhoneNumberMalformed",
        username: "errorUsernameMalformed",
        slug: "slugInvalid"
      }
    },
    form_param_value_invalid: {
      at: {
        firstName: "errorNameInvalid",
        lastName: "errorNameInvalid",
        name: "errorNameInvalid",
        slug: "slugInvalid"
      }
    },
    ...all("errorInputTooLong", ["form_param_max_length_exceeded", "form_param_exceeds_allowed_size"]),
    ...all(anInputIsEmpty, ["form_param_missing", "form_param_nil"]),
    ...atInput("username", {
      form_username_invalid_length: "errorUsernameLength",
      form_username_invalid_character: "errorUsernameMalformed",
      form_username_needs_non_number_char: "errorUsernameOnlyDigits",
      form_username_cannot_be_phone_number: "errorUsernameIsPhoneNumber"
    }),
    ...atInput("phoneNumber", { unsupported_country_code: "errorCountryUnsupported" }),
    ...atInput("legalAccepted", { legal_not_accepted: "errorLegalNotAccepted" }),
    ...atInput("ticket", {
      ticket_invalid_code: "errorTicketInvalid",
      ticket_expired_code: "errorTicketExpired",
      revoked_invitation: "errorTicketRevoked",
      sign_in_token_revoked_code: "errorTicketRevoked",
      sign_in_token_cannot_be_used_code: "errorTicketUsed",
      invitation_account_not_exists: "errorInvitationAccountGone",
      organization_invitation_identification_not_exist: "errorInvitationAccountGone"
    }),
    ...all({ text: "errorTicketUsed", field: "ticket", offer: "sign-in" }, [
      "invitation_already_accepted",
      "sign_in_token_already_used_code"
    ]),
    ...all({ text: "errorInvitationAccountExists", field: "ticket", offer: "sign-in" }, [
      "invitation_account_exists",
      "organization_invitation_identification_already_exists"
    ]),
    ...atInput("identifier", { identifier_already_signed_in: "errorAlreadySignedIn" }),
    ...atInput("password", {
      form_password_incorrect: "errorPasswordIncorrect",
      form_password_validation_failed: "errorPasswordIncorrect",
      form_password_or_identifier_incorrect: "errorPasswordOrIdentifierIncorrect",
      form_password_compromised: "errorPasswordCompromisedAtSignIn",
      password_reset_required: "errorPasswordResetRequired",
      password_too_long_needs_reset: "errorPasswordResetRequired"
    }),
    ...atInput("newPassword", {
      form_password_pwned: "errorPasswordCompromised",
      form_new_password_matches_current: "errorPasswordSame",
      form_password_matches_identifier: "errorPasswordIsIdentifier",
      form_password_length_too_short: "errorPasswordTooShort",
      form_password_length_too_long: "errorPasswordTooLong",
      form_password_size_in_bytes_exceeded: "errorPasswordTooManyBytes",
      form_password_no_lowercase: "errorPasswordLowercase",
      form_password_no_uppercase: "errorPasswordUppercase",
      form_password_no_number: "errorPasswordNumber",
      form_password_no_special_char: "errorPasswordSpecial",
      form_password_not_strong_enough: "errorPasswordTooWeak"
    }),
    ...atInput("code", {
      form_code_incorrect: "errorCodeIncorrect",
      invalid_totp_secret_code: "errorTotpCodeIncorrect"
    }),
    passkey_not_registered: "errorPasskeyUnknown",
    no_passkeys_found_for_user: "errorNoPasskeys",
    ...all("errorPasskeyFailed", [
      "passkey_authentication_failure",
      "passkey_invalid_public_key_credential",
      "passkey_invalid_verification"
    ]),
    strategy_for_user_invalid: "errorNoPassword",
    session_exists: "errorAlreadySignedIn",
    account_lockout_warning: "errorLockoutWarning",
    oauth_access_denied: "errorSsoDenied",
    enterprise_connection_id_is_required_with_multiple_connections: {
      text: "errorSsoSeveral",
      offer: "sign-in"
    },
    oauth_identification_claimed: { text: "errorEmailTaken", offer: "sign-in" },
    ...all("errorSsoReserved", [
      "oauth_email_domain_reserved_by_saml",
      "saml_email_address_domain_reserved",
      "sign_in_must_use_enterprise_connection_identifier"
    ]),
    ...all("errorSsoAttributes", ["saml_user_attribute_missing", "enterprise_sso_user_attribute_missing"]),
    ...all("errorSsoDomain", [
      "saml_email_address_domain_mismatch",
      "enterprise_sso_email_address_domain_mismatch",
      "enterprise_sso_hosted_domain_mismatch"
    ]),
    ...all("errorSsoSetup", [
      "redirect_uri_mismatch",
      "misconfigured_oauth_provider",
      "oauth_config_missing",
      "oauth_shared_credentials_not_supported",
      "oauth_provider_not_enabled",
      "oauth_unsupported_provider",
      "oauth_non_authenticatable_provider",
      "enterprise_sso_sign_in_connection_missing",
      "enterprise_sso_sign_up_connection_missing",
      "saml_connection_not_found",
      "saml_connection_active_not_found",
      "saml_response_relaystate_missing"
    ]),
    ...all("errorSsoUnanswered", [
      "oauth_callback_invalid",
      "oauth_token_exchange_error",
      "oauth_fetch_user_error",
      "saml_response_invalid"
    ])
  },
  expired: {
    ...atInput("code", {
      verification_expired: "errorCodeExpired",
      verification_missing: "errorCodeExpired",
      verification_not_sent: "errorCodeExpired",
      verification_strategy_invalid: "errorCodeExpired",
      sign_up_outdated_verification: "errorCodeExpired",
      verification_failed: "errorTooManyCodes"
    }),
    ...all("errorAttemptExpired", [
      "client_state_invalid",
      "client_not_found",
      "resource_forbidden",
      "identification_claimed",
      "sign_in_identification_or_user_deleted"
    ]),
    ...all("errorNoLongerOffered", [
      "already_a_member_in_organization",
      "organization_invitation_already_accepted",
      "organization_invitation_revoked_code",
      "organization_invitation_to_deleted_organization",
      "organization_invitation_not_found",
      "organization_invitation_not_pending",
      "organization_suggestion_already_accepted"
    ]),
    ...all("errorReverificationExpired", [
      "session_reverification_missing",
      "invalid_action_for_session_reverification"
    ]),
    totp_already_enabled: "errorTotpAlreadyEnabled"
  },
  "rate-limited": {
    verification_code_too_many_requests: "errorCodeJustSent"
  },
  "not-allowed": {
    user_locked: "errorUserLocked",
    ...all("errorUserBanned", ["user_banned", "user_deactivated", "deprovisioned"]),
    user_quota_exceeded: "errorTooManyUsers",
    not_allowed_access: {
      text: "errorSignUpNotAllowed",
      at: { emailAddress: "errorEmailSubaddress", phoneNumber: "errorCountryNotAllowed" }
    },
    sign_up_mode_restricted: { text: "errorSignUpByInvitation", offer: "invitation" },
    sign_up_restricted_waitlist: { text: "errorSignUpWaitlist", offer: "waitlist" },
    waitlist_not_accepting_entries: "errorWaitlistClosed",
    external_account_not_found: { text: "errorSsoNoAccount", offer: "sign-up" },
    saml_jit_provisioning_disabled: "errorSsoNoAccount",
    ...all("errorBlocked", ["action_blocked", "device_blocked"]),
    enterprise_sso_additional_identifications_disabled: "errorNoFurtherNumbers",
    ...all("errorNotAMember", ["organization_not_found_or_unauthorized", "not_a_member_in_organization"]),
    exclusive_organization_membership: "errorExclusiveMembership",
    user_create_organization_not_enabled: "errorMayNotCreate",
    ...all("errorTooManyOrganizations", ["org_creation_limit_exceeded", "organization_quota_exceeded"]),
    ...all("errorNotPermitted", ["authorization_invalid", "missing_organization_permission"]),
    ...all("errorMessageNotSent", [
      "dev_monthly_email_limit_exceeded",
      "dev_monthly_sms_limit_exceeded",
      "sms_send_error"
    ]),
    ...all("errorOrganizationFull", [
      "organization_membership_quota_exceeded",
      "organization_membership_plan_quota_exceeded",
      "organization_membership_quota_exceeded_for_sso"
    ])
  },
  "web-only": {
    ...all("errorCaptchaAtSignUp", ["captcha_missing_token", "captcha_invalid", "captcha_not_enabled"]),
    requires_captcha: "errorCaptcha",
    requires_protect_check: "errorProtectCheck"
  },
  "reverification-required": {
    session_reverification_required: "errorReverificationRequired"
  },
  misconfigured: all("errorMisconfigured", [
    "origin_invalid",
    "origin_missing",
    "origin_authorization_headers_conflict",
    "native_api_disabled",
    "host_invalid"
  ])
}

/** Clerk's input names, as in `meta.param_name`. */
const fields: Record<string, Field> = {
  identifier: "identifier",
  email_address: "emailAddress",
  password: "password",
  new_password: "newPassword",
  phone_number: "phoneNumber",
  username: "username",
  legal_accepted: "legalAccepted",
  ticket: "ticket",
  first_name: "firstName",
  last_name: "lastName",
  code: "code",
  name: "name",
  slug: "slug",
  file: "logo"
}

/** Clerk's own limits, used until the instance's are known. */
const LENGTHS: Lengths = {
  password: { minLength: 8, maxLength: 72 },
  username: { minLength: 4, maxLength: 64 }
}

/**
 * Turns whatever the SDK throws into an error that pages understand. A `MessageError` passes through unchanged.
 *
 * @param lengths the instance's rules for new passwords and usernames.
 */
export function fromClerk(error: unknown, lengths: Lengths = LENGTHS): unknown {
  if (error instanceof MessageError) return error
  if (isApiError(error)) return new MessageError(fromApiError(error, lengths))
  if (isNetworkError(error)) return failed("offline", "errorOffline")
  if (isUnreadableAnswer(error)) {
    return failed("clerk-down", "errorUnreadableAnswer")
  }
  if (isCaptchaAskedFor(error)) return failed("web-only", "errorCaptcha")
  if (toSafeWords(error).includes("publishable key")) {
    return new MessageError({
      code: "misconfigured",
      message: t("errorMisconfigured"),
      ...adviseAuthor("wrong publishable key")
    })
  }
  return error
}

/** In seconds: Clerk never requests a longer pause, but something in its place may. */
const LONGEST_PAUSE = 300

function fromApiError({ status, errors, retryAfter }: ApiError, lengths: Lengths): Failure {
  const [first] = errors
  const details = errorDetails.of(first?.code)
  const traceId = typeof first?.meta?.traceId === "string" ? first.meta.traceId : details.traceId
  const retryAfterSeconds =
    retryAfter === undefined ? details.lockoutSeconds : Math.min(Math.max(retryAfter, 0), LONGEST_PAUSE)
  const common = {
    ...(traceId !== undefined && { traceId }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds })
  }
  const explanation = explain(first)
  if (!explanation && status === 429) {
    return { ...common, code: "rate-limited", message: t("errorRateLimited", whenToRetry(retryAfterSeconds)) }
  }
  if (!explanation && status >= 500) return { ...common, code: "clerk-down", message: t("errorClerkDown") }
  if (!explanation && status === 401) return { ...common, code: "signed-out", message: t("errorSignedOut") }

  const numbers = { ...lengths, retryAfterSeconds }
  const problem = problemOf(first, numbers)
  const others = errors
    .map((error) => problemOf(error, numbers))
    .filter(({ message }, index, all) => all.findIndex((other) => other.message === message) === index)
    .slice(1)
  const offer = errors.map((error) => explain(error)?.offer).find(Boolean)
  return {
    ...common,
    code: explanation?.code ?? "rejected",
    ...problem,
    ...(others.length > 0 && { others }),
    ...(offer && { offer }),
    ...(explanation?.code === "misconfigured" && adviseAuthor(first?.code ?? "")),
    ...(first?.code === "action_blocked" && readBlock(first.meta))
  }
}

type Numbers = Lengths & { retryAfterSeconds: number | undefined }

/** What is wrong, in our words or else in Clerk's, at the input that Clerk names. */
function problemOf(error: ClerkError | undefined, numbers: Numbers): Problem {
  const explanation = explain(error)
  const message = explanation?.text
    ? inWords(explanation.text, error, numbers)
    : plainText(error?.longMessage || error?.message, 300) || t("errorUnexpected")
  const field = inputOf(error) ?? explanation?.field
  return { message, ...(field && { field }) }
}

function inWords(text: AnyTextKey, error: ClerkError | undefined, numbers: Numbers) {
  switch (text) {
    case "errorPasswordTooShort":
      return tCount(text, numbers.password.minLength)
    case "errorPasswordTooLong":
      return tCount(text, numbers.password.maxLength)
    case "errorUsernameLength":
      return tCount(text, numbers.username.maxLength, [
        numbers.username.minLength,
        numbers.username.maxLength
      ])
    case "errorPasswordTooWeak": {
      const advice = passwordAdvice(error?.meta?.zxcvbn?.suggestions?.map(({ code }) => code) ?? [])
      return advice.length > 0 ? [t("passwordTooWeak"), ...advice].join(" ") : t(text)
    }
    default:
      // For texts that end in "try again …".
      return t(text, whenToRetry(numbers.retryAfterSeconds))
  }
}

function explain(error: ClerkError | undefined) {
  const clerkCode = error?.code ?? ""
  const input = inputOf(error)
  for (const [code, texts] of Object.entries(explanations)) {
    const found = Object.hasOwn(texts, clerkCode) ? texts[clerkCode] : undefined
    if (!found) continue
    const explanation = inFull(found)
    const atInput = input && explanation.at?.[input]
    return { code: code as MessageErrorCode, ...explanation, ...(atInput && inFull(atInput)) }
  }
}

function inFull(explanation: AnyTextKey | Explanation): Explanation {
  return typeof explanation === "string" ? { text: explanation } : explanation
}

function inputOf(error: ClerkError | undefined): Field | undefined {
  const input = error?.meta?.paramName ?? ""
  return Object.hasOwn(fields, input) ? fields[input] : undefined
}

function whenToRetry(seconds: number | undefined) {
  return seconds === undefined ? t("inAMoment") : formatTimeUntil(seconds)
}

/** An error as the SDK throws it when Clerk refused. */
type ApiError = {
  status: number
  retryAfter?: number
  errors: ClerkError[]
}

type ClerkError = {
  code: string
  message?: string
  longMessage?: string
  meta?: BlockMeta & {
    paramName?: string
    traceId?: unknown
    zxcvbn?: { suggestions?: { code: string }[] }
  }
}

/** An error that Clerk answered with. The SDK bundles its error classes more than once, so `instanceof` doesn't work. */
export function isApiError(error: unknown): error is ApiError {
  return (
    typeof error === "object" &&
    error !== null &&
    "status" in error &&
    typeof error.status === "number" &&
    "errors" in error &&
    Array.isArray(error.errors)
  )
}

/** Turns an error inside a successful answer into one that looks like a refusal by Clerk. */
export function asRefusal(error: ClerkError | null): ApiError & Error {
  return Object.assign(new Error("Clerk refused"), { status: 422, errors: error ? [error] : [] })
}

/** Whether Clerk refused with this code. */
export function isRefusal(error: unknown, code: string): boolean {
  return isApiError(error) && error.errors[0]?.code === code
}

// A proxy or captive portal answered in Clerk's place, with JSON that isn't Clerk's or with no JSON. The SDK calls this a network error.
function isUnreadableAnswer(error: unknown) {
  if (!(error instanceof Error)) return false
  const isCalledNetworkError = "code" in error && error.code === "network_error"
  return error instanceof SyntaxError || isCalledNetworkError || error.message.includes(UNREADABLE)
}

// Clerk requested a captcha (`requires_captcha`), and the SDK has nowhere to show one.
function isCaptchaAskedFor(error: unknown) {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  return code === "captcha_unavailable" || code === "captcha_client_attempts_exceeded"
}

function isNetworkError(error: unknown) {
  if (!navigator.onLine) return true
  return (
    error instanceof Error && /failed to fetch|network ?error|ClerkJS: Network error/i.test(error.message)
  )
}
