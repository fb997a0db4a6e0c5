import { useMemo, useState } from "react"
import type { KnownSession, PendingSession } from "~session/snapshot"
import type { Task } from "./task"

/**
 * Follows the task that a page is for.
 *
 * @returns `task` while it's the current one, and longer while the page holds it. `wasHere` becomes true once it was current in this
 * session, so that a page can tell "all done" from "nothing to do".
 */
export function usePendingTask(
  known: KnownSession | null,
  isMine: (task: string | undefined) => boolean
): { task: Task | null; wasHere: boolean } {
  const current = known?.status === "pending" && isMine(known.tasks[0]) ? known : null
  const latest = useLatest(current)
  const wasHere = latest !== null && isSameSession(known, latest)

  const [heldFor, setHeldFor] = useState<string | null>(null)
  const held = wasHere && heldFor === latest.sessionId ? latest : null
  const session = current ?? held
  const task = useMemo(
    () => session && { session, hold: () => setHeldFor(session.sessionId), release: () => setHeldFor(null) },
    [session]
  )
  return { task, wasHere }
}

function useLatest(session: PendingSession | null) {
  const [latest, setLatest] = useState(session)
  if (session && session !== latest) setLatest(session)
  return session ?? latest
}

function isSameSession(known: KnownSession | null, { sessionId }: PendingSession) {
  return known !== null && known.status !== "signed-out" && known.sessionId === sessionId
}
