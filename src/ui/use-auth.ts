import type { PendingSessionOptions, UseAuthReturn } from "@clerk/shared/types"
import { useCallback } from "react"

import type { Request } from "~messaging/contracts"
import { MessageError } from "~messaging/message-error"
import { send } from "~messaging/send"
import { lastKnownOf } from "~session/last-known"
import type { KnownSession } from "~session/snapshot"
import { useSnapshot } from "./use-snapshot"

type Told = "isLoaded" | "isSignedIn" | "userId" | "sessionId" | "orgId" | "orgRole" | "orgSlug"
type PickFromEach<Union> = Union extends unknown ? Pick<Union, Told & keyof Union> : never
type TokenOptions = NonNullable<Request<"get-token">>

/** What `useAuth()` tells: of Clerk's own type that part which pages may know. */
export type Auth = PickFromEach<UseAuthReturn> & {
  /** Ends one session, or all sessions of this browser. */
  signOut: (options?: { sessionId?: string }) => Promise<void>
  /** A session token for your server, or `null` when nobody is signed in. */
  getToken: (options?: Omit<TokenOptions, "treatPendingAsSignedOut">) => Promise<string | null>
}

/**
 * Who is signed in, as in `@clerk/react`. A pending session counts as signed out, unless `treatPendingAsSignedOut` is
 * `false`. While Clerk cannot be asked, this tells what was last known.
 *
 * It decides what to show, not what to allow: that is the business of the server that gets the token.
 * @see https://clerk.com/docs/react/reference/hooks/use-auth
 */
export function useAuth({ treatPendingAsSignedOut = true }: PendingSessionOptions = {}): Auth {
  const session = lastKnownOf(useSnapshot())
  const getToken = useCallback<Auth["getToken"]>(
    (options) => requestToken({ ...options, treatPendingAsSignedOut }),
    [treatPendingAsSignedOut]
  )
  return { ...authOf(session, treatPendingAsSignedOut), signOut, getToken }
}

/** The same for a session at hand. */
export function authOf(
  session: KnownSession | null,
  treatPendingAsSignedOut = true
): PickFromEach<UseAuthReturn> {
  if (!session) return { isLoaded: false, isSignedIn: undefined, ...noOne(undefined) }
  if (session.status === "signed-out" || (session.status === "pending" && treatPendingAsSignedOut)) {
    return { isLoaded: true, isSignedIn: false, ...noOne(null) }
  }

  const { sessionId, user } = session
  const signedIn = { isLoaded: true, isSignedIn: true, userId: user.id, sessionId } as const
  const organization = session.status === "active" ? session.organization : null
  if (!organization) return { ...signedIn, orgId: null, orgRole: null, orgSlug: null }
  return { ...signedIn, orgId: organization.id, orgRole: organization.role, orgSlug: organization.slug }
}

function noOne<Nothing extends null | undefined>(nothing: Nothing) {
  return { userId: nothing, sessionId: nothing, orgId: nothing, orgRole: nothing, orgSlug: nothing }
}

async function signOut(options: { sessionId?: string } = {}) {
  await send("sign-out", options)
}

/** The same as `getToken`, for code that is no component. */
export async function requestToken(options?: TokenOptions): Promise<string | null> {
  try {
    return await send("get-token", options)
  } catch (error) {
    if (error instanceof MessageError && error.code === "signed-out") return null
    throw error
  }
}
