import { navigateToTask } from "~background/navigate"
import { t } from "~i18n"
import type { RequestOf } from "~messaging/contracts"
import { MessageError } from "~messaging/message-error"
import { hasTaskUrl } from "~session/tasks"
import { isApiError } from "./clerk-failure"
import { requireNetwork } from "./network"
import type { Clerk } from "./sdk"

/** The current session, pending or active. */
export function currentSession({ session }: Clerk) {
  if (!session) throw new MessageError({ code: "signed-out", message: t("errorSignedOut") })
  return session
}

/** An organization of the session's user whose members belong to no other, or `null`. */
export function exclusiveOrganizationIdOf({ user }: ReturnType<typeof currentSession>): string | null {
  const membership = user?.organizationMemberships.find(
    ({ organization }) => organization.exclusiveMembership
  )
  return membership?.organization.id ?? null
}

/** The user of the current session. */
export function currentUser(clerk: Clerk) {
  const { user } = currentSession(clerk)
  if (!user) throw new MessageError({ code: "signed-out", message: t("errorSignedOut") })
  return user
}

/** The client with its sign-in and sign-up. */
export function loadedClient({ client }: Clerk) {
  if (!client) throw new Error("Clerk is not loaded")
  return client
}

/** Makes a session the current one. Its tasks, in the snapshot, say what is left to do. */
export async function activateSession(clerk: Clerk, sessionId: string | null) {
  // setActive signs out when it does not know the id.
  const session = clerk.client?.signedInSessions.find(({ id }) => id === sessionId)
  if (!session) throw new MessageError({ code: "expired", message: t("errorAttemptExpired") })
  await clerk.setActive({ session, navigate })
  // Nor does it say so when the session has ended meanwhile.
  if (clerk.session?.id !== sessionId) {
    throw new MessageError({ code: "expired", message: t("errorAttemptExpired") })
  }
}

/**
 * Makes the session the current one that Clerk names. The SDK keeps to the one it knows when somebody signed in, or switched
 * to another session, in a web app that shares this client; and it knows of none when its session has ended, although
 * others may be left. Nothing opens by itself, as nobody has asked for that here.
 */
export function followClient(clerk: Clerk) {
  const { client } = clerk
  if (!client) return
  // It chooses as it did at first, without a request.
  clerk.client = undefined
  clerk.updateClient(client)
}

/**
 * Makes the session current that a sign-in or sign-up has created; any other status is a further step, which the snapshot
 * shows. Give it what the SDK's call returned: a client has no attempt any more once it is complete.
 */
export async function finish(
  clerk: Clerk,
  { status, createdSessionId }: { status: string | null; createdSessionId: string | null }
) {
  if (status === "complete") await activateSession(clerk, createdSessionId)
}

/** Asks for the client. Its own `reload()` tries again and again without a network. */
export function fetchClient({ client }: Clerk) {
  return (client as unknown as { fetch(options: object): Promise<unknown> }).fetch({ fetchMaxTries: 1 })
}

/**
 * Wraps an attempt that may complete a sign-in or sign-up. When an answer gets lost after Clerk has done its work, the client is asked
 * for that has the session. Where that fails, too, the next attempt is refused, and the client arrives with the refusal.
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
 * Makes an organization the active one of the current session, or with `null` the personal account.
 *
 * The SDK sets the id before it asks Clerk, and keeps one that Clerk refused, or never heard of: it would send it with the next
 * request. So it gets the id back that it had, and asks for the client again.
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

/** Makes another of the signed-in sessions the current one. */
export async function switchSession(clerk: Clerk, { sessionId }: RequestOf<"switch-session">) {
  await activateSession(clerk, sessionId)
}

/**
 * Ends one session, after which the next one that is signed in becomes the current one, or all of them. Succeeds only when Clerk says
 * that they have ended.
 * `clerk.signOut()` does its work in a service worker and then throws, as there is no window.
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

// An answer may name no client, which the SDK takes for one without sessions, or leaves out.
async function requireEnd(clerk: Clerk, isMeant: (session: { id: string }) => boolean) {
  const isLeft = () => clerk.client?.signedInSessions.some(isMeant)
  if (isLeft() || !clerk.client?.id) await clerk.__internal_reloadInitialResources()
  if (isLeft()) throw new MessageError({ code: "unexpected", message: t("errorStillSignedIn") })
}

// What the SDK calls when a session or organization has become the current one; a worker's client knows no taskUrls.
async function navigate({ session }: { session: { currentTask?: { key: string } } }) {
  const key = session.currentTask?.key
  if (key !== undefined && !hasTaskUrl(key)) await navigateToTask(key)
}

// Nobody has asked for that session to become the current one, so nothing opens by itself.
async function stay() {}
