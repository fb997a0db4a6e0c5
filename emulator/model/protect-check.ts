import { type Clock, MINUTE } from "./clock"
import { newSecret } from "./ids"

const LIFETIME = 10 * MINUTE

/** A challenge that Clerk Protect requires before a sign-in or sign-up continues. */
export type ProtectCheck = { token: string; expiresAt: number; isResolved: boolean }

export const createProtectCheck = (clock: Clock): ProtectCheck => ({
  token: newSecret(),
  expiresAt: clock.now() + LIFETIME,
  isResolved: false
})

/** The check that the attempt is waiting for, if any. */
export const pendingCheck = ({ protectCheck }: { protectCheck: ProtectCheck | null }) =>
  protectCheck?.isResolved === false ? protectCheck : null

/** The proof that Clerk's challenge would return. Here, it is derived from the token. */
export const proofOf = (token: string) => `proof_${token}`

export const isProof = ({ token, expiresAt }: ProtectCheck, proof: string, clock: Clock) =>
  proof === proofOf(token) && clock.now() < expiresAt
