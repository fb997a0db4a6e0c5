import { type Client, liveSessions } from "../model/client"
import { createSession } from "../model/session"
import { asksForTrust, isBothFactors, type SignIn } from "../model/sign-in"
import { hasSecondFactor, type User } from "../model/user"
import type { Verification } from "../model/verification"
import type { Call } from "./call"
import { alreadySignedIn, sessionExists, stateInvalid } from "./errors"
import { requireAllowed } from "./proofs"
import { strategyOf } from "./providers"

/** Continues a sign-in whose first factor is verified. */
export function firstFactorProved(call: Call, signIn: SignIn) {
  const isReset = signIn.firstFactor?.strategy.startsWith("reset_password") === true
  if (isReset) signIn.status = "needs_new_password"
  else if (signIn.user && hasSecondFactor(signIn.user) && !isBothFactors(signIn, call.instance))
    signIn.status = "needs_second_factor"
  else if (asksForTrust(signIn, call.instance)) signIn.status = trustStatus(call)
  else complete(call, signIn)
}

const trustStatus = ({ instance }: Call) =>
  instance.settings.deviceTrust.legacyStatus ? "needs_second_factor" : "needs_client_trust"

/** Completes the sign-in and creates the session. */
export function complete({ instance, userAgent }: Call, signIn: SignIn) {
  const { client, user, firstFactor, secondFactor } = signIn
  if (!user) throw stateInvalid()
  requireAllowed(instance, user)
  requireRoom({ instance }, client)
  const strategy = lastStrategyOf(firstFactor)
  // A verified device doesn't count as the user's second factor.
  const isSecondProved = secondFactor?.status === "verified" || isBothFactors(signIn, instance)
  const withSecondFactor = isSecondProved && hasSecondFactor(user)
  const session = createSession(instance, client, user, { strategy, withSecondFactor, userAgent })
  signIn.status = "complete"
  signIn.createdSessionId = session.id
  client.signIn = null
}

/** The strategy that the client remembers, if any. A password reset counts as `password`. */
function lastStrategyOf(firstFactor: Verification | null) {
  if (!firstFactor || firstFactor.strategy.startsWith("reset_password")) return "password"
  if (firstFactor.external) return strategyOf(firstFactor.external)
  return firstFactor.strategy === "ticket" ? null : firstFactor.strategy
}

/** A single-session client can't start another sign-in while a user is signed in. */
export function requireRoom({ instance }: Pick<Call, "instance">, client: Client) {
  const [session] = liveSessions(instance, client)
  if (session && !instance.settings.session.multiSession) throw sessionExists(session.id)
}

/** Rejects a user who is already signed in on this client. */
export function requireSignedOut({ instance }: Call, client: Client, user: User) {
  const session = liveSessions(instance, client).find((candidate) => candidate.user === user)
  if (session) throw alreadySignedIn(session.id)
}
