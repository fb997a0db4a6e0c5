import { isSnapshot } from "~session/is-snapshot"
import {
  NEVER_SYNCED,
  type SessionSnapshot,
  type SessionState,
  SNAPSHOT_KEY,
  SNAPSHOT_VERSION
} from "~session/snapshot"

/** The snapshot as every page sees it now. */
export async function readSnapshot(): Promise<SessionSnapshot> {
  const { [SNAPSHOT_KEY]: stored } = await chrome.storage.session.get(SNAPSHOT_KEY)
  return isSnapshot(stored) ? stored : NEVER_SYNCED
}

/** The next snapshot after this one. */
export function snapshotAfter({ revision }: SessionSnapshot, state: SessionState): SessionSnapshot {
  return { ...state, version: SNAPSHOT_VERSION, revision: revision + 1 }
}

/** Replaces the snapshot; every open page sees it before this resolves. Only the session owner calls this. */
export async function writeSnapshot(snapshot: SessionSnapshot): Promise<void> {
  await chrome.storage.session.set({ [SNAPSHOT_KEY]: snapshot })
}

/** Whether pages can read it. They ignore anything that isn't a snapshot, and would wait forever. */
export function isReadable(state: SessionState): boolean {
  return isSnapshot({ ...state, version: SNAPSHOT_VERSION, revision: 1 })
}
