import type { PendingSessionOptions } from "@clerk/shared/types"
import { lastKnownOf, type UserSummary } from "~session/snapshot"
import { authOf } from "./use-auth"
import { useSnapshot } from "./use-snapshot"

/** What pages may know about a user, with Clerk's names. */
export type User = Pick<
  UserSummary,
  "id" | "firstName" | "lastName" | "fullName" | "username" | "imageUrl" | "hasImage"
> & {
  primaryEmailAddress: { emailAddress: string } | null
  /** In E.164 form. */
  primaryPhoneNumber: { phoneNumber: string } | null
}

/** What `useUser()` returns. */
export type UseUser =
  | { isLoaded: false; isSignedIn: undefined; user: undefined }
  | { isLoaded: true; isSignedIn: false; user: null }
  | { isLoaded: true; isSignedIn: true; user: User }

/**
 * The user, as in `@clerk/react`, except that a pending session counts as signed out, unless `treatPendingAsSignedOut` is
 * `false`; Clerk's own `useUser()` has no such option and returns the user of a pending session. The user has no methods:
 * changes to a user are commands.
 * @see https://clerk.com/docs/react/reference/hooks/use-user
 */
export function useUser({ treatPendingAsSignedOut = true }: PendingSessionOptions = {}): UseUser {
  const session = lastKnownOf(useSnapshot())
  const { isSignedIn } = authOf(session, treatPendingAsSignedOut)
  if (!session) return { isLoaded: false, isSignedIn: undefined, user: undefined }
  if (!isSignedIn || session.status === "signed-out") return { isLoaded: true, isSignedIn: false, user: null }
  return { isLoaded: true, isSignedIn: true, user: toUser(session.user) }
}

function toUser(summary: UserSummary): User {
  const { id, firstName, lastName, fullName, username, imageUrl, hasImage } = summary
  const { primaryEmailAddress: emailAddress, primaryPhoneNumber: phoneNumber } = summary
  return {
    id,
    firstName,
    lastName,
    fullName,
    username,
    imageUrl,
    hasImage,
    primaryEmailAddress: emailAddress === null ? null : { emailAddress },
    primaryPhoneNumber: phoneNumber === null ? null : { phoneNumber }
  }
}
