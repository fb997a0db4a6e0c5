import { lastActiveSession } from "../model/client"
import { isLive, type Session } from "../model/session"
import { needsReverification } from "../model/session-verification"
import type { Call } from "./call"
import {
  authenticationInvalid,
  notFound,
  organizationsDisabled,
  reverificationRequired,
  sessionOfOthers,
  signedOut
} from "./errors"

/** The session that the call names, or else the last active one. */
export function requireSession({ instance, device, query }: Call): Session {
  const id = query.get("_clerk_session_id")
  if (!id) {
    const session = lastActiveSession(instance, device.client)
    if (!session) throw signedOut()
    return session
  }
  const session = device.client?.sessions.find((candidate) => candidate.id === id)
  if (!session || !isLive(instance, session)) throw authenticationInvalid()
  return session
}

export const requireUser = (call: Call) => requireSession(call).user

/** Requires a signed-in user, and an instance with organizations enabled. */
export function requireUserOfOrganizations(call: Call) {
  const user = requireUser(call)
  if (!call.instance.settings.organizations.enabled) throw organizationsDisabled()
  return user
}

/** Guards sensitive changes: requires a recent verification of the user. */
export function requireVerifiedSession(call: Call): Session {
  const session = requireSession(call)
  if (needsReverification(call.instance, session)) throw reverificationRequired()
  return session
}

/** The session in the path, which must belong to this client. */
export function requireClientSession({ instance, device, params }: Call): Session {
  const session = instance.sessions.get(params.sessionId ?? "")
  if (!session) throw notFound("session")
  if (session.client !== device.client) throw sessionOfOthers()
  if (!isLive(instance, session)) throw authenticationInvalid()
  return session
}
