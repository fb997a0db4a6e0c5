import { type Clock, MINUTE } from "./clock"
import { newSecret } from "./ids"

const LIFETIME = 10 * MINUTE

/** Something that Clerk Protect wants solved before a sign-in or sign-up goes on. */
export type ProtectCheck = { token: string; expiresAt: number; isResolved: boolean }

export const createProtectCheck = (clock: Clock): ProtectCheck => ({
  token: newSecret(),
  expiresAt: clock.now() + LIFETIME,
  isResolved: false
})

/** The check that holds an attempt back, if there is one. */
export const pendingCheck = ({ protectCheck }: { protectCheck: ProtectCheck | null }) =>
  protectCheck?.isResolved === false ? protectCheck : null

/** What Clerk's challenge would hand over; here it is made of the token. */
export const proofOf = (token: string) => `proof_${token}`

export const isProof = ({ token, expiresAt }: ProtectCheck, proof: string, clock: Clock) =>
  proof === proofOf(token) && clock.now() < expiresAt
