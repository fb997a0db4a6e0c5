import { MINUTE } from "./clock"
import { newSecret } from "./ids"
import type { Instance } from "./instance"
import type { ProviderAccount } from "./provider-accounts"
import type { Provider } from "./providers"
import type { Session } from "./session"
import type { SignIn } from "./sign-in"
import type { SignUp } from "./sign-up"
import { type Verification, verified } from "./verification"

const LIFETIME = 10 * MINUTE

/** Who somebody is, as a provider says. */
export type Identity = { provider: Provider; account: ProviderAccount }

type Problem = { code: string; message: string; long_message: string; meta?: object }

/** Where somebody comes back to from a provider. */
export type Return = {
  redirectUrl: string
  /** If that completes the attempt. */
  completeRedirectUrl: string | null
  /** Whether it's an application's, which hears how it went, and not a page's, which shares the client's cookie. */
  isNative: boolean
}

/** Of a verification by a provider: the way there and back, and what came of it. */
export type External = Return & {
  provider: Provider
  /** Where the person has to go; `null` once they're back. */
  address: string | null
  identity: Identity | null
  error: Problem | null
}

export type ExternalVerification = Verification & { external: External }

/** What somebody proves by a provider: who signs in or up, or that it's still them. */
export type Purpose = { signIn: SignIn } | { signUp: SignUp } | { session: Session }

export type ExternalAttempt = { verification: ExternalVerification; purpose: Purpose }

/** A verification that waits for a provider's answer. Those that nobody waits for any more are forgotten. */
export function awaitProvider(
  { clock, externalAttempts }: Instance,
  purpose: Purpose,
  provider: Provider,
  { addressFor, ...back }: Return & { addressFor(state: string): string }
): ExternalVerification {
  for (const [known, attempt] of externalAttempts) if (!isUnderWay(attempt)) externalAttempts.delete(known)
  const state = newSecret()
  const verification: ExternalVerification = {
    ...verified(provider.strategy),
    status: "unverified",
    attempts: 0,
    expireAt: clock.now() + LIFETIME,
    external: { ...back, provider, address: addressFor(state), identity: null, error: null }
  }
  externalAttempts.set(state, { verification, purpose })
  return verification
}

/** What a provider has said already, for an attempt that takes it over. */
export const takenOver = ({ strategy, expireAt, external }: ExternalVerification): ExternalVerification => ({
  ...verified(strategy),
  expireAt,
  external: { ...external, address: null, error: null }
})

/** The attempt that a state is of, if it's still under way; each state is good for one answer. */
export function takeExternalAttempt({ externalAttempts }: Instance, state: string) {
  const attempt = externalAttempts.get(state)
  externalAttempts.delete(state)
  return attempt && isUnderWay(attempt) ? attempt : undefined
}

export function clientOfState({ externalAttempts }: Instance, state: string) {
  const { purpose } = externalAttempts.get(state) ?? {}
  return purpose && clientOf(purpose)
}

function clientOf(purpose: Purpose) {
  if ("signIn" in purpose) return purpose.signIn.client
  return "signUp" in purpose ? purpose.signUp.client : purpose.session.client
}

function isUnderWay({ verification, purpose }: ExternalAttempt) {
  if ("session" in purpose) return purpose.session.verification?.firstFactor === verification
  const { signIn, signUp } = clientOf(purpose)
  return "signIn" in purpose
    ? signIn === purpose.signIn && signIn.firstFactor === verification
    : signUp === purpose.signUp && signUp.externalVerification === verification
}
