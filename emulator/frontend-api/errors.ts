import { randomBytes } from "node:crypto"
import { type CountryCode, getCountryCallingCode } from "libphonenumber-js/min"
import type { Settings } from "../model/settings"
import type { CodeRefusal } from "../model/verification"

type ErrorOptions = { param?: string; meta?: object; longMessage?: string; retryAfter?: number }

type ErrorJson = { code: string; message: string; long_message: string; meta?: object }

/** An error as Clerk reports it. Handlers throw it, and the server wraps it in the error envelope. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly errors: ErrorJson[],
    readonly retryAfter?: number
  ) {
    super(errors[0]?.code)
  }
}

/** Combines several errors, such as all broken rules of a password. */
export const joined = (errors: ApiError[]) =>
  new ApiError(
    errors[0]?.status ?? 422,
    errors.flatMap((error) => error.errors)
  )

/** The error envelope. It carries the current client, which the SDK reads from errors too. */
export const envelope = (errors: ErrorJson[], client: object | null = null) => ({
  errors,
  ...(client && { meta: { client } }),
  clerk_trace_id: randomBytes(16).toString("hex")
})

export function apiError(status: number, code: string, message: string, options: ErrorOptions = {}) {
  const { param, longMessage = message, retryAfter } = options
  const meta = param ? { param_name: param, ...options.meta } : options.meta
  return new ApiError(
    status,
    [{ code, message, long_message: longMessage, ...(meta && { meta }) }],
    retryAfter
  )
}

const invalid = (code: string, param: string, message: string) => apiError(422, code, message, { param })

export const notFound = (what: string) =>
  apiError(404, "resource_not_found", "Resource not found", {
    longMessage: `No ${what} was found with this id.`
  })

// Parameters
export const paramMissing = (param: string) =>
  invalid("form_param_missing", param, `Enter the ${words(param)}.`)
export const paramNil = (param: string) => invalid("form_param_nil", param, `Enter the ${words(param)}.`)
export const paramFormat = (param: string, message: string) =>
  invalid("form_param_format_invalid", param, message)
export const paramValue = (param: string) =>
  invalid("form_param_value_invalid", param, `This value of ${words(param)} is not supported.`)
export const paramTooLong = (param: string, max: number) =>
  invalid("form_param_max_length_exceeded", param, `The ${words(param)} can have at most ${max} characters.`)
export const paramUnknown = (param: string) =>
  invalid("form_param_unknown", param, `${param} is not a valid parameter for this request.`)
export const paramDuplicate = (param: string) =>
  invalid("form_param_duplicate", param, `${param} is there more than once.`)
export const identifierExists = (param: string, message: string) =>
  invalid("form_identifier_exists", param, message)

// Sign-in
export const identifierNotFound = () =>
  invalid("form_identifier_not_found", "identifier", "Couldn't find your account.")
export const passwordIncorrect = () =>
  invalid("form_password_incorrect", "password", "Password is incorrect. Try again, or use another method.")
export const passwordCompromised = () =>
  invalid(
    "form_password_compromised",
    "password",
    "This password may be compromised. Sign in with another method, then choose a new password."
  )
export const passwordPwned = () =>
  invalid(
    "form_password_pwned",
    "password",
    "This password has been found in a breach. Sign in with another method, then choose a new password."
  )
export const codeIncorrect = () => invalid("form_code_incorrect", "code", "Incorrect code.")
export const strategyInvalid = () =>
  apiError(400, "strategy_for_user_invalid", "This method is not available for this account.")
export const secondFactorMissing = (strategy: string) =>
  apiError(400, "no_second_factors", "No second factors", {
    longMessage: `No second factors were found for strategy ${strategy}.`
  })
export const stateInvalid = () =>
  apiError(400, "client_state_invalid", "This action is not possible at this point.", {
    longMessage: "The sign-in is not in a state that allows this action."
  })
export const sessionExists = (sessionId: string) =>
  apiError(400, "session_exists", "You're already signed in.", { meta: { session_id: sessionId } })
export const alreadySignedIn = (sessionId: string) =>
  apiError(400, "identifier_already_signed_in", "You're already signed in to this account.", {
    meta: { session_id: sessionId }
  })
export const userBanned = () =>
  apiError(403, "user_banned", "This account is not allowed to sign in. Contact support.")
export const userDeactivated = () =>
  apiError(403, "user_deactivated", "This account has been deactivated. Contact support.")
export const userLocked = (seconds: number) =>
  apiError(403, "user_locked", "Your account is locked. Try again later, or contact support.", {
    meta: { lockout_expires_in_seconds: seconds }
  })

/** Covers both cases where the instance hides whether an account exists. */
export const passwordOrIdentifierIncorrect = () =>
  apiError(422, "form_password_or_identifier_incorrect", "Password or identifier is incorrect.", {
    longMessage: "The password or the identifier is incorrect. Try again, or use another method."
  })

// Clerk Protect, and its predecessor, the captcha
export const actionBlocked = ({
  blockTitle,
  blockDescription,
  blockLinkUrl,
  blockLinkText
}: Settings["protect"]) =>
  apiError(403, "action_blocked", "Action blocked", {
    longMessage: "This action looked suspicious and was blocked. Contact support if it was a mistake.",
    meta: {
      trace_id: randomBytes(6).toString("base64url"),
      ...(blockTitle && { title: blockTitle }),
      ...(blockDescription && { description: blockDescription }),
      ...(blockLinkUrl && { link_url: blockLinkUrl }),
      ...(blockLinkUrl && blockLinkText && { link_text: blockLinkText })
    }
  })
export const protectCheckRequired = (protectCheck: object) =>
  apiError(403, "requires_protect_check", "Protect check required", {
    longMessage: "A Protect check is needed before this can continue.",
    meta: { protect_check: protectCheck }
  })
export const protectCheckResolved = () =>
  apiError(400, "protect_check_already_resolved", "Protect check already resolved", {
    longMessage: "This Protect check is done and can't be resolved again."
  })
const CAPTCHA_FAILED = "Security validations failed."
export const captchaMissing = () =>
  apiError(400, "captcha_missing_token", CAPTCHA_FAILED, { longMessage: "Refresh the page and try again." })
export const captchaInvalid = () =>
  apiError(400, "captcha_invalid", CAPTCHA_FAILED, { longMessage: "Try a different browser." })
export const captchaNotEnabled = () =>
  apiError(400, "captcha_not_enabled", "CAPTCHA not enabled", {
    longMessage: "A CAPTCHA was completed, but this instance asks for none."
  })

// Sign-up
export const legalNotAccepted = () =>
  apiError(422, "legal_not_accepted", "Legal not accepted", {
    param: "legal_accepted",
    longMessage: "Accept the terms to continue."
  })
export const accessNotAllowed = (identifier: string) =>
  apiError(403, "not_allowed_access", "Access not allowed.", {
    meta: { identifiers: [identifier] },
    longMessage: `${identifier} is not allowed to access this application.`
  })

export const accountTransferInvalid = () =>
  apiError(400, "account_transfer_invalid", "Invalid account transfer", {
    longMessage: "There's no account to transfer."
  })
const SIGN_UP_IF_MISSING = "sign_up_if_missing"
export const signUpIfMissingNotAllowed = (reason: string) =>
  apiError(422, `${SIGN_UP_IF_MISSING}_not_allowed`, `${SIGN_UP_IF_MISSING} not allowed`, {
    longMessage: `The option ${SIGN_UP_IF_MISSING} can't be used: ${reason}.`
  })
export const signUpIfMissingStrategy = (strategy: string) =>
  apiError(422, `${SIGN_UP_IF_MISSING}_strategy_not_supported`, "Strategy not supported", {
    longMessage: `Nobody can sign up by ${strategy}, so it doesn't go with ${SIGN_UP_IF_MISSING}.`
  })
export const signUpIfMissingTransfer = () =>
  apiError(404, `${SIGN_UP_IF_MISSING}_transfer`, "User not found", {
    longMessage: "There's no account yet. Go on with a sign-up."
  })

// Providers
export const providerNotEnabled = (name: string) =>
  apiError(400, "oauth_provider_not_enabled", "OAuth provider not enabled", {
    longMessage: `Signing in with ${name} is not enabled in this application.`
  })
export const providerUnsupported = (name: string) =>
  apiError(400, "oauth_unsupported_provider", "OAuth provider not supported", {
    longMessage: `There's no way to sign in with ${name}.`
  })
export const providerNotAuthenticatable = (name: string) =>
  apiError(400, "oauth_non_authenticatable_provider", "OAuth provider not for authentication", {
    longMessage: `${name} can be connected to an account, but nobody can sign in with it.`
  })
export const redirectUrlMismatch = (url: string) =>
  apiError(400, "resource_missmatch", "Redirect url mismatch", {
    longMessage: `${url} is not among the redirect URLs that this instance allows.`
  })
export const redirectUrlInvalid = () =>
  apiError(422, "invalid_redirect_url", "Redirect url invalid", {
    longMessage: "The redirect URL is not valid."
  })
export const redirectUrlProhibited = () =>
  apiError(422, "prohibited_redirect_url", "Invalid URL scheme", {
    longMessage: "The redirect URL has a scheme that is not allowed."
  })
export const redirectUrlForeign = (origin: string) =>
  apiError(422, "redirect_url_domain_mismatch", "Redirect url does not belong to your domain", {
    longMessage: `The emulator doesn't send users to ${origin}. Add it to the setting allowedOrigins.`
  })
export const redirectUrlNotAssociated = (host: string) =>
  apiError(
    422,
    "redirect_url_not_associated_with_instance",
    "Redirect URL is not configured for this instance",
    {
      meta: { name: "redirect_url" },
      longMessage: `${host} is not a domain of this production instance.`
    }
  )
export const handshakeInvalid = (reason: string) =>
  apiError(400, "invalid_handshake", "invalid handshake", {
    longMessage: `The handshake request is invalid. ${reason}`
  })
export const callbackInvalid = () =>
  apiError(400, "oauth_callback_invalid", "Invalid OAuth callback", {
    longMessage: "The provider's answer can't be read."
  })
export const authorizationInvalid = () =>
  apiError(403, "authorization_invalid", "Unauthorized request", {
    longMessage: "This answer belongs to no sign-in or sign-up that is under way."
  })
export const accessDenied = (name: string) =>
  apiError(403, "oauth_access_denied", `You did not grant access to your ${name} account`)
export const providerMisconfigured = () =>
  apiError(400, "misconfigured_oauth_provider", "Misconfigured OAuth provider", {
    longMessage: "The provider has refused the request. Its settings may be wrong."
  })
export const tokenExchangeFailed = () =>
  apiError(400, "oauth_token_exchange_error", "Token exchange error", {
    longMessage: "The provider does not know its own answer."
  })
export const externalAccountNotFound = () =>
  apiError(404, "external_account_not_found", "Invalid external account", {
    longMessage: "The External Account was not found."
  })
export const externalAccountExists = () =>
  apiError(400, "external_account_exists", "already exists", {
    longMessage: "This external account already exists."
  })
export const domainReservedForCompany = () =>
  apiError(422, "oauth_email_domain_reserved_by_saml", "Email address domain reserved", {
    longMessage: "This address belongs to a company with single sign-on. Sign in with that."
  })

export const identificationOfOthers = () =>
  apiError(403, "resource_forbidden", "belongs to different user", {
    longMessage: "The provider has answered with an account of another user."
  })
export const identificationClaimed = () =>
  apiError(400, "identification_claimed", "Identification claimed by another user", {
    longMessage: "This account was connected to another user in the meantime. Sign up again."
  })

// Enterprise single sign-on
export const signInConnectionMissing = () =>
  apiError(422, "enterprise_sso_sign_in_connection_missing", "No Enterprise Connection for this sign-in", {
    longMessage: "No company with single sign-on has this address."
  })
export const signUpConnectionMissing = () =>
  apiError(422, "enterprise_sso_sign_up_connection_missing", "No Enterprise Connection for this sign-up", {
    longMessage: "No company with single sign-on has this address."
  })
export const connectionIdRequired = () =>
  apiError(
    422,
    "enterprise_connection_id_is_required_with_multiple_connections",
    "Enterprise Connection ID is required with multiple connections",
    { longMessage: "Say which connection of the company it is." }
  )
export const connectionNotFound = (id: string) =>
  apiError(404, "saml_connection_active_not_found", "not found", {
    longMessage: `There's no active connection ${id} for this address.`
  })
export const connectionAddressNeeded = () =>
  apiError(
    422,
    "sign_in_must_use_enterprise_connection_identifier",
    "sign in with must use enterprise connection email address",
    { longMessage: "This account belongs to a company with single sign-on. Sign in with its email address." }
  )
export const addressReservedForCompany = () =>
  apiError(422, "saml_email_address_domain_reserved", "email address domain is used for SAML SSO", {
    longMessage: "This address belongs to a company with single sign-on, which has to vouch for it."
  })
export const enterpriseDomainMismatch = (received: string, expected: string) =>
  apiError(
    400,
    "enterprise_sso_email_address_domain_mismatch",
    "Enterprise Connection email address domain mismatch",
    { longMessage: `The provider has answered with ${received}, which does not belong to ${expected}.` }
  )
export const samlDomainMismatch = () =>
  apiError(400, "saml_email_address_domain_mismatch", "Email address domain mismatch", {
    longMessage: "The address that the provider has answered with does not belong to the company's domain."
  })
export const samlAddressMismatch = (received: string) =>
  apiError(400, "saml_email_address_domain_mismatch", "Email address mismatch", {
    longMessage: `The provider has answered with another address, ${received}.`
  })
export const samlProvisioningDisabled = () =>
  apiError(404, "saml_jit_provisioning_disabled", "JIT provisioning disabled", {
    longMessage: "There's no account for this address, and the company makes none at the first sign-in."
  })

// Tickets and the waitlist
export const ticketInvalid = () =>
  apiError(400, "ticket_invalid_code", "ticket is invalid", {
    longMessage: "This ticket is not valid. Use the link of your invitation as it is."
  })
export const ticketExpired = () =>
  apiError(400, "ticket_expired_code", "ticket has expired", {
    longMessage: "This ticket has expired. Ask for another invitation."
  })
export const invitationRevoked = () => apiError(400, "revoked_invitation", "The invitation was revoked.")
export const invitationAccepted = () =>
  apiError(400, "invitation_already_accepted", "The invitation was accepted already. Sign in instead.")
export const invitationWithAccount = () =>
  apiError(400, "invitation_account_exists", "account exists", {
    longMessage: "There's an account for this invitation already. Sign in instead."
  })
export const invitationWithoutAccount = () =>
  apiError(400, "invitation_account_not_exists", "identification not found", {
    longMessage: "There's no account for this invitation yet. Sign up instead."
  })
export const waitlistClosed = () =>
  apiError(403, "waitlist_not_accepting_entries", "Waitlist not accepting entries", {
    longMessage: "Nobody can join the waitlist now. Try again later."
  })

// Identifiers
export const countryUnsupported = (country: CountryCode | undefined) =>
  apiError(403, "unsupported_country_code", "Unsupported country code", {
    longMessage: "We can't send text messages to numbers from this country.",
    ...(country && { meta: { alpha2: country, country_code: getCountryCallingCode(country) } })
  })
const usernameInvalid = (code: string, message: string) =>
  invalid(`form_username_${code}`, "username", message)
export const usernameLength = (min: number, max: number) =>
  usernameInvalid("invalid_length", `Your username must have between ${min} and ${max} characters.`)
export const usernameCharacter = (special: string) =>
  usernameInvalid("invalid_character", `Your username can only have letters, numbers and ${special}.`)
export const usernameNumeric = () =>
  usernameInvalid("needs_non_number_char", "Your username must have a character that isn't a number.")
export const usernameIsPhone = () =>
  usernameInvalid("cannot_be_phone_number", "Your username can't be a phone number. Choose another one.")

// Codes
export function codeError(refusal: CodeRefusal): ApiError {
  switch (refusal) {
    case "incorrect":
      return codeIncorrect()
    case "missing":
      return verification("missing", "Ask for a code first.")
    case "not-sent":
      return verification("not_sent", "Ask for a code first.")
    case "other-strategy":
      return verification("strategy_invalid", "The code that was asked for last is of another kind.")
    case "already-verified":
      return verification("already_verified", "This has been verified already.")
    case "expired":
      return verification("expired", "This code has expired. Ask for a new one.")
    case "too-many-attempts":
      return verification("failed", "Too many failed attempts. Ask for a new code, or use another method.")
  }
}
export const tooManyCodes = (seconds: number) =>
  apiError(429, "verification_code_too_many_requests", "Wait a little before you ask for another code.", {
    retryAfter: seconds
  })

// Sessions
export const signedOut = () => apiError(401, "signed_out", "You are signed out.")
export const authenticationInvalid = () =>
  apiError(401, "authentication_invalid", "Unable to authenticate the request.", {
    longMessage: "This session has ended. Sign in again."
  })
export const sessionOfOthers = () =>
  apiError(401, "action_for_session_not_authorized", "Unauthorized action for session", {
    longMessage: "This session belongs to another user."
  })
export const reverificationRequired = () =>
  apiError(403, "session_reverification_required", "Verify that it's you to continue.", {
    longMessage: "You need to provide additional verification to perform this operation."
  })

// Organizations
export const organizationsDisabled = () =>
  apiError(403, "organization_not_enabled_in_instance", "Organizations are not enabled.")
export const organizationNotFound = () =>
  apiError(
    404,
    "organization_not_found_or_unauthorized",
    "Organization not found, or you're not a member of it."
  )
export const notAMember = () =>
  apiError(403, "not_a_member_in_organization", "You're not a member of this organization.")
export const permissionMissing = () =>
  apiError(
    403,
    "missing_organization_permission",
    "You don't have permission to do this in the organization."
  )
export const quotaExceeded = () =>
  apiError(
    403,
    "organization_membership_quota_exceeded",
    "This organization has reached its limit of members."
  )
export const planQuotaExceeded = () =>
  apiError(
    403,
    "organization_membership_plan_quota_exceeded",
    "This organization has as many members as its plan allows."
  )
export const exclusiveMembership = () =>
  apiError(
    422,
    "exclusive_organization_membership",
    "One of these organizations only takes members who belong to no other."
  )
export const alreadyAMember = () =>
  apiError(400, "already_a_member_in_organization", "You're already a member of this organization.")

export const featureDisabled = () =>
  apiError(403, "feature_not_enabled", "This is not enabled in this application.")

// Transport
export const deviceUnknown = () =>
  apiError(401, "dev_browser_unauthenticated", "Browser unauthenticated", {
    longMessage: "Unable to authenticate this browser for your development instance."
  })
export const nativeApiDisabled = () =>
  apiError(400, "native_api_disabled", "Native API disabled", {
    longMessage: "The Native API is disabled for this instance. Enable it in its settings."
  })
export const originInvalid = () =>
  apiError(400, "origin_invalid", "Invalid HTTP Origin header", {
    longMessage: "The Origin header is neither of the instance's domain nor among its allowed origins."
  })
export const originMissing = () =>
  apiError(400, "origin_missing", "Origin header missing", {
    longMessage: "This request needs an Origin header."
  })
export const headersConflict = () =>
  apiError(
    400,
    "origin_authorization_headers_conflict",
    "Setting both the 'Origin' and 'Authorization' headers is forbidden",
    { longMessage: "Send an Origin or an Authorization header, unless the origin is an allowed one." }
  )
export const tooManyRequests = (seconds: number) =>
  apiError(429, "too_many_requests", "Too many requests. Try again in a bit.", { retryAfter: seconds })
export const internalError = () =>
  apiError(500, "internal_clerk_error", "Oops, an unexpected error occurred.")

const verification = (code: string, message: string) => apiError(400, `verification_${code}`, message)

const words = (param: string) => param.replaceAll("_", " ")
