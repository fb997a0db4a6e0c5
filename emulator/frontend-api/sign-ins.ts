import { signInJson } from "../json/sign-in"
import { type AppInvitation, acceptInvitation } from "../model/app-invitation"
import { type Client, clientOf, liveSessions } from "../model/client"
import { firstFactorsOf } from "../model/factors"
import { findByIdentifier, type Identifier, parseIdentifier, textOf } from "../model/identifier"
import { pendingCheck } from "../model/protect-check"
import { createSession, endSessionsOf } from "../model/session"
import { asksForTrust, createSignIn, isBothFactors, type SignIn, secondFactorsFor } from "../model/sign-in"
import { createStranger, hidesAccounts } from "../model/stranger"
import { hasSecondFactor, type User } from "../model/user"
import { statusOf, type Verification, verified } from "../model/verification"
import type { Call } from "./call"
import {
  ApiError,
  accountTransferInvalid,
  alreadySignedIn,
  apiError,
  identifierNotFound,
  notFound,
  paramFormat,
  paramMissing,
  paramUnknown,
  passwordOrIdentifierIncorrect,
  sessionExists,
  stateInvalid
} from "./errors"
import { MAX_PASSWORD } from "./form"
import { preparePasskey, provePasskey } from "./passkey-proofs"
import { replacePassword } from "./password"
import { prepareCode, proveCode, provePassword, requireAllowed } from "./proofs"
import { protect, requireNoCheck, resolveCheck } from "./protect"
import { limitAttempts, limitCreations } from "./rate-limit"
import { Redirect } from "./redirect"
import { prepareSecondStep, proveSecondStep } from "./second-step"
import { requireAccount, wantsSignUpIfMissing } from "./sign-up-if-missing"
import { invitationToSignIn } from "./tickets"

const SECOND_STEP = ["needs_second_factor", "needs_client_trust"] as const

/** Starts a sign-in. With an identifier and a password it may be complete at once. */
export async function createClientSignIn(call: Call) {
  const { instance, device, form, view } = call
  limitCreations(instance)
  const client = clientOf(instance, device)
  requireRoom(call, client)
  const invited = await invitationToSignIn(call)
  if (invited) return signInWithTicket(call, client, invited)
  if (form.flag("transfer")) throw accountTransferInvalid()
  const given = form.text("identifier")
  const password = form.text("password", MAX_PASSWORD)
  const strategy = form.text("strategy") ?? (password ? "password" : undefined)
  if (strategy === "passkey") return startWithPasskey(call, client)
  if (strategy && !given) throw paramMissing("identifier")
  const identifier = given ? requireIdentifier(call, given) : null
  const signUpIfMissing = wantsSignUpIfMissing(call, identifier, strategy)

  const check = identifier ? protect(call, "signIn") : null
  const user = identifier ? identify(call, client, identifier, signUpIfMissing) : null
  // Refused before the attempt under way is replaced.
  const proof = user && strategy === "password" ? await proveSignInPassword(call, user) : null
  const signIn = createSignIn(instance, client)
  if (!identifier || !user) return signInJson(signIn, view)

  signIn.signUpIfMissing = signUpIfMissing
  signIn.identifier = textOf(identifier)
  signIn.user = user
  signIn.status = "needs_first_factor"
  signIn.firstFactor = proof
  signIn.protectCheck = check
  if (check) return signInJson(signIn, view)

  if (proof) firstFactorProved(call, signIn)
  else if (strategy) prepare(call, signIn, strategy)
  return signInJson(signIn, view)
}

/** The ticket came by email, so it proves as much as a code. */
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

/** Goes on with what the check held back; a code that was asked for has to be asked for again. */
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
  const signIn = requireSignIn(call, "needs_first_factor")
  prepare(call, signIn, call.form.required("strategy"))
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
    signIn.firstFactor = await proveSignInPassword(call, user)
  } else {
    proveCode(instance, user, { strategy, code: form.required("code"), prepared: signIn.firstFactor })
  }
  requireAccount(signIn)
  firstFactorProved(call, signIn)
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
 * Where a link leads that was emailed: back to the page that the attempt named, with how it went. It needs no client: the link may
 * be opened in another browser.
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
    if (signIn.user) requireAllowed(instance, signIn.user)
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

/** The last step of a forgotten password. It also heals a compromised one. */
export async function resetPassword(call: Call) {
  const { instance, form, view } = call
  const signIn = requireSignIn(call, "needs_new_password")
  const { user } = signIn
  await replacePassword(instance, user, form.required("password", MAX_PASSWORD), "password")
  if (form.flag("sign_out_of_other_sessions")) endSessionsOf(instance, user)
  if (hasSecondFactor(user)) signIn.status = "needs_second_factor"
  else complete(call, signIn)
  return signInJson(signIn, view)
}

/** Nobody is named: the browser offers the passkeys that it has. */
function startWithPasskey(call: Call, client: Client) {
  const { instance, form, view } = call
  if (form.has("identifier")) throw paramUnknown("identifier")
  const firstFactor = preparePasskey(call, null)
  const signIn = createSignIn(instance, client)
  signIn.firstFactor = firstFactor
  return signInJson(signIn, view)
}

/** Who it is may be known only now, so here Clerk Protect has its say. */
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

function requireIdentifier({ instance }: Call, text: string): Identifier {
  const identifier = parseIdentifier(instance.settings, text)
  if (!identifier) throw paramFormat("identifier", "Identifier is invalid.")
  return identifier
}

function identify(call: Call, client: Client, identifier: Identifier, signUpIfMissing: boolean): User {
  const { instance } = call
  const user = findByIdentifier(instance, identifier)
  if (!user && (signUpIfMissing || hidesAccounts(instance))) return createStranger(instance, identifier)
  if (!user) throw identifierNotFound()
  requireSignedOut(call, client, user)
  requireAllowed(instance, user)
  return user
}

function requireSignedOut({ instance }: Call, client: Client, user: User) {
  const session = liveSessions(instance, client).find((candidate) => candidate.user === user)
  if (session) throw alreadySignedIn(session.id)
}

/** Where nobody may learn who has an account, one refusal stands for all that tell. */
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
  const { user, identifier, firstFactor } = signIn
  if (!user) throw stateInvalid()
  if (strategy === "passkey") {
    signIn.firstFactor = preparePasskey(call, user)
    return
  }
  const offered = firstFactorsOf(user, instance, identifier)
  signIn.firstFactor = prepareCode(instance, user, {
    strategy,
    form,
    offered,
    previous: firstFactor,
    reachesStrangers: signIn.signUpIfMissing
  })
}

function firstFactorProved(call: Call, signIn: SignIn) {
  const isReset = signIn.firstFactor?.strategy.startsWith("reset_password") === true
  if (isReset) signIn.status = "needs_new_password"
  else if (signIn.user && hasSecondFactor(signIn.user) && !isBothFactors(signIn, call.instance))
    signIn.status = "needs_second_factor"
  else if (asksForTrust(signIn, call.instance)) signIn.status = trustStatus(call)
  else complete(call, signIn)
}

const trustStatus = ({ instance }: Call) =>
  instance.settings.deviceTrust.legacyStatus ? "needs_second_factor" : "needs_client_trust"

function complete({ instance, userAgent }: Call, signIn: SignIn) {
  const { client, user, firstFactor, secondFactor } = signIn
  if (!user) throw stateInvalid()
  requireRoom({ instance }, client)
  const strategy = lastStrategyOf(firstFactor)
  // A verified device is no second factor of the user.
  const isSecondProved = secondFactor?.status === "verified" || isBothFactors(signIn, instance)
  const withSecondFactor = isSecondProved && hasSecondFactor(user)
  const session = createSession(instance, client, user, { strategy, withSecondFactor, userAgent })
  signIn.status = "complete"
  signIn.createdSessionId = session.id
  client.signIn = null
}

/** What the client remembers, if anything. Someone who has forgotten a password has one in the end. */
function lastStrategyOf(firstFactor: Verification | null) {
  if (!firstFactor || firstFactor.strategy.startsWith("reset_password")) return "password"
  return firstFactor.strategy === "ticket" ? null : firstFactor.strategy
}

/** A client of a single-session instance has room for nobody else while someone is signed in. */
export function requireRoom({ instance }: Pick<Call, "instance">, client: Client) {
  const [session] = liveSessions(instance, client)
  if (session && !instance.settings.session.multiSession) throw sessionExists(session.id)
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
