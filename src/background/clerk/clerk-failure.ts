import { describe } from "~background/failure"
import { type Failure, type Field, MessageError, type MessageErrorCode } from "~messaging/message-error"
import { type TextKey, t } from "~messaging/translate"
import { errorDetailsOf } from "./error-details"

type Explanations = Partial<Record<MessageErrorCode, Record<string, TextKey | [TextKey, Field]>>>

/**
 * What we say for the errors that Clerk answers with, and to which input it belongs; others keep Clerk's own sentence, which
 * is written for users too.
 * @see https://clerk.com/docs/errors/frontend-api
 */
export const explanations: Explanations = {
  rejected: {
    form_identifier_not_found: ["errorIdentifierNotFound", "identifier"],
    form_password_incorrect: ["errorPasswordIncorrect", "password"],
    form_code_incorrect: ["errorCodeIncorrect", "code"],
    strategy_for_user_invalid: ["errorNoPassword", "password"],
    form_password_compromised: ["errorPasswordCompromisedAtSignIn", "password"],
    identifier_already_signed_in: ["errorAlreadySignedIn", "identifier"],
    session_exists: "errorAlreadySignedIn",
    form_password_pwned: ["errorPasswordCompromised", "newPassword"],
    form_new_password_matches_current: ["errorPasswordSame", "newPassword"],
    form_password_not_strong_enough: ["errorPasswordTooWeak", "newPassword"],
    invalid_totp_secret_code: ["errorTotpCodeIncorrect", "code"]
  },
  expired: {
    verification_expired: ["errorCodeExpired", "code"],
    verification_failed: ["errorTooManyCodes", "code"],
    verification_missing: ["errorCodeExpired", "code"],
    verification_not_sent: ["errorCodeExpired", "code"],
    verification_strategy_invalid: ["errorCodeExpired", "code"],
    client_state_invalid: "errorAttemptExpired",
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
    verification_code_too_many_requests: "errorRateLimited"
  },
  "not-allowed": {
    user_locked: "errorUserLocked",
    user_banned: "errorUserBanned",
    user_deactivated: "errorUserBanned",
    not_allowed_access: "errorSignUpNotAllowed",
    sign_up_mode_restricted: "errorSignUpNotAllowed",
    organization_not_found_or_unauthorized: "errorNotAMember",
    not_a_member_in_organization: "errorNotAMember",
    user_create_organization_not_enabled: "errorMayNotCreate",
    organization_membership_quota_exceeded: "errorOrganizationFull",
    organization_membership_plan_quota_exceeded: "errorOrganizationFull"
  },
  "reverification-required": {
    session_reverification_required: "errorReverificationRequired"
  },
  misconfigured: {
    origin_invalid: "errorOriginInvalid",
    origin_missing: "errorOriginInvalid",
    origin_authorization_headers_conflict: "errorHeadersConflict",
    native_api_disabled: "errorNativeApiDisabled",
    host_invalid: "errorHostInvalid"
  }
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
  const explanation = explain(first?.code)
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

function explain(clerkCode = "") {
  for (const [code, texts] of Object.entries(explanations)) {
    if (!Object.hasOwn(texts, clerkCode)) continue
    const [text, field] = [texts[clerkCode]].flat() as [TextKey, Field?]
    return { code: code as MessageErrorCode, text, field }
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
