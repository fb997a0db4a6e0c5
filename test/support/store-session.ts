import { readSnapshot, snapshotAfter, writeSnapshot } from "~background/snapshot-store"
import type { SessionState } from "~session/snapshot"

/** Stores the next snapshot, as the session owner does. */
export async function storeSession(state: SessionState) {
  await writeSnapshot(snapshotAfter(await readSnapshot(), state))
}
