import type { UserSummary } from "~session/snapshot"
import { useSession } from "./use-session"

export type UseUser =
  | { isLoaded: false; isSignedIn: undefined; user: undefined }
  | { isLoaded: true; isSignedIn: false; user: null }
  | { isLoaded: true; isSignedIn: boolean; user: UserSummary }

/**
 * The user, as in `@clerk/react`. With a pending session there is a user, but `isSignedIn` is `false`, as with
 * `useSession()`. (Clerk's own `useUser()` says `true` there, against its other hooks.)
 * @see https://clerk.com/docs/react/reference/hooks/use-user
 */
export function useUser(): UseUser {
  const { isLoaded, isSignedIn, session } = useSession()
  if (!isLoaded) return { isLoaded, isSignedIn, user: undefined }
  if (!session) return { isLoaded, isSignedIn: false, user: null }
  return { isLoaded, isSignedIn, user: session.user }
}
