import { lastKnownOf } from "~session/snapshot"
import { useSnapshot } from "./use-snapshot"

/** What pages may know about a session, with Clerk's names. */
export type Session = {
  id: string
  status: "pending" | "active"
  /** The tasks that are left, the current one first. May include keys of a newer Clerk. */
  tasks: { key: string }[]
  currentTask: { key: string } | undefined
}

/** What `useSession()` returns. */
export type UseSession =
  | { isLoaded: false; isSignedIn: undefined; session: undefined }
  | { isLoaded: true; isSignedIn: false; session: null }
  | { isLoaded: true; isSignedIn: boolean; session: Session }

/**
 * The session, as in `@clerk/react`: even a pending one, with its tasks, but then with `isSignedIn: false`. Pages know only what
 * is listed here; for the user, see `useUser()`.
 * @see https://clerk.com/docs/react/reference/hooks/use-session
 */
export function useSession(): UseSession {
  const known = lastKnownOf(useSnapshot())
  if (!known) return { isLoaded: false, isSignedIn: undefined, session: undefined }
  if (known.status === "signed-out") return { isLoaded: true, isSignedIn: false, session: null }

  const { sessionId, status } = known
  const tasks = status === "pending" ? known.tasks.map((key) => ({ key })) : []
  return {
    isLoaded: true,
    isSignedIn: status === "active",
    session: { id: sessionId, status, tasks, currentTask: tasks[0] }
  }
}
