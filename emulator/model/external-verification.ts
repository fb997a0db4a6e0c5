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

/** A person's identity, according to a provider. */
export type Identity = { provider: Provider; account: ProviderAccount }

type Problem = { code: string; message: string; long_message: string; meta?: object }

/** Where a provider flow returns to. */
export type Return = {
  redirectUrl: string
  /** Used instead if the attempt is complete. */
  completeRedirectUrl: string | null
  /** Whether an application gets the outcome in the URL. A page doesn't need it, because it shares the client's cookie. */
  isNative: boolean
}

/** The provider's part of a verification: where it leads, where it returns to, and the outcome. */
export type External = Return & {
  provider: Provider
  /** The URL at the provider; `null` once the user has returned. */
  address: string | null
  identity: Identity | null
  error: Problem | null
}

export type ExternalVerification = Verification & { external: External }

/** What the provider flow is for: a sign-in, a sign-up or a reverification. */
export type Purpose = { signIn: SignIn } | { signUp: SignUp } | { session: Session }

export type ExternalAttempt = { verification: ExternalVerification; purpose: Purpose }

/** Creates a verification that waits for the provider. Abandoned verifications are dropped. */
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

/** Reuses a provider's completed verification in another attempt. */
export const takenOver = ({ strategy, expireAt, external }: ExternalVerification): ExternalVerification => ({
  ...verified(strategy),
  expireAt,
  external: { ...external, address: null, error: null }
})

/** The attempt that the `state` belongs to, if it's still current. Each `state` works once. */
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
