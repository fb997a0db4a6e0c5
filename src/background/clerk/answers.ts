import * as v from "valibot"
import { type AnsweredClient, client, isSignedIn, kinds, session } from "./answer-shapes"

/** Marks an answer that isn't Clerk's. It's a message because the SDK keeps nothing else of an error. */
export const UNREADABLE = "This is no answer of Clerk"

/** A request to Clerk; `path` begins after `/v1`. */
export type Question = { method: string; path: string; search: URLSearchParams; body?: unknown }

/**
 * Whether a successful answer really comes from Clerk: everything we read from it is there, and it doesn't contradict itself. It may
 * contain more than we know. Gateways and captive portals answer in Clerk's place, too.
 */
export function isFromClerk(question: Question, answer: unknown): boolean {
  const { method, path } = question
  // Everywhere else, Clerk answers a deletion with the same few fields.
  const kind = kinds.find((each) => each.path.test(path) && (method !== "DELETE" || each.isOfClient))
  if (!kind) return v.is(unknownKind, answer)
  if (kind.isBare) return v.is(kind.answer, answer) || v.is(v.object({ response: kind.answer }), answer)
  const envelope = v.object({ response: kind.answer, client: v.nullish(client) })
  if (!v.is(envelope, answer) || !isOfItsSession(question, answer.response)) return false
  return kind.isOfClient === true || agrees(question, answer.response, answer.client ?? null)
}

/** In answers to requests we don't know, only the client matters. */
const unknownKind = v.union([v.array(v.unknown()), v.object({ client: v.nullish(client) })])
const ofSession = /^\/client\/sessions\/([^/]+)\/(touch|remove|end)$/
const attempt = v.object({ id: v.string(), status: v.string(), created_session_id: v.nullish(v.string()) })

/** Clerk answers a request that changes a session with that session. */
function isOfItsSession({ path }: Question, response: unknown) {
  const [, sessionId, action] = ofSession.exec(path) ?? []
  if (!sessionId || !v.is(session, response)) return true
  return response.id === decodeURIComponent(sessionId) && isSignedIn(response) === (action === "touch")
}

/** The included client has the requested attempt, the session that the attempt created, and the session that made the request. */
function agrees(question: Question, response: unknown, answered: AnsweredClient | null) {
  const { method, path } = question
  const [, kind] = /^\/client\/(sign_in|sign_up)s/.exec(path) ?? []
  const made = kind && v.is(attempt, response) ? response : undefined
  const isComplete = made?.status === "complete"
  const sessionId = isComplete ? made.created_session_id : sessionOf(question)
  // Clerk leaves the client out when nothing has changed.
  if (!answered) return method === "GET" || !(made || choosesOrganization(question))
  if (made && !isComplete && method !== "GET")
    return (kind === "sign_in" ? answered.sign_in : answered.sign_up)?.id === made.id
  return !sessionId || answered.sessions.some(({ id }) => id === sessionId)
}

function sessionOf({ path, search }: Question) {
  const [, named] = /^\/client\/sessions\/([^/]+)/.exec(path) ?? []
  return named ? decodeURIComponent(named) : search.get("_clerk_session_id")
}

function choosesOrganization({ body }: Question) {
  return new URLSearchParams(String(body ?? "")).get("intent") === "select_org"
}
