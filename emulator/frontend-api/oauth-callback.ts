import { liveSessions } from "../model/client"
import { MINUTE } from "../model/clock"
import {
  type ExternalAttempt,
  type ExternalVerification,
  type Identity,
  type Purpose,
  takeExternalAttempt
} from "../model/external-verification"
import { newSecret } from "../model/ids"
import { redeemProviderCode } from "../model/provider-accounts"
import { findProvider } from "../model/providers"
import type { SignUp } from "../model/sign-up"
import { statusOf } from "../model/verification"
import type { Call } from "./call"
import {
  ApiError,
  accessDenied,
  alreadySignedIn,
  authorizationInvalid,
  callbackInvalid,
  codeError,
  externalAccountExists,
  providerMisconfigured,
  providerNotEnabled,
  tokenExchangeFailed
} from "./errors"
import { findOwner, requireRightAddress, signInAs } from "./external-sign-in"
import { requireAllowed } from "./proofs"
import { Redirect } from "./redirect"
import { reverifyAs } from "./reverification"
import { fieldsFrom } from "./sign-up-transfer"
import { completeIfDone, requireAdmitted } from "./sign-ups"

const NONCE_LIFETIME = MINUTE

/**
 * Providers redirect browsers here, and it redirects them to the page or application that the attempt named. The browser doesn't
 * have to be the client's.
 */
export function receiveCallback(call: Call): Redirect {
  const { instance, query } = call
  const state = query.get("state")
  if (!state || !(query.get("code") || query.get("error"))) throw callbackInvalid()
  const attempt = takeExternalAttempt(instance, state)
  if (!attempt) throw authorizationInvalid()
  const { verification } = attempt
  verification.external.address = null
  try {
    const identity = identityFrom(call, verification)
    goOn(call, attempt, identity)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    fail(verification, error)
  }
  return sendBack(call, attempt)
}

function goOn(call: Call, { purpose, verification }: ExternalAttempt, identity: Identity) {
  if ("signIn" in purpose) signInAs(call, purpose.signIn, verification, identity)
  else if ("signUp" in purpose) signUpAs(call, purpose.signUp, verification, identity)
  else reverifyAs(call, purpose.session, verification, identity)
}

/** Some providers send their response as a POST. */
export function receivePostedCallback({ form, view }: Call): Redirect {
  const named = ["state", "code", "scope", "error"].map((name) => [name, form.text(name, 2048) ?? ""])
  return new Redirect(`${view.baseUrl}/v1/oauth_callback`, Object.fromEntries(named))
}

/** Identifies the user from the provider's response. */
function identityFrom({ instance, query }: Call, verification: ExternalVerification): Identity {
  const { provider } = verification.external
  if (statusOf(verification, instance.clock) === "expired") throw codeError("expired")
  if (!findProvider(instance.settings, provider.key)) throw providerNotEnabled(provider.name)
  const error = query.get("error")
  if (error) throw error === "access_denied" ? accessDenied(provider.name) : providerMisconfigured()
  const account = redeemProviderCode(instance, provider.key, query.get("code") ?? "")
  if (!account) throw tokenExchangeFailed()
  return { provider, account }
}

function signUpAs(call: Call, signUp: SignUp, verification: ExternalVerification, identity: Identity) {
  const { instance } = call
  const { provider, account } = identity
  requireRightAddress(instance, identity, provider.connection && signUp.emailAddress)
  const owner = findOwner(instance, identity)
  const session = liveSessions(instance, signUp.client).find(({ user }) => user === owner)
  if (session) throw alreadySignedIn(session.id)
  if (owner) requireAllowed(instance, owner)
  verification.external.identity = identity
  if (owner) {
    verification.status = "transferable"
    verification.external.error = externalAccountExists().errors[0] ?? null
    return
  }
  requireAdmitted(call, account.email)
  takeOver(call, signUp, identity)
  verification.status = "verified"
  completeIfDone(call, signUp)
}

/** Adds what the provider knows. Values that the user has entered are kept. */
function takeOver({ instance }: Call, signUp: SignUp, identity: Identity) {
  const { emailAddress, emailVerification, ...names } = fieldsFrom(instance, identity)
  const isSame = signUp.emailAddress === null || signUp.emailAddress === emailAddress
  if (emailAddress && isSame) {
    signUp.emailAddress = emailAddress
    signUp.emailVerification = emailVerification ?? signUp.emailVerification
  }
  signUp.firstName ??= names.firstName ?? null
  signUp.lastName ??= names.lastName ?? null
}

/** As at Clerk, a failed verification stays open, except for users who are already signed in. */
function fail(verification: ExternalVerification, error: ApiError) {
  const [first] = error.errors
  verification.external.error = first ?? null
  if (first?.code === "identifier_already_signed_in") verification.status = "failed"
}

/** Redirects to the attempt's page or application. An application also gets the outcome, and a nonce for the rotated token. */
function sendBack({ device, instance }: Call, { verification, purpose }: ExternalAttempt) {
  const { redirectUrl, completeRedirectUrl, isNative, error } = verification.external
  const sessionId = createdSessionOf(purpose)
  const address = (sessionId && completeRedirectUrl) || redirectUrl
  if (!isNative) return new Redirect(address, {}, { hasClient: true })
  if (error) {
    return new Redirect(address, { __clerk_status: "failed", __clerk_error_code: error.code })
  }
  const nonce = newSecret()
  device.rotation = { nonce, token: device.token, expireAt: instance.clock.now() + NONCE_LIFETIME }
  const parameters = { created_session_id: sessionId ?? "", rotating_token_nonce: nonce }
  return new Redirect(address, parameters, { renewsToken: true })
}

function createdSessionOf(purpose: Purpose) {
  if ("signIn" in purpose) return purpose.signIn.createdSessionId
  return "signUp" in purpose ? purpose.signUp.createdSessionId : null
}
