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

/** The session on whose behalf a call is made: the one that it names, else the last active. */
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

/** A user who asks about organizations, where there are any. */
export function requireUserOfOrganizations(call: Call) {
  const user = requireUser(call)
  if (!call.instance.settings.organizations.enabled) throw organizationsDisabled()
  return user
}

/** For what only someone may do who has lately proved who they are. */
export function requireVerifiedSession(call: Call): Session {
  const session = requireSession(call)
  if (needsReverification(call.instance, session)) throw reverificationRequired()
  return session
}

/** The session in the path, which has to be one of this client's. */
export function requireClientSession({ instance, device, params }: Call): Session {
  const session = instance.sessions.get(params.sessionId ?? "")
  if (!session) throw notFound("session")
  if (session.client !== device.client) throw sessionOfOthers()
  if (!isLive(instance, session)) throw authenticationInvalid()
  return session
}
