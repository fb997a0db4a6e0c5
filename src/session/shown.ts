import { type KnownSession, lastKnownOf, type SessionState, sessionIdOf } from "./snapshot"

/** What a page showed when it sent a message. `null` means none. */
export type Shown = {
  /** The current session, pending or active. */
  sessionId: string | null
  /** The sign-in or sign-up under way. */
  attemptId: string | null
  /** The key of the session's current task. */
  task: string | null
}

/** What a page shows for this session; `null` while nothing is known. */
export function shownIn(state: SessionState): Shown | null {
  const known = lastKnownOf(state)
  return known && { sessionId: sessionIdOf(known), attemptId: known.attempt?.id ?? null, task: taskOf(known) }
}

function taskOf(session: KnownSession) {
  return session.status === "pending" ? (session.tasks[0] ?? null) : null
}
