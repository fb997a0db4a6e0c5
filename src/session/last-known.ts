import type { KnownSession, SessionState } from "./snapshot"

/** What Clerk last said, whether or not it can be asked now; `null` when it never said anything. */
export function lastKnownOf(state: SessionState): KnownSession | null {
  if (state.status === "loading") return null
  if (state.status === "unavailable") return state.lastKnown
  return state
}
