import { toSafeWords } from "~background/failure"
import { type TextKey, t } from "~i18n"
import {
  type Failure,
  type Field,
  MessageError,
  type MessageErrorCode,
  type Problem
} from "~messaging/message-error"
import { UNREADABLE } from "./answers"
import { type BlockMeta, readBlock } from "./blocked"
import { errorDetails } from "./error-details"
import type { Lengths } from "./instance-settings"
import { passwordAdvice } from "./password-advice"
import { plainText } from "./plain"

type Words = { text: TextKey; offer?: NonNullable<Failure["offer"]> }
type Explanation = Partial<Words> & {
  /** The input that it belongs to, if Clerk names none. */
  field?: Field
  /** What we say when Clerk names this input. */
  at?: Partial<Record<Field, Words>>
}
type Explanations = Partial<Record<MessageErrorCode, Record<string, Explanation>>>

const anInputIsEmpty = {
  at: Object.fromEntries(
    (["emailAddress", "phoneNumber", "username", "firstName", "lastName", "password"] as const).map(
      (field): [Field, Words] => [field, { text: "errorInputEmpty" }]
    )
  )
}

const SSO_IS_NOT_SET_UP = [
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
]

const SSO_IS_NOT_ANSWERED = [
  "oauth_callback_invalid",
  "oauth_token_exchange_error",
  "oauth_fetch_user_error",
  "saml_response_invalid"
]

const each = (codes: string[], explanation: Explanation) =>
  Object.fromEntries(codes.map((code): [string, Explanation] => [code, explanation]))

/**
 * What we say for the errors that Clerk answers with. Others keep Clerk's own sentence, which is written for users too.
 * @see https://clerk.com/docs/errors/frontend-api
 */
export const explanations: Explanations = {
  rejected: {
    form_identifier_not_found: {
      text: "errorIdentifierNotFound",
      field: "identifier",
      offer: "sign-up"
    },
    form_identifier_exists: {
      at: {
        emailAddress: { text: "errorEmailTaken", offer: "sign-in" },
        phoneNumber: { text: "errorPhoneNumberTaken", offer: "sign-in" },
        // No offer to sign in: a taken username is usually somebody else's.
        username: { text: "errorUsernameTaken" }
      }
    },
    form_param_format_invalid: {
      at: {
        identifier: { text: "errorIdentifierMalformed" },
        emailAddress: { text: "errorEmailMalformed" },
        phoneNumber: { text: "errorPhoneNumberMalformed" },
        username: { text: "errorUsernameMalformed" }
      }
    },
    form_param_missing: anInputIsEmpty,
    form_param_nil: anInputIsEmpty,
    form_username_invalid_length: { text: "errorUsernameLength", field: "username" },
    form_username_invalid_character: { text: "errorUsernameMalformed", field: "username" },
    form_username_needs_non_number_char: { text: "errorUsernameOnlyDigits", field: "username" },
    form_username_cannot_be_phone_number: { text: "errorUsernameIsPhoneNumber", field: "username" },
    unsupported_country_code: { text: "errorCountryUnsupported", field: "phoneNumber" },
    legal_not_accepted: { text: "errorLegalNotAccepted", field: "legalAccepted" },
    ticket_invalid_code: { text: "errorTicketInvalid", field: "ticket" },
    ticket_expired_code: { text: "errorTicketExpired", field: "ticket" },
    revoked_invitation: { text: "errorTicketRevoked", field: "ticket" },
    invitation_already_accepted: { text: "errorTicketUsed", field: "ticket", offer: "sign-in" },
    invitation_account_exists: { text: "errorInvitationAccountExists", field: "ticket", offer: "sign-in" },
    organization_invitation_identification_already_exists: {
      text: "errorInvitationAccountExists",
      field: "ticket",
      offer: "sign-in"
    },
    invitation_account_not_exists: { text: "errorInvitationAccountGone", field: "ticket" },
    organization_invitation_identification_not_exist: { text: "errorInvitationAccountGone", field: "ticket" },
    sign_in_token_already_used_code: { text: "errorTicketUsed", field: "ticket", offer: "sign-in" },
    sign_in_token_cannot_be_used_code: { text: "errorTicketUsed", field: "ticket" },
    sign_in_token_revoked_code: { text: "errorTicketRevoked", field: "ticket" },
    form_password_incorrect: { text: "errorPasswordIncorrect", field: "password" },
    passkey_not_registered: { text: "errorPasskeyUnknown" },
    no_passkeys_found_for_user: { text: "errorNoPasskeys" },
    passkey_authentication_failure: { text: "errorPasskeyFailed" },
    passkey_invalid_public_key_credential: { text: "errorPasskeyFailed" },
    passkey_invalid_verification: { text: "errorPasskeyFailed" },
    form_code_incorrect: { text: "errorCodeIncorrect", field: "code" },
    strategy_for_user_invalid: { text: "errorNoPassword" },
    form_password_compromised: { text: "errorPasswordCompromisedAtSignIn", field: "password" },
    identifier_already_signed_in: { text: "errorAlreadySignedIn", field: "identifier" },
    session_exists: { text: "errorAlreadySignedIn" },
    form_password_or_identifier_incorrect: { text: "errorPasswordOrIdentifierIncorrect", field: "password" },
    form_password_validation_failed: { text: "errorPasswordIncorrect", field: "password" },
    password_reset_required: { text: "errorPasswordResetRequired", field: "password" },
    password_too_long_needs_reset: { text: "errorPasswordResetRequired", field: "password" },
    account_lockout_warning: { text: "errorLockoutWarning" },
    form_password_pwned: { text: "errorPasswordCompromised", field: "newPassword" },
    form_new_password_matches_current: { text: "errorPasswordSame", field: "newPassword" },
    form_password_matches_identifier: { text: "errorPasswordIsIdentifier", field: "newPassword" },
    form_password_length_too_short: { text: "errorPasswordTooShort", field: "newPassword" },
    form_password_length_too_long: { text: "errorPasswordTooLong", field: "newPassword" },
    form_password_size_in_bytes_exceeded: { text: "errorPasswordTooManyBytes", field: "newPassword" },
    form_password_no_lowercase: { text: "errorPasswordLowercase", field: "newPassword" },
    form_password_no_uppercase: { text: "errorPasswordUppercase", field: "newPassword" },
    form_password_no_number: { text: "errorPasswordNumber", field: "newPassword" },
    form_password_no_special_char: { text: "errorPasswordSpecial", field: "newPassword" },
    form_password_not_strong_enough: { text: "errorPasswordTooWeak", field: "newPassword" },
    invalid_totp_secret_code: { text: "errorTotpCodeIncorrect", field: "code" },
    oauth_access_denied: { text: "errorSsoDenied" },
    oauth_identification_claimed: { text: "errorEmailTaken", offer: "sign-in" },
    oauth_email_domain_reserved_by_saml: { text: "errorSsoReserved" },
    saml_email_address_domain_reserved: { text: "errorSsoReserved" },
    sign_in_must_use_enterprise_connection_identifier: { text: "errorSsoReserved" },
    saml_user_attribute_missing: { text: "errorSsoAttributes" },
    enterprise_sso_user_attribute_missing: { text: "errorSsoAttributes" },
    saml_email_address_domain_mismatch: { text: "errorSsoDomain" },
    enterprise_sso_email_address_domain_mismatch: { text: "errorSsoDomain" },
    enterprise_sso_hosted_domain_mismatch: { text: "errorSsoDomain" },
    ...each(SSO_IS_NOT_SET_UP, { text: "errorSsoSetup" }),
    ...each(SSO_IS_NOT_ANSWERED, { text: "errorSsoUnanswered" })
  },
  expired: {
    verification_expired: { text: "errorCodeExpired", field: "code" },
    verification_failed: { text: "errorTooManyCodes", field: "code" },
    verification_missing: { text: "errorCodeExpired", field: "code" },
    verification_not_sent: { text: "errorCodeExpired", field: "code" },
    verification_strategy_invalid: { text: "errorCodeExpired", field: "code" },
    client_state_invalid: { text: "errorAttemptExpired" },
    client_not_found: { text: "errorAttemptExpired" },
    resource_forbidden: { text: "errorAttemptExpired" },
    identification_claimed: { text: "errorAttemptExpired" },
    sign_in_identification_or_user_deleted: { text: "errorAttemptExpired" },
    sign_up_outdated_verification: { text: "errorCodeExpired", field: "code" },
    already_a_member_in_organization: { text: "errorNoLongerOffered" },
    organization_invitation_already_accepted: { text: "errorNoLongerOffered" },
    organization_invitation_revoked_code: { text: "errorNoLongerOffered" },
    organization_invitation_to_deleted_organization: { text: "errorNoLongerOffered" },
    organization_invitation_not_found: { text: "errorNoLongerOffered" },
    organization_invitation_not_pending: { text: "errorNoLongerOffered" },
    organization_suggestion_already_accepted: { text: "errorNoLongerOffered" },
    session_reverification_missing: { text: "errorReverificationExpired" },
    invalid_action_for_session_reverification: { text: "errorReverificationExpired" },
    totp_already_enabled: { text: "errorTotpAlreadyEnabled" }
  },
  "rate-limited": {
    verification_code_too_many_requests: { text: "errorCodeJustSent" }
  },
  "not-allowed": {
    user_locked: { text: "errorUserLocked" },
    user_banned: { text: "errorUserBanned" },
    user_deactivated: { text: "errorUserBanned" },
    deprovisioned: { text: "errorUserBanned" },
    user_quota_exceeded: { text: "errorTooManyUsers" },
    external_account_not_found: { text: "errorSsoNoAccount", offer: "sign-up" },
    saml_jit_provisioning_disabled: { text: "errorSsoNoAccount" },
    organization_membership_quota_exceeded_for_sso: { text: "errorOrganizationFull" },
    not_allowed_access: {
      text: "errorSignUpNotAllowed",
      at: {
        emailAddress: { text: "errorEmailSubaddress" },
        phoneNumber: { text: "errorCountryNotAllowed" }
      }
    },
    sign_up_mode_restricted: { text: "errorSignUpByInvitation", offer: "invitation" },
    sign_up_restricted_waitlist: { text: "errorSignUpWaitlist", offer: "waitlist" },
    waitlist_not_accepting_entries: { text: "errorWaitlistClosed" },
    action_blocked: { text: "errorBlocked" },
    device_blocked: { text: "errorBlocked" },
    enterprise_sso_additional_identifications_disabled: { text: "errorNoFurtherNumbers" },
    organization_not_found_or_unauthorized: { text: "errorNotAMember" },
    not_a_member_in_organization: { text: "errorNotAMember" },
    exclusive_organization_membership: { text: "errorExclusiveMembership" },
    user_create_organization_not_enabled: { text: "errorMayNotCreate" },
    organization_membership_quota_exceeded: { text: "errorOrganizationFull" },
    organization_membership_plan_quota_exceeded: { text: "errorOrganizationFull" }
  },
  "web-only": {
    captcha_missing_token: { text: "errorCaptchaAtSignUp" },
    captcha_invalid: { text: "errorCaptchaAtSignUp" },
    captcha_not_enabled: { text: "errorCaptchaAtSignUp" },
    requires_captcha: { text: "errorCaptcha" },
    requires_protect_check: { text: "errorProtectCheck" }
  },
  "reverification-required": {
    session_reverification_required: { text: "errorReverificationRequired" }
  },
  misconfigured: {
    origin_invalid: { text: "errorOriginInvalid" },
    origin_missing: { text: "errorOriginInvalid" },
    origin_authorization_headers_conflict: { text: "errorHeadersConflict" },
    native_api_disabled: { text: "errorNativeApiDisabled" },
    host_invalid: { text: "errorHostInvalid" }
  }
}

/** Clerk's names of inputs, as in `meta.param_name`. */
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

/** Clerk's own limits, for when the instance's are not known. */
const LENGTHS: Lengths = {
  password: { minLength: 8, maxLength: 72 },
  username: { minLength: 4, maxLength: 64 }
}

/**
 * Turns whatever the SDK throws into an error that pages understand; one that already is passes unchanged.
 *
 * @param lengths what the instance asks of new passwords and usernames.
 */
export function fromClerk(error: unknown, lengths: Lengths = LENGTHS): unknown {
  if (error instanceof MessageError) return error
  if (isApiError(error)) return new MessageError(fromApiError(error, lengths))
  if (isNetworkError(error)) return new MessageError({ code: "offline", message: t("errorOffline") })
  if (isUnreadableAnswer(error)) {
    return new MessageError({ code: "clerk-down", message: t("errorUnreadableAnswer") })
  }
  if (isCaptchaAskedFor(error)) return new MessageError({ code: "web-only", message: t("errorCaptcha") })
  if (toSafeWords(error).includes("publishable key")) {
    return new MessageError({ code: "misconfigured", message: t("errorHostInvalid") })
  }
  return error
}

/** In seconds: Clerk asks for no longer one, but something in its place may. */
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
    ...(first?.code === "action_blocked" && readBlock(first.meta))
  }
}

type Numbers = Lengths & { retryAfterSeconds: number | undefined }

/** What is wrong in our words, or else in Clerk's, at the input that Clerk names. */
function problemOf(error: ClerkError | undefined, numbers: Numbers): Problem {
  const explanation = explain(error)
  const message = explanation?.text
    ? inWords(explanation.text, error, numbers)
    : plainText(error?.longMessage || error?.message, 300) || t("errorUnexpected")
  const field = inputOf(error) ?? explanation?.field
  return { message, ...(field && { field }) }
}

function inWords(text: TextKey, error: ClerkError | undefined, numbers: Numbers) {
  switch (text) {
    case "errorPasswordTooShort":
      return t(text, numbers.password.minLength)
    case "errorPasswordTooLong":
      return t(text, numbers.password.maxLength)
    case "errorUsernameLength":
      return t(text, numbers.username.minLength, numbers.username.maxLength)
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
    const explanation = Object.hasOwn(texts, clerkCode) ? texts[clerkCode] : undefined
    if (!explanation) continue
    return { code: code as MessageErrorCode, ...explanation, ...(input && explanation.at?.[input]) }
  }
}

function inputOf(error: ClerkError | undefined): Field | undefined {
  const input = error?.meta?.paramName ?? ""
  return Object.hasOwn(fields, input) ? fields[input] : undefined
}

function whenToRetry(seconds: number | undefined) {
  if (seconds === undefined) return t("inAMoment")
  const format = new Intl.RelativeTimeFormat(chrome.i18n.getUILanguage())
  return seconds < 60 ? format.format(seconds, "second") : format.format(Math.ceil(seconds / 60), "minute")
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

/** An error that Clerk answered with. The SDK bundles its error classes more than once, so `instanceof` does not tell. */
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

/** An error of Clerk that came within an answer, as if Clerk had refused. */
export function asRefusal(error: ClerkError | null): ApiError & Error {
  return Object.assign(new Error("Clerk refused"), { status: 422, errors: error ? [error] : [] })
}

/** Whether Clerk refused with this code. */
export function isRefusal(error: unknown, code: string): boolean {
  return isApiError(error) && error.errors[0]?.code === code
}

// A proxy or a captive portal answered in Clerk's place, with something that isn't Clerk's, or no JSON. The SDK calls this a network error.
function isUnreadableAnswer(error: unknown) {
  if (!(error instanceof Error)) return false
  const isCalledNetworkError = "code" in error && error.code === "network_error"
  return error instanceof SyntaxError || isCalledNetworkError || error.message.includes(UNREADABLE)
}

// Clerk asked the SDK for a captcha (`requires_captcha`), and it has nowhere to show one.
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
