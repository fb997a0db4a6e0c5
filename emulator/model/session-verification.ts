import { MINUTE } from "./clock"
import type { Instance } from "./instance"
import type { Session } from "./session"
import type { Verification } from "./verification"

export type VerificationLevel = "first_factor" | "second_factor" | "multi_factor"

/** Proving again who one is, within a session. Clerk calls it reverification. */
export type SessionVerification = {
  level: VerificationLevel
  status: "needs_first_factor" | "needs_second_factor" | "complete"
  firstFactor: Verification | null
  secondFactor: Verification | null
}

/** Whether a sensitive call must wait until the user has proved again who they are. */
export function needsReverification({ clock, settings }: Instance, session: Session) {
  const { enabled, windowMinutes, force } = settings.reverification
  if (!enabled && !force) return false
  const provedAt = force ? session.reverifiedAt : Math.max(session.firstFactorAt, session.secondFactorAt ?? 0)
  return provedAt === null || clock.now() - provedAt >= windowMinutes * MINUTE
}
