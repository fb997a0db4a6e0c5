import type { CheckAuthorizationWithCustomPermissions, PendingSessionOptions } from "@clerk/shared/types"
import { useCallback, useMemo } from "react"
import type { RequestOf } from "~messaging/contracts"
import { MessageError } from "~messaging/message-error"
import { send, sendShowing } from "~messaging/send"
import type { Shown } from "~session/shown"
import { type KnownSession, lastKnownOf } from "~session/snapshot"
import { hasOf } from "./has"
import { useShown } from "./use-shown"
import { useSnapshot } from "./use-snapshot"

/** What is known about who is signed in. */
type AuthState =
  | (Told<undefined> & { isLoaded: false; isSignedIn: undefined })
  | (Told<null> & { isLoaded: true; isSignedIn: false })
  | {
      isLoaded: true
      isSignedIn: true
      userId: string
      sessionId: string
      /** All three are `null` in the personal account. */
      orgId: string | null
      orgRole: string | null
      orgSlug: string | null
    }

type Told<Nothing> = Record<"userId" | "sessionId" | "orgId" | "orgRole" | "orgSlug", Nothing>

type TokenOptions = NonNullable<RequestOf<"get-token">>

/** What `useAuth()` returns. */
export type Auth = AuthState & {
  /** Whether the user has a role, permission, plan or feature. Always `false` when nobody is signed in. */
  has: CheckAuthorizationWithCustomPermissions
  /** Ends one session, or all sessions of this browser. */
  signOut: (options?: { sessionId?: string }) => Promise<void>
  /**
   * A token of the session that this render shows, for your server, or `null` when nobody is signed in.
   * @throws {MessageError} for example `offline`, `rate-limited`, or `session-changed` if another user has signed in by now.
   */
  getToken: (options?: Omit<TokenOptions, "treatPendingAsSignedOut">) => Promise<string | null>
}

/**
 * Who is signed in, as in `@clerk/react`. A pending session counts as signed out, unless `treatPendingAsSignedOut` is
 * `false`. While Clerk can't be reached, this is the last known session. It returns no `sessionClaims` and no `actor`: pages have
 * no token.
 *
 * Use it to decide what to show, not what to allow: that is up to the server that receives the token.
 * @see https://clerk.com/docs/react/reference/hooks/use-auth
 */
export function useAuth({ treatPendingAsSignedOut = true }: PendingSessionOptions = {}): Auth {
  const session = lastKnownOf(useSnapshot())
  const has = useMemo(() => (session?.status === "active" ? hasOf(session) : () => false), [session])
  const shown = useShown()
  const getToken = useCallback<Auth["getToken"]>(
    (options) => requestToken(shown, { ...options, treatPendingAsSignedOut }),
    [shown, treatPendingAsSignedOut]
  )
  return { ...authOf(session, treatPendingAsSignedOut), has, signOut, getToken }
}

/** The same for a given session. */
export function authOf(session: KnownSession | null, treatPendingAsSignedOut = true): AuthState {
  if (!session) return { isLoaded: false, isSignedIn: undefined, ...nobody(undefined) }
  if (session.status === "signed-out" || (session.status === "pending" && treatPendingAsSignedOut)) {
    return { isLoaded: true, isSignedIn: false, ...nobody(null) }
  }

  const organization = session.status === "active" ? session.organization : null
  return {
    isLoaded: true,
    isSignedIn: true,
    userId: session.user.id,
    sessionId: session.sessionId,
    orgId: organization?.id ?? null,
    orgRole: organization?.role ?? null,
    orgSlug: organization?.slug ?? null
  }
}

function nobody<Nothing>(nothing: Nothing): Told<Nothing> {
  return { userId: nothing, sessionId: nothing, orgId: nothing, orgRole: nothing, orgSlug: nothing }
}

async function signOut(options: { sessionId?: string } = {}) {
  await send("sign-out", options)
}

async function requestToken(shown: Shown | null, options: TokenOptions): Promise<string | null> {
  try {
    return await sendShowing(shown, "get-token", options)
  } catch (error) {
    if (error instanceof MessageError && error.code === "signed-out") return null
    throw error
  }
}
