import type { Request } from "~messaging/contracts"
import { MessageError } from "~messaging/message-error"
import { t } from "~messaging/translate"
import type { Clerk } from "./clerk"

/** The current session, pending or active. */
export function currentSession({ session }: Clerk) {
  if (!session) throw new MessageError({ code: "signed-out", message: t("errorSignedOut") })
  return session
}

/** The user of the current session. */
export function currentUser(clerk: Clerk) {
  const { user } = currentSession(clerk)
  if (!user) throw new MessageError({ code: "signed-out", message: t("errorSignedOut") })
  return user
}

/** Makes a session the current one. What is left to do is told by its tasks, in the snapshot. */
export async function activateSession(clerk: Clerk, sessionId: string | null) {
  // setActive signs out when it does not know the id.
  const session = clerk.client?.signedInSessions.find(({ id }) => id === sessionId)
  if (!session) throw new MessageError({ code: "expired", message: t("errorAttemptExpired") })
  await clerk.setActive({ session, navigate })
}

/**
 * Makes an organization the active one of the current session.
 *
 * The SDK keeps an id that Clerk refused and would send it again with the next request, so it then forgets it by asking
 * for the client anew.
 */
export async function activateOrganization(clerk: Clerk, organizationId: string) {
  currentUser(clerk)
  try {
    await clerk.setActive({ organization: organizationId, navigate })
  } catch (error) {
    await clerk.__internal_reloadInitialResources().catch(() => {})
    throw error
  }
}

/** Makes another of the signed-in sessions the current one. */
export async function switchSession(clerk: Clerk, { sessionId }: Request<"switch-session">) {
  await activateSession(clerk, sessionId)
}

/**
 * Ends one session, after which the next one that is signed in becomes the current one, or all of them.
 * `clerk.signOut()` does its work in a service worker and then throws, as there is no window.
 */
export async function signOut(clerk: Clerk, request: Request<"sign-out">) {
  if (request?.sessionId === undefined) {
    await clerk.client?.removeSessions()
    await clerk.setActive({ session: null })
    return
  }
  await clerk.client?.sessions.find(({ id }) => id === request.sessionId)?.remove()
  if (clerk.session && clerk.session.id !== request.sessionId) return
  await clerk.setActive({ session: clerk.client?.signedInSessions[0] ?? null, navigate })
}

// The worker has nowhere to go: pages follow the snapshot and taskUrls. Without it the SDK warns of unhandled tasks.
async function navigate() {}
