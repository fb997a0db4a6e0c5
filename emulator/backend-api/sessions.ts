import * as v from "valibot"
import { authenticationInvalid, notFound } from "../frontend-api/errors"
import { requireAllowed } from "../frontend-api/proofs"
import { backendClientJson, backendSessionJson } from "../json/backend-api"
import { clientOf, createDevice } from "../model/client"
import { createSession, endSession, isLive, statusOf } from "../model/session"
import { mintToken } from "../model/session-token"
import type { Call } from "./call"
import { atLeastOne, notFoundById, onlyInDevelopment } from "./errors"
import { parametersOf } from "./input"
import { choice, pageOrArray } from "./lists"
import { requireUser } from "./users"

/** As in Clerk's description, `pending` isn't among them. */
const STATUSES = ["abandoned", "active", "ended", "expired", "removed", "replaced", "revoked"] as const

const MAX_TOKEN_SECONDS = 315_360_000

export function listSessions(call: Call) {
  const { instance, query, view } = call
  const [clientId, userId] = [query.get("client_id"), query.get("user_id")]
  if (!clientId && !userId) throw atLeastOne("client_id", "user_id")
  const status = choice(call, "status", STATUSES)
  const found = [...instance.sessions.values()].filter(
    (session) =>
      (!clientId || session.client.id === clientId) &&
      (!userId || session.user.id === userId) &&
      (status === undefined || statusOf(instance, session) === status)
  )
  return pageOrArray(call, found.reverse(), (session) => backendSessionJson(session, view))
}

export const readSession = (call: Call) => backendSessionJson(requireSession(call), call.view)

/** Signs a user in on a new client, for tests. */
export function createUserSession(call: Call) {
  const { instance, view } = call
  if (instance.type === "production") throw onlyInDevelopment()
  const wanted = parametersOf(call, { user_id: v.string(), active_organization_id: v.optional(v.string()) })
  const user = requireUser(call, wanted.user_id)
  requireAllowed(instance, user)
  const organizationId = wanted.active_organization_id
  if (organizationId && !user.memberships.has(organizationId))
    throw notFoundById("organization", organizationId)
  const client = clientOf(instance, createDevice(instance))
  const session = createSession(instance, client, user, {
    strategy: null,
    withSecondFactor: false,
    userAgent: ""
  })
  if (organizationId) session.activeOrganizationId = organizationId
  return backendSessionJson(session, view)
}

export function revokeSession(call: Call) {
  const session = requireSession(call)
  endSession(call.instance, session, "revoked")
  return backendSessionJson(session, call.view)
}

export async function createToken(call: Call) {
  const { instance } = call
  const session = requireSession(call)
  const { expires_in_seconds: lifetime } = parametersOf(call, {
    expires_in_seconds: v.nullish(
      v.pipe(v.number(), v.integer(), v.minValue(30), v.maxValue(MAX_TOKEN_SECONDS))
    )
  })
  if (!isLive(instance, session)) throw notFoundById("live session", session.id)
  const { activeOrganizationId } = session
  const jwt = await mintToken(instance, session, activeOrganizationId, undefined, lifetime ?? undefined)
  return { object: "token", jwt }
}

export function createTemplateToken(call: Call): never {
  requireSession(call)
  throw notFound("JWT template")
}

export function readClient(call: Call) {
  const id = call.params.clientId ?? ""
  const client = call.instance.clients.get(id)
  if (!client) throw notFoundById("client", id)
  return backendClientJson(client, call.view)
}

/** The client that a browser's token belongs to. */
export function verifyClient(call: Call) {
  const { token } = parametersOf(call, { token: v.string() })
  const client = call.instance.devices.get(token)?.client
  if (!client) throw authenticationInvalid()
  return backendClientJson(client, call.view)
}

function requireSession({ instance, params }: Call) {
  const id = params.sessionId ?? ""
  const session = instance.sessions.get(id)
  if (!session) throw notFoundById("session", id)
  return session
}
