import { activityJson, bareSessionJson, sessionJson } from "../json/session"
import { activate, liveSessions } from "../model/client"
import { findOrganization } from "../model/organization"
import { endSession, isLive, type Session } from "../model/session"
import { mintToken } from "../model/session-token"
import { requireClientSession, requireUser, requireVerifiedSession } from "./authentication"
import type { Call } from "./call"
import { notFound, organizationNotFound, sessionOfOthers } from "./errors"

export const readSession = (call: Call) => sessionJson(requireClientSession(call), call.view)

/** Makes the session the last active one and sets its active organization. */
export function touchSession(call: Call) {
  const { instance, device, form, view } = call
  const session = requireClientSession(call)
  session.activeOrganizationId = wantedOrganization(call, session, form.text("active_organization_id"))
  if (device.client) activate(instance, device.client, session)
  return sessionJson(session, view)
}

export async function createToken(call: Call) {
  const { instance, form, view } = call
  const session = requireClientSession(call)
  const organizationId = form.has("organization_id")
    ? wantedOrganization(call, session, form.text("organization_id"))
    : session.activeOrganizationId
  return { object: "token", jwt: await mintToken(instance, session, organizationId, view.origin) }
}

export function createTemplateToken(call: Call): never {
  requireClientSession(call)
  throw notFound("JWT template")
}

export const signOutSession = (end: "ended" | "removed") => (call: Call) => {
  const { instance, device, view } = call
  const session = requireClientSession(call)
  endSession(instance, session, end)
  const { client } = device
  if (client?.lastActiveSessionId === session.id) {
    client.lastActiveSessionId = liveSessions(instance, client)[0]?.id ?? null
  }
  return sessionJson(session, view)
}

export function listActiveSessions(call: Call) {
  const user = requireUser(call)
  const sessions = [...call.instance.sessions.values()].filter(
    (session) => session.user === user && isLive(call.instance, session)
  )
  return sessions.map((session) => ({
    ...bareSessionJson(session, call.view),
    latest_activity: activityJson(session)
  }))
}

export function revokeSession(call: Call) {
  const { user } = requireVerifiedSession(call)
  const session = call.instance.sessions.get(call.params.sessionId ?? "")
  if (!session) throw notFound("session")
  if (session.user !== user) throw sessionOfOthers()
  endSession(call.instance, session, "revoked")
  return sessionJson(session, call.view)
}

/** Without an id, users who must have an organization keep the current one. Others switch to their personal account. */
function wantedOrganization({ instance }: Call, session: Session, idOrSlug: string | undefined) {
  const { enabled, forceSelection } = instance.settings.organizations
  if (idOrSlug === undefined) return enabled && forceSelection ? session.activeOrganizationId : null
  const organization = findOrganization(instance, idOrSlug)
  if (!enabled || !organization || !session.user.memberships.has(organization.id))
    throw organizationNotFound()
  return organization.id
}
