import { navigateToTask } from "~background/navigate"
import type { RequestOf } from "~messaging/contracts"
import { failed } from "~messaging/failed"
import { MessageError } from "~messaging/message-error"
import { hasTaskUrl } from "~session/tasks"
import { isApiError } from "./clerk-failure"
import { requireNetwork } from "./network"
import type { Clerk } from "./sdk"

/** The current session, pending or active. */
export function currentSession({ session }: Clerk) {
  if (!session) throw failed("signed-out", "errorSignedOut")
  return session
}

/** The user's organization whose members can't belong to any other, or `null`. */
export function exclusiveOrganizationIdOf({ user }: ReturnType<typeof currentSession>): string | null {
  const membership = user?.organizationMemberships.find(
    ({ organization }) => organization.exclusiveMembership
  )
  return membership?.organization.id ?? null
}

/** The user of the current session. */
export function currentUser(clerk: Clerk) {
  const { user } = currentSession(clerk)
  if (!user) throw failed("signed-out", "errorSignedOut")
  return user
}

/** The client with its sign-in and sign-up. */
export function loadedClient({ client }: Clerk) {
  if (!client) throw new Error("Clerk is not loaded")
  return client
}

/** Makes a session the current one. The snapshot shows the tasks that are left. */
export async function activateSession(clerk: Clerk, sessionId: string | null) {
  // setActive signs out if it doesn't know the ID.
  const session = clerk.client?.signedInSessions.find(({ id }) => id === sessionId)
  if (!session) throw failed("expired", "errorAttemptExpired")
  await clerk.setActive({ session, navigate })
  // Nor does it report that the session has ended in the meantime.
  if (clerk.session?.id !== sessionId) {
    throw failed("expired", "errorAttemptExpired")
  }
}

/**
 * Switches to whichever session Clerk reports as current. The SDK would keep its own when someone signed in or switched sessions
 * in a web app that shares this client, and would have none once its own has ended, even if others remain. Nothing opens by itself,
 * as nobody here requested the switch.
 */
export function followClient(clerk: Clerk) {
  const { client } = clerk
  if (!client) return
  // The SDK then chooses as it did at first, without a request.
  clerk.client = undefined
  clerk.updateClient(client)
}

/**
 * Activates the session that a sign-in or sign-up has created. Any other status means another step, which the snapshot
 * shows. Pass what the SDK's call returned: a client drops its attempt once it's complete.
 */
export async function finish(
  clerk: Clerk,
  { status, createdSessionId }: { status: string | null; createdSessionId: string | null }
) {
  if (status === "complete") await activateSession(clerk, createdSessionId)
}

/** Fetches the client. The SDK's own `reload()` keeps retrying without a network. */
export function fetchClient({ client }: Clerk) {
  return (client as unknown as { fetch(options: object): Promise<unknown> }).fetch({ fetchMaxTries: 1 })
}

/**
 * Wraps an attempt that may complete a sign-in or sign-up. If an answer gets lost after Clerk has done its work, this fetches the client
 * that has the session. If that fails too, Clerk refuses the next attempt, and the client arrives with the refusal.
 */
export function completing<Request>(attempt: (clerk: Clerk, request: Request) => Promise<void>) {
  return async (clerk: Clerk, request: Request) => {
    const known = clerk.session ? (clerk.client?.signedInSessions ?? []) : []
    const knownIds = known.map(({ id }) => id)
    try {
      await attempt(clerk, request)
    } catch (error) {
      const isRefused = error instanceof MessageError || (isApiError(error) && error.status < 500)
      if (!isRefused) await fetchClient(clerk).catch(() => {})
      const created = clerk.client?.signedInSessions.find(({ id }) => !knownIds.includes(id))
      if (!created) throw error
      await activateSession(clerk, created.id)
    }
  }
}

/**
 * Makes an organization active in the current session, or the personal account if it's `null`.
 *
 * The SDK sets the ID before it calls Clerk, and keeps it even if Clerk refused it or the request never arrived: it would send it with
 * the next request. So this restores the previous ID and fetches the client again.
 */
export async function activateOrganization(clerk: Clerk, organizationId: string | null) {
  currentUser(clerk)
  requireNetwork()
  const session = currentSession(clerk)
  const before = session.lastActiveOrganizationId
  try {
    await clerk.setActive({ organization: organizationId, navigate })
  } catch (error) {
    session.lastActiveOrganizationId = before
    await clerk.__internal_reloadInitialResources().catch(() => {})
    throw error
  }
}

/** Switches to another signed-in session. */
export async function switchSession(clerk: Clerk, { sessionId }: RequestOf<"switch-session">) {
  await activateSession(clerk, sessionId)
}

/**
 * Ends one session, after which the next signed-in one becomes current, or ends all of them. Succeeds only once Clerk confirms
 * that they have ended.
 * `clerk.signOut()` would do its work in a service worker but then throw, as there is no window.
 */
export async function signOut(clerk: Clerk, request: RequestOf<"sign-out">) {
  const sessionId = request?.sessionId
  if (sessionId === undefined) {
    await clerk.client?.removeSessions()
    await requireEnd(clerk, () => true)
    await clerk.setActive({ session: null })
    return
  }
  await clerk.client?.sessions.find(({ id }) => id === sessionId)?.remove()
  await requireEnd(clerk, ({ id }) => id === sessionId)
  if (clerk.session && clerk.session.id !== sessionId) return
  await clerk.setActive({ session: clerk.client?.signedInSessions[0] ?? null, navigate: stay })
}

// An answer may contain no client, which the SDK treats as a client without sessions, or ignores.
async function requireEnd(clerk: Clerk, isMeant: (session: { id: string }) => boolean) {
  const isLeft = () => clerk.client?.signedInSessions.some(isMeant)
  if (isLeft() || !clerk.client?.id) await clerk.__internal_reloadInitialResources()
  if (isLeft()) throw failed("unexpected", "errorStillSignedIn")
}

// The SDK calls this when a session or organization has become current; a worker's client has no taskUrls.
async function navigate({ session }: { session: { currentTask?: { key: string } } }) {
  const key = session.currentTask?.key
  if (key !== undefined && !hasTaskUrl(key)) await navigateToTask(key)
}

// Nobody requested that session, so nothing opens by itself.
async function stay() {}
