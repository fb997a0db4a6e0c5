import type { PendingSessionOptions, UseAuthReturn } from "@clerk/shared/types"

import { send } from "~messaging/send"
import { lastKnownOf } from "~session/last-known"
import type { KnownSession } from "~session/snapshot"
import { useSnapshot } from "./use-snapshot"

type Told = "isLoaded" | "isSignedIn" | "userId" | "sessionId" | "orgId" | "orgRole" | "orgSlug"
type PickFromEach<Union> = Union extends unknown ? Pick<Union, Told & keyof Union> : never

/** What `useAuth()` tells: of Clerk's own type that part which pages may know. */
export type Auth = PickFromEach<UseAuthReturn> & {
  /** Ends one session, or all sessions of this browser. */
  signOut: (options?: { sessionId?: string }) => Promise<void>
}

/**
 * Who is signed in, as in `@clerk/react`. A pending session counts as signed out, unless `treatPendingAsSignedOut` is
 * `false`. While Clerk cannot be asked, this tells what was last known.
 *
 * It decides what to show, not what to allow: that is the business of the server that gets the token.
 * @see https://clerk.com/docs/react/reference/hooks/use-auth
 */
export function useAuth(options: PendingSessionOptions = {}): Auth {
  return { ...authOf(lastKnownOf(useSnapshot()), options), signOut }
}

async function signOut(options: { sessionId?: string } = {}) {
  await send("sign-out", options)
}

/** The same for a session at hand. */
export function authOf(
  session: KnownSession | null,
  { treatPendingAsSignedOut = true }: PendingSessionOptions = {}
): PickFromEach<UseAuthReturn> {
  if (!session) return { isLoaded: false, isSignedIn: undefined, ...noOne(undefined) }
  const isSignedOut =
    session.status === "signed-out" || (session.status === "pending" && treatPendingAsSignedOut)
  if (isSignedOut) return { isLoaded: true, isSignedIn: false, ...noOne(null) }

  const signedIn = {
    isLoaded: true,
    isSignedIn: true,
    userId: session.user.id,
    sessionId: session.sessionId
  } as const
  const organization = session.status === "active" ? session.organization : null
  if (!organization) return { ...signedIn, orgId: null, orgRole: null, orgSlug: null }
  return { ...signedIn, orgId: organization.id, orgRole: organization.role, orgSlug: organization.slug }
}

function noOne<Nothing extends null | undefined>(nothing: Nothing) {
  return { userId: nothing, sessionId: nothing, orgId: nothing, orgRole: nothing, orgSlug: nothing }
}
