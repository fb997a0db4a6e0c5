import { lastKnownOf } from "~session/snapshot"
import { useSnapshot } from "./use-snapshot"

/** A session with Clerk's names for what pages may know of it. */
export type Session = {
  id: string
  status: "pending" | "active"
  /** What is left to complete, the current one first. Keys of a newer Clerk may be among them. */
  tasks: { key: string }[]
  currentTask: { key: string } | undefined
}

/** What `useSession()` returns. */
export type UseSession =
  | { isLoaded: false; isSignedIn: undefined; session: undefined }
  | { isLoaded: true; isSignedIn: false; session: null }
  | { isLoaded: true; isSignedIn: boolean; session: Session }

/**
 * The session, as in `@clerk/react`: also a pending one, with its tasks, but then with `isSignedIn: false`. Pages know only what
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
