import * as v from "valibot"
import { type AnsweredClient, client, isSignedIn, kinds, session } from "./answer-shapes"

/** What refuses an answer that isn't Clerk's: of an error, the SDK keeps only the words. */
export const UNREADABLE = "This is no answer of Clerk"

/** What Clerk was asked; `path` begins after `/v1`. */
export type Question = { method: string; path: string; search: URLSearchParams; body?: unknown }

/**
 * Whether an answer that refuses nothing is one that Clerk gives: what we read of it is there, and it doesn't contradict itself. It may
 * hold more than we know. Gateways and captive portals answer in Clerk's place, too.
 */
export function isFromClerk(question: Question, answer: unknown): boolean {
  const { method, path } = question
  // What is deleted is answered with the same few words everywhere else.
  const kind = kinds.find((each) => each.path.test(path) && (method !== "DELETE" || each.isOfClient))
  if (!kind) return v.is(unknownKind, answer)
  if (kind.isBare) return v.is(kind.answer, answer) || v.is(v.object({ response: kind.answer }), answer)
  const envelope = v.object({ response: kind.answer, client: v.nullish(client) })
  if (!v.is(envelope, answer) || !isOfItsSession(question, answer.response)) return false
  return kind.isOfClient === true || agrees(question, answer.response, answer.client ?? null)
}

/** Of what we don't ask, only the client that comes along matters. */
const unknownKind = v.union([v.array(v.unknown()), v.object({ client: v.nullish(client) })])
const ofSession = /^\/client\/sessions\/([^/]+)\/(touch|remove|end)$/
const attempt = v.object({ id: v.string(), status: v.string(), created_session_id: v.nullish(v.string()) })

/** What was done to a session is answered with that session. */
function isOfItsSession({ path }: Question, response: unknown) {
  const [, sessionId, action] = ofSession.exec(path) ?? []
  if (!sessionId || !v.is(session, response)) return true
  return response.id === decodeURIComponent(sessionId) && isSignedIn(response) === (action === "touch")
}

/** The client that comes along has the attempt that it was asked for, the session that this made, and the one that asked. */
function agrees(question: Question, response: unknown, answered: AnsweredClient | null) {
  const { method, path } = question
  const [, kind] = /^\/client\/(sign_in|sign_up)s/.exec(path) ?? []
  const made = kind && v.is(attempt, response) ? response : undefined
  const isComplete = made?.status === "complete"
  const sessionId = isComplete ? made.created_session_id : sessionOf(question)
  // Clerk leaves the client out where nothing has changed.
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
