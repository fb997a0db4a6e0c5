import { failed } from "~messaging/failed"
import type { Clerk, SignInResource } from "./sdk"
import { needsSecondFactor } from "./second-factor"
import { loadedClient } from "./session"

/** The sign-in under way, if it has one of these statuses. */
export function signInUnderWay(clerk: Clerk, ...statuses: SignInResource["status"][]) {
  const { signIn } = loadedClient(clerk)
  if (!statuses.includes(signIn.status)) throw attemptExpired()
  return signIn
}

/** The sign-in under way, if Clerk is waiting for a second step. */
export function secondStep(clerk: Clerk) {
  const { signIn } = loadedClient(clerk)
  if (!needsSecondFactor(signIn)) throw attemptExpired()
  return signIn
}

/** What a page requested no longer exists. */
export const attemptExpired = () => failed("expired", "errorAttemptExpired")
