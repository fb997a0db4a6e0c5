import { isFromClerk, UNREADABLE } from "./answers"
import { keepToken } from "./client-token-store"
import { errorDetails } from "./error-details"
import { frontendApiHostOf } from "./publishable-key"
import type { Clerk } from "./sdk"
import { setServerClock } from "./server-clock"

/**
 * Takes from Clerk's answers what the SDK leaves out: the time, the client token of this answer, and the details of an error. It also
 * keeps answers that don't come from Clerk away from the SDK.
 */
export function watchAnswers(clerk: Clerk) {
  clerk.__internal_onAfterResponse(async ({ headers, method = "GET", path = "", url, body }, response) => {
    if (!response) return
    setServerClock(response.headers)
    const sent = bearerIn(headers) ?? url?.searchParams.get("__clerk_db_jwt") ?? undefined
    const answered = bearerIn(response.headers) ?? response.headers.get("clerk-db-jwt") ?? sent
    if (answered && isOfItsAttempt(path, url, response)) await keepToken(sent, answered)
    if (!response.ok && response.payload) errorDetails.remember(response.payload)
    const question = { method, path, search: url?.searchParams ?? new URLSearchParams(), body }
    if (response.ok && response.status !== 204 && !isFromClerk(question, response.payload)) {
      throw new Error(UNREADABLE)
    }
  })
}

/**
 * Watches the two requests that `createClerkClient()` makes before its client can be watched: it replaces `fetch()` for as long
 * as `load` takes.
 */
export async function watchingFirstAnswers<Loaded>(
  publishableKey: string,
  load: () => Promise<Loaded>
): Promise<Loaded> {
  const fetchAnswer = globalThis.fetch
  const checks: Promise<boolean>[] = []
  globalThis.fetch = async (input, init) => {
    const response = await fetchAnswer(input, init)
    const url = new URL(input instanceof Request ? input.url : input)
    const isClerks = url.host === frontendApiHostOf(publishableKey)
    if (isClerks && response.ok) checks.push(isCopyFromClerk(url, response.clone()))
    return response
  }
  try {
    const loaded = await load()
    if ((await Promise.all(checks)).includes(false)) throw new Error(UNREADABLE)
    return loaded
  } finally {
    globalThis.fetch = fetchAnswer
  }
}

async function isCopyFromClerk({ pathname, searchParams: search }: URL, copy: Response) {
  const answer: unknown = await copy.json().catch(() => undefined)
  return isFromClerk({ method: "GET", path: pathname.replace(/^\/v1/, ""), search }, answer)
}

/** Another user's nonce would bring that user's token, so a nonce counts only with the requested attempt. */
function isOfItsAttempt(
  path: string,
  url: URL | undefined,
  { ok, payload }: { ok: boolean; payload: unknown }
) {
  if (!process.env.PLASMO_PUBLIC_CLERK_SSO || !url?.searchParams.has("rotating_token_nonce")) return true
  const { response } = (payload ?? {}) as { response?: { id?: string } }
  return ok && response?.id !== undefined && path.endsWith(`/${response.id}`)
}

function bearerIn(headers: HeadersInit | undefined) {
  return new Headers(headers).get("authorization")?.replace(/^Bearer /, "")
}
