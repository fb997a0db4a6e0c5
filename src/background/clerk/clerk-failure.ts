import { describe } from "~background/failure"
import { type Failure, type Field, MessageError, type MessageErrorCode } from "~messaging/message-error"
import { type TextKey, t } from "~messaging/translate"
import { errorDetailsOf } from "./error-details"

type Explanation = { code: MessageErrorCode; text: TextKey; field?: Field }

/**
 * What we say for the errors that Clerk answers with; others keep Clerk's own sentence, which is written for users too.
 * @see https://clerk.com/docs/errors/frontend-api
 */
const explanations: Record<string, Explanation> = {
  form_identifier_not_found: { code: "rejected", text: "errorIdentifierNotFound", field: "identifier" },
  form_password_incorrect: { code: "rejected", text: "errorPasswordIncorrect", field: "password" },
  form_code_incorrect: { code: "rejected", text: "errorCodeIncorrect", field: "code" },
  verification_expired: { code: "expired", text: "errorCodeExpired", field: "code" },
  verification_failed: { code: "expired", text: "errorTooManyCodes", field: "code" },
  verification_missing: { code: "expired", text: "errorCodeExpired", field: "code" },
  verification_not_sent: { code: "expired", text: "errorCodeExpired", field: "code" },
  verification_code_too_many_requests: { code: "rate-limited", text: "errorRateLimited" },
  client_state_invalid: { code: "expired", text: "errorAttemptExpired" },
  user_locked: { code: "not-allowed", text: "errorUserLocked" },
  user_banned: { code: "not-allowed", text: "errorUserBanned" },
  user_deactivated: { code: "not-allowed", text: "errorUserBanned" },
  not_allowed_access: { code: "not-allowed", text: "errorSignUpNotAllowed" },
  sign_up_mode_restricted: { code: "not-allowed", text: "errorSignUpNotAllowed" },
  strategy_for_user_invalid: { code: "rejected", text: "errorNoPassword", field: "password" },
  organization_not_found_or_unauthorized: { code: "not-allowed", text: "errorNotAMember" },
  not_a_member_in_organization: { code: "not-allowed", text: "errorNotAMember" },
  user_create_organization_not_enabled: { code: "not-allowed", text: "errorMayNotCreate" },
  organization_membership_quota_exceeded: { code: "not-allowed", text: "errorOrganizationFull" },
  organization_membership_plan_quota_exceeded: { code: "not-allowed", text: "errorOrganizationFull" },
  organization_invitation_already_accepted: { code: "expired", text: "errorNoLongerOffered" },
  organization_invitation_revoked_code: { code: "expired", text: "errorNoLongerOffered" },
  organization_invitation_to_deleted_organization: { code: "expired", text: "errorNoLongerOffered" },
  organization_invitation_not_found: { code: "expired", text: "errorNoLongerOffered" },
  organization_invitation_not_pending: { code: "expired", text: "errorNoLongerOffered" },
  organization_suggestion_already_accepted: { code: "expired", text: "errorNoLongerOffered" },
  session_reverification_required: { code: "reverification-required", text: "errorReverificationRequired" },
  session_reverification_missing: { code: "expired", text: "errorReverificationExpired" },
  invalid_action_for_session_reverification: { code: "expired", text: "errorReverificationExpired" },
  form_password_compromised: {
    code: "rejected",
    text: "errorPasswordCompromisedAtSignIn",
    field: "password"
  },
  identifier_already_signed_in: { code: "rejected", text: "errorAlreadySignedIn", field: "identifier" },
  session_exists: { code: "rejected", text: "errorAlreadySignedIn" },
  form_password_pwned: { code: "rejected", text: "errorPasswordCompromised", field: "newPassword" },
  form_new_password_matches_current: { code: "rejected", text: "errorPasswordSame", field: "newPassword" },
  form_password_not_strong_enough: { code: "rejected", text: "errorPasswordTooWeak", field: "newPassword" },
  invalid_totp_secret_code: { code: "rejected", text: "errorTotpCodeIncorrect", field: "code" },
  totp_already_enabled: { code: "expired", text: "errorTotpAlreadyEnabled" },
  origin_invalid: { code: "misconfigured", text: "errorOriginInvalid" },
  origin_missing: { code: "misconfigured", text: "errorOriginInvalid" },
  origin_authorization_headers_conflict: { code: "misconfigured", text: "errorOriginInvalid" },
  native_api_disabled: { code: "misconfigured", text: "errorNativeApiDisabled" },
  host_invalid: { code: "misconfigured", text: "errorHostInvalid" }
}

/** Clerk's names of inputs, as in `meta.param_name`. */
const fields: Record<string, Field> = {
  identifier: "identifier",
  email_address: "emailAddress",
  password: "password",
  new_password: "newPassword",
  phone_number: "phoneNumber",
  first_name: "firstName",
  last_name: "lastName",
  code: "code",
  name: "name",
  slug: "slug",
  file: "logo"
}

/** Turns whatever the SDK throws into an error that pages understand; one that already is passes unchanged. */
export function fromClerk(error: unknown): unknown {
  if (error instanceof MessageError) return error
  if (isApiError(error)) return new MessageError(fromApiError(error))
  if (isNetworkError(error)) return new MessageError({ code: "offline", message: t("errorOffline") })
  if (isUnreadableAnswer(error)) return new MessageError({ code: "clerk-down", message: t("errorClerkDown") })
  if (describe(error).includes("publishable key")) {
    return new MessageError({ code: "misconfigured", message: t("errorHostInvalid") })
  }
  return error
}

function fromApiError({ status, errors, retryAfter }: ApiError): Failure {
  const [first] = errors
  const details = errorDetailsOf(first?.code)
  const traceId = first?.meta?.traceId ?? details.traceId
  const retryAfterSeconds = retryAfter ?? details.lockoutSeconds
  const common = {
    ...(traceId !== undefined && { traceId }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds })
  }
  const explanation = first && Object.hasOwn(explanations, first.code) ? explanations[first.code] : undefined
  if (explanation) {
    const { code, text, field } = explanation
    return { ...common, code, message: t(text, whenToRetry(retryAfterSeconds)), ...(field && { field }) }
  }
  if (status === 429) {
    return { ...common, code: "rate-limited", message: t("errorRateLimited", whenToRetry(retryAfterSeconds)) }
  }
  if (status >= 500) return { ...common, code: "clerk-down", message: t("errorClerkDown") }
  if (status === 401) return { ...common, code: "signed-out", message: t("errorSignedOut") }

  const input = first?.meta?.paramName ?? ""
  const field = Object.hasOwn(fields, input) ? fields[input] : undefined
  return {
    ...common,
    code: "rejected",
    message: first?.longMessage || first?.message || t("errorUnexpected"),
    ...(field && { field })
  }
}

// For texts that end in "try again …".
function whenToRetry(seconds: number | undefined) {
  if (seconds === undefined) return t("inAMoment")
  const format = new Intl.RelativeTimeFormat(chrome.i18n.getUILanguage())
  return seconds < 60 ? format.format(seconds, "second") : format.format(Math.ceil(seconds / 60), "minute")
}

type ApiError = {
  status: number
  retryAfter?: number
  errors: {
    code: string
    message?: string
    longMessage?: string
    meta?: { paramName?: string; traceId?: string }
  }[]
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

/** Whether Clerk refused with this code. */
export function isRefusal(error: unknown, code: string): boolean {
  return isApiError(error) && error.errors[0]?.code === code
}

// A proxy or a captive portal answered in Clerk's place, with something that is no JSON. The SDK calls this a network error.
function isUnreadableAnswer(error: unknown) {
  const isCalledNetworkError = error instanceof Error && "code" in error && error.code === "network_error"
  return error instanceof SyntaxError || isCalledNetworkError
}

function isNetworkError(error: unknown) {
  if (!navigator.onLine) return true
  return (
    error instanceof Error && /failed to fetch|network ?error|ClerkJS: Network error/i.test(error.message)
  )
}
