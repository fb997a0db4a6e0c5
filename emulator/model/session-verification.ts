import { MINUTE } from "./clock"
import type { Instance } from "./instance"
import type { Session } from "./session"
import type { Verification } from "./verification"

export type VerificationLevel = "first_factor" | "second_factor" | "multi_factor"

/** A reverification: the user proves their identity again within a session. */
export type SessionVerification = {
  level: VerificationLevel
  status: "needs_first_factor" | "needs_second_factor" | "complete"
  firstFactor: Verification | null
  secondFactor: Verification | null
}

/** Whether a sensitive call requires a reverification first. */
export function needsReverification({ clock, settings }: Instance, session: Session) {
  const { enabled, windowMinutes, force } = settings.reverification
  if (!enabled && !force) return false
  const provedAt = force ? session.reverifiedAt : Math.max(session.firstFactorAt, session.secondFactorAt ?? 0)
  return provedAt === null || clock.now() - provedAt >= windowMinutes * MINUTE
}
