import { isSnapshot } from "~session/is-snapshot"
import {
  lastKnownOf,
  NEVER_SYNCED,
  type SessionSnapshot,
  type SessionState,
  SNAPSHOT_KEY,
  SNAPSHOT_VERSION,
  type Unavailable
} from "~session/snapshot"

/** The snapshot as every page sees it now. */
export async function readSnapshot(): Promise<SessionSnapshot> {
  const { [SNAPSHOT_KEY]: stored } = await chrome.storage.session.get(SNAPSHOT_KEY)
  return isSnapshot(stored) ? stored : NEVER_SYNCED
}

/**
 * Replaces the snapshot; every open page sees it before this resolves. Only the session owner calls this.
 *
 * Pages ignore what doesn't have the shape of one, and would wait for ever. Clerk then said something that we don't understand, and
 * that is what they're told.
 */
export async function writeSnapshot(state: SessionState): Promise<SessionSnapshot> {
  const before = await readSnapshot()
  const write = { version: SNAPSHOT_VERSION, revision: before.revision + 1 }
  const wanted = { ...state, ...write }
  const isReadable = isSnapshot(wanted)
  if (!isReadable) console.error("The session doesn't have the shape of a snapshot")
  const snapshot: SessionSnapshot = isReadable ? wanted : { ...unreadable(before), ...write }
  await chrome.storage.session.set({ [SNAPSHOT_KEY]: snapshot })
  return snapshot
}

// As after an answer that isn't Clerk's.
function unreadable(before: SessionState): Unavailable {
  return {
    status: "unavailable",
    reason: "clerk-down",
    advice: null,
    traceId: null,
    lastKnown: lastKnownOf(before),
    retryAt: null
  }
}
