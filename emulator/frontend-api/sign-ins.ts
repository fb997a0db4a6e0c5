import { signInJson } from "../json/sign-in"
import { type AppInvitation, acceptInvitation } from "../model/app-invitation"
import { type Client, clientOf } from "../model/client"
import { enterpriseFactors } from "../model/factors"
import { findByIdentifier, type Identifier, parseIdentifier, textOf } from "../model/identifier"
import { pendingCheck } from "../model/protect-check"
import { connectionsFor } from "../model/providers"
import { endSessionsOf } from "../model/session"
import { createSignIn, firstFactorsFor, type SignIn, secondFactorsFor } from "../model/sign-in"
import { createStranger, hidesAccounts } from "../model/stranger"
import { hasSecondFactor, type User } from "../model/user"
import { statusOf, verified } from "../model/verification"
import type { Call } from "./call"
import {
  ApiError,
  apiError,
  connectionAddressNeeded,
  identifierNotFound,
  notFound,
  paramFormat,
  paramMissing,
  paramUnknown,
  passwordOrIdentifierIncorrect,
  signInConnectionMissing,
  stateInvalid,
  strategyInvalid
} from "./errors"
import { linkProved, signInByTransfer } from "./external-sign-in"
import { MAX_PASSWORD } from "./form"
import { preparePasskey, provePasskey } from "./passkey-proofs"
import { replacePassword } from "./password"
import { prepareCode, proveCode, provePassword, requireAllowed } from "./proofs"
import { protect, requireNoCheck, resolveCheck } from "./protect"
import { COMPANY, isChosen, isExternal, planDeparture } from "./providers"
import { limitAttempts, limitCreations } from "./rate-limit"
import { Redirect } from "./redirect"
import { prepareSecondStep, proveSecondStep } from "./second-step"
import { complete, firstFactorProved, requireRoom, requireSignedOut } from "./sign-in-completion"
import { requireAccount, wantsSignUpIfMissing } from "./sign-up-if-missing"
import { invitationToSignIn } from "./tickets"

const SECOND_STEP = ["needs_second_factor", "needs_client_trust"] as const

/** Starts a sign-in. With an identifier and a password, it can complete at once. */
export async function createClientSignIn(call: Call) {
  const { instance, device, form, view } = call
  limitCreations(instance)
  const client = clientOf(instance, device)
  requireRoom(call, client)
  const invited = await invitationToSignIn(call)
  if (invited) return signInWithTicket(call, client, invited)
  if (form.flag("transfer")) return signInJson(signInByTransfer(call, client), view)
  const given = form.text("identifier")
  const password = form.text("password", MAX_PASSWORD)
  const strategy = form.text("strategy") ?? (password ? "password" : undefined)
  if (strategy === "passkey") return startWithPasskey(call, client)
  if (strategy?.startsWith("oauth_")) return startWithProvider(call, client, strategy)
  if (given) return startWithIdentifier(call, client, { given, strategy })
  if (strategy) throw paramMissing("identifier")
  wantsSignUpIfMissing(call, null)
  return signInJson(createSignIn(instance, client), view)
}

async function startWithIdentifier(
  call: Call,
  client: Client,
  { given, strategy }: { given: string; strategy: string | undefined }
) {
  const { instance, view } = call
  const identifier = requireIdentifier(call, given)
  const signUpIfMissing = wantsSignUpIfMissing(call, identifier, strategy)
  if (strategy === COMPANY) requireConnection(call, textOf(identifier))
  const check = protect(call, "signIn")
  const user = identify(call, client, identifier, signUpIfMissing)
  // Invalid requests fail before the current attempt is replaced.
  const depart = strategy === COMPANY ? planCompany(call, textOf(identifier)) : null
  if (strategy && strategy !== COMPANY && belongsToCompany(call, identifier)) throw strategyInvalid()
  const proof = user && strategy === "password" ? await proveSignInPassword(call, user) : null
  const signIn = createSignIn(instance, client)

  signIn.signUpIfMissing = signUpIfMissing
  signIn.identifier = textOf(identifier)
  signIn.user = user
  signIn.status = user ? "needs_first_factor" : "needs_identifier"
  signIn.firstFactor = proof
  signIn.protectCheck = check
  if (check) return signInJson(signIn, view)

  if (proof) firstFactorProved(call, signIn)
  else if (depart) signIn.firstFactor = depart({ signIn })
  else if (strategy && strategy !== COMPANY) prepare(call, signIn, strategy)
  return signInJson(signIn, view)
}

/** The ticket came by email, so it proves as much as an email code. */
function signInWithTicket(
  call: Call,
  client: Client,
  { invitation, user }: { invitation: AppInvitation; user: User }
) {
  const { instance, view } = call
  const check = protect(call, "signIn")
  requireSignedOut(call, client, user)
  requireAllowed(instance, user)
  const signIn = createSignIn(instance, client)
  Object.assign(signIn, { user, identifier: invitation.emailAddress, protectCheck: check })
  signIn.status = "needs_first_factor"
  signIn.firstFactor = verified("ticket")
  acceptInvitation(instance, invitation, user)
  if (!check) firstFactorProved(call, signIn)
  return signInJson(signIn, view)
}

/** Continues an attempt after its check. A code requested before the check has to be requested again. */
export function resolveSignInCheck(call: Call) {
  const signIn = requireOwnSignIn(call)
  resolveCheck(call, signIn)
  if (signIn.firstFactor?.status === "verified") firstFactorProved(call, signIn)
  return signInJson(signIn, call.view)
}

export function readSignIn({ instance, device, params, view }: Call) {
  const signIn = instance.signIns.get(params.signInId ?? "")
  if (!signIn || signIn.client !== device.client) throw notFound("sign-in")
  return signInJson(signIn, view)
}

export function prepareFirstFactor(call: Call) {
  const strategy = call.form.required("strategy")
  if (isExternal(strategy)) return prepareProvider(call, strategy)
  const signIn = requireSignIn(call, "needs_first_factor")
  prepare(call, signIn, strategy)
  return signInJson(signIn, call.view)
}

/** The provider identifies the user, so the attempt may have none yet. */
function prepareProvider(call: Call, strategy: string) {
  const signIn = requireOwnSignIn(call)
  requireNoCheck(call, signIn)
  if (!["needs_identifier", "needs_first_factor"].includes(signIn.status)) throw stateInvalid()
  if (strategy === COMPANY) requireConnection(call, signIn.identifier)
  signIn.firstFactor = planDeparture(call, strategy, signIn.identifier)({ signIn })
  return signInJson(signIn, call.view)
}

export async function attemptFirstFactor(call: Call) {
  const { instance, form, view } = call
  limitAttempts(instance)
  const strategy = form.required("strategy")
  if (strategy === "passkey") return attemptPasskey(call)
  const signIn = requireSignIn(call, "needs_first_factor")
  const { user } = signIn
  if (strategy === "password") {
    requireOffered(call, signIn, strategy)
    signIn.firstFactor = await proveSignInPassword(call, user)
  } else {
    proveCode(instance, user, { strategy, code: form.required("code"), prepared: signIn.firstFactor })
  }
  requireAccount(signIn)
  if (linkProved(call, signIn) === "linked") firstFactorProved(call, signIn)
  return signInJson(signIn, view)
}

export function prepareSecondFactor(call: Call) {
  const signIn = requireSignIn(call, ...SECOND_STEP)
  signIn.secondFactor = prepareSecondStep(call, secondStepOf(call, signIn))
  return signInJson(signIn, call.view)
}

export async function attemptSecondFactor(call: Call) {
  limitAttempts(call.instance)
  const signIn = requireSignIn(call, ...SECOND_STEP)
  signIn.secondFactor = await proveSecondStep(call, secondStepOf(call, signIn))
  complete(call, signIn)
  return signInJson(signIn, call.view)
}

function secondStepOf({ instance }: Call, signIn: SignIn & { user: User }) {
  return {
    user: signIn.user,
    offered: secondFactorsFor(signIn, instance),
    prepared: signIn.secondFactor
  }
}

/**
 * The target of an emailed link. It redirects to the page that the attempt named and adds the outcome. It needs no client, because
 * the link can be opened in another browser.
 */
export function verifyEmailLink(call: Call): Redirect {
  const { instance, query, device } = call
  const token = query.get("token")
  const signIn = [...instance.signIns.values()].find(
    ({ secondFactor }) => secondFactor?.link?.token === token
  )
  const { secondFactor } = signIn ?? {}
  if (!token || !signIn || !secondFactor?.link) {
    throw apiError(400, "verification_link_token_invalid", "This link is not valid. Ask for a new one.")
  }
  const { link } = secondFactor
  const back = (status: string) => new Redirect(link.redirectUrl, { __clerk_status: status })
  if (statusOf(secondFactor, instance.clock) === "expired") return back("expired")
  if (secondFactor.status !== "unverified" || signIn.client.signIn !== signIn) return back("failed")
  if (instance.settings.emailLink.requireSameClient && device.client !== signIn.client) {
    return back("client_mismatch")
  }
  try {
    requireNoCheck(call, signIn)
    complete(call, signIn)
  } catch (error) {
    if (error instanceof ApiError) return back("failed")
    throw error
  }
  secondFactor.status = "verified"
  link.verifiedAtClient = device.client?.id ?? null
  return new Redirect(link.redirectUrl, {
    __clerk_status: "verified",
    __clerk_created_session: signIn.createdSessionId ?? ""
  })
}

/** The last step of a password reset. The new password also replaces a compromised one. */
export async function resetPassword(call: Call) {
  const { instance, form, view } = call
  const signIn = requireSignIn(call, "needs_new_password")
  const { user } = signIn
  requireAllowed(instance, user)
  await replacePassword(instance, user, form.required("password", MAX_PASSWORD), "password")
  if (form.flag("sign_out_of_other_sessions")) endSessionsOf(instance, user)
  if (hasSecondFactor(user)) signIn.status = "needs_second_factor"
  else complete(call, signIn)
  return signInJson(signIn, view)
}

/** No user is named, so the browser offers its own passkeys. */
function startWithPasskey(call: Call, client: Client) {
  const { instance, form, view } = call
  if (form.has("identifier")) throw paramUnknown("identifier")
  const firstFactor = preparePasskey(call, null)
  const signIn = createSignIn(instance, client)
  signIn.firstFactor = firstFactor
  return signInJson(signIn, view)
}

/** Applies Clerk Protect, because this step may be the first to identify the user. */
async function attemptPasskey(call: Call) {
  const signIn = requireOwnSignIn(call)
  requireNoCheck(call, signIn)
  const isNamed = signIn.status === "needs_first_factor"
  const isAsked = signIn.status === "needs_identifier" && signIn.firstFactor !== null
  if (!isNamed && !isAsked) throw stateInvalid()
  const user = await provePasskey(call, signIn.firstFactor, signIn.user)
  if (!isNamed) {
    requireSignedOut(call, signIn.client, user)
    signIn.protectCheck = protect(call, "signIn")
    signIn.user = user
    signIn.status = "needs_first_factor"
  }
  if (!pendingCheck(signIn)) firstFactorProved(call, signIn)
  return signInJson(signIn, call.view)
}

/** Plans the redirect to the company's identity provider, if it's clear which connection to use. */
function planCompany(call: Call, address: string) {
  const connections = requireConnection(call, address)
  return isChosen(call, connections) ? planDeparture(call, COMPANY, address) : null
}

function requireConnection({ instance }: Call, address: string | null) {
  const connections = connectionsFor(address, instance.settings)
  if (connections.length === 0) throw signInConnectionMissing()
  return connections
}

const belongsToCompany = ({ instance }: Call, identifier: Identifier) =>
  enterpriseFactors(textOf(identifier), instance).length > 0

/** The provider identifies the user, so any user of the client's current attempt is dropped. */
function startWithProvider(call: Call, client: Client, strategy: string) {
  const depart = planDeparture(call, strategy, null)
  const signIn = createSignIn(call.instance, client)
  signIn.firstFactor = depart({ signIn })
  return signInJson(signIn, call.view)
}

function requireOffered({ instance }: Call, signIn: SignIn, strategy: string) {
  const offered = firstFactorsFor(signIn, instance) ?? []
  const isClosed = signIn.toBeLinked !== null || offered.some((factor) => factor.strategy === COMPANY)
  if (isClosed && !offered.some((factor) => factor.strategy === strategy)) throw strategyInvalid()
}

function requireIdentifier({ instance }: Call, text: string): Identifier {
  const identifier = parseIdentifier(instance.settings, text)
  if (!identifier) throw paramFormat("identifier", "Identifier is invalid.")
  return identifier
}

/** Finds the user. A company's address may have none: signing in there creates the account. */
function identify(call: Call, client: Client, identifier: Identifier, signUpIfMissing: boolean): User | null {
  const { instance } = call
  const user = findByIdentifier(instance, identifier)
  if (!user && (signUpIfMissing || hidesAccounts(instance))) return createStranger(instance, identifier)
  if (!user && belongsToCompany(call, identifier)) return null
  if (!user) throw identifierNotFound()
  if (!("email" in identifier)) requireNoCompany(call, user)
  requireSignedOut(call, client, user)
  requireAllowed(instance, user)
  return user
}

/** Users with an enterprise connection must sign in with the company's email address. */
function requireNoCompany({ instance }: Call, { enterpriseAccounts }: User) {
  const active = instance.settings.enterpriseConnections.filter((connection) => connection.active)
  if (enterpriseAccounts.some((account) => active.some(({ id }) => id === account.connectionId))) {
    throw connectionAddressNeeded()
  }
}

/** Where accounts are hidden, replaces every error that would reveal one with the same error. */
async function proveSignInPassword({ instance, form }: Call, user: User) {
  try {
    return await provePassword(instance, user, form.required("password", MAX_PASSWORD))
  } catch (error) {
    const isTelling = ["form_password_incorrect", "strategy_for_user_invalid"].includes(
      (error as Error).message
    )
    throw hidesAccounts(instance) && isTelling ? passwordOrIdentifierIncorrect() : error
  }
}

function prepare(call: Call, signIn: SignIn, strategy: string) {
  const { instance, form } = call
  const { user, firstFactor } = signIn
  if (!user) throw stateInvalid()
  if (strategy === "passkey") {
    requireOffered(call, signIn, strategy)
    signIn.firstFactor = preparePasskey(call, user)
    return
  }
  const offered = firstFactorsFor(signIn, instance) ?? []
  signIn.firstFactor = prepareCode(instance, user, {
    strategy,
    form,
    offered,
    previous: firstFactor,
    reachesStrangers: signIn.signUpIfMissing
  })
}

function requireSignIn(call: Call, ...statuses: SignIn["status"][]): SignIn & { user: User } {
  const signIn = requireOwnSignIn(call)
  requireNoCheck(call, signIn)
  if (!statuses.includes(signIn.status) || !signIn.user) throw stateInvalid()
  return signIn as SignIn & { user: User }
}

function requireOwnSignIn({ instance, device, params }: Call): SignIn {
  const signIn = instance.signIns.get(params.signInId ?? "")
  if (!signIn || signIn.client !== device.client) throw notFound("sign-in")
  if (signIn.client.signIn !== signIn) {
    throw apiError(403, "resource_forbidden", "This sign-in is over, or another one has replaced it.")
  }
  return signIn
}
