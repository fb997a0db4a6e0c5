import { inTime } from "~background/in-turn"
import type { RequestOf } from "~messaging/contracts"
import { failed } from "~messaging/failed"
import { reloadClerk } from "./clerk"
import { isRefusal } from "./clerk-failure"
import { claimsOf } from "./jwt"
import { requireNetwork } from "./network"
import type { Clerk } from "./sdk"
import { serverNow, setServerTime } from "./server-clock"
import { currentSession } from "./session"

type Session = ReturnType<typeof currentSession>
type Wanted = { template: string | undefined; organizationId: string | null }
/** `exp` and `iat` in epoch seconds. Version 1 session tokens have no status, and name the organization in another claim. */
type Claims = { exp: number; iat: number; sts?: string; o?: { id: string }; org_id?: string }

/** A token with less time left is renewed, so that it doesn't expire on its way to the author's server. */
const MARGIN_SECONDS = 10

// In memory only. The SDK has a cache too, but trusts this device's clock, which may be wrong.
const kept = new Map<string, string>()
const underWay = new Map<string, Promise<string>>()

/**
 * A session token, from memory while it's fresh; concurrent callers share one request. `skipCache` always makes a new one,
 * because a request under way may return an outdated one.
 *
 * @throws MessageError `signed-out` if there is no session, or only a pending one and the caller didn't accept that.
 * @see https://clerk.com/docs/guides/sessions/session-tokens
 */
export async function getToken(clerk: Clerk, request: RequestOf<"get-token"> = {}): Promise<string> {
  const { template, skipCache, treatPendingAsSignedOut = true } = request
  const session = currentSession(clerk)
  if (treatPendingAsSignedOut) refusePending(session.status)

  const organizationId =
    request.organizationId === undefined ? session.lastActiveOrganizationId : request.organizationId
  // A token contains the organization and the status, so it's invalid once either has changed.
  const key = JSON.stringify([session.id, session.status, template, organizationId])
  if (template === undefined) keepFromAnswers(key, session, organizationId)
  const token = (skipCache ? undefined : freshToken(key)) ?? (await renewToken())
  if (treatPendingAsSignedOut) refusePending(read(token).sts)
  return token

  function renewToken() {
    const shared = skipCache ? undefined : underWay.get(key)
    if (shared) return shared

    requireNetwork()
    const fetching = fetchToken(clerk, session, { template, organizationId })
      .then((token) => {
        keep(key, token)
        return token
      })
      .finally(() => {
        if (underWay.get(key) === fetching) underWay.delete(key)
      })
    underWay.set(key, fetching)
    return fetching
  }
}

function refusePending(status: string | undefined) {
  if (status !== "pending") return
  throw failed("signed-out", "errorPendingToken")
}

// Every answer from Clerk includes the session's token. While the organization is changing, it may still name the previous one.
function keepFromAnswers(key: string, { lastActiveToken, status }: Session, organizationId: string | null) {
  const token = lastActiveToken?.getRawString()
  if (!token) return
  const { sts = status, o, org_id } = read(token)
  const tokensOrganizationId = o?.id ?? org_id ?? null
  if (sts !== status || tokensOrganizationId !== organizationId) return
  // A token requested in the same second may be newer.
  const known = kept.get(key)
  if (known === undefined || read(known).exp < read(token).exp) keep(key, token)
}

async function fetchToken(clerk: Clerk, session: Session, wanted: Wanted) {
  try {
    // `getToken` would retry for minutes when Clerk is down or refuses because of too many requests.
    const { _getToken } = session as unknown as { _getToken(options: object): Promise<string | null> }
    const token = await inTime(_getToken.call(session, { ...wanted, skipCache: true }))
    if (!token) throw signedOut()
    const { sts, iat } = read(token)
    // For answers without a `Date` header.
    setServerTime(iat * 1000)
    // Something has changed elsewhere, for example a task was added.
    if (sts && sts !== session.status) await reload()
    return token
  } catch (error) {
    if (wanted.template === undefined && isRefusal(error, "resource_not_found")) await reload()
    throw clerk.session?.id === session.id ? error : signedOut()
  }
}

async function reload() {
  await reloadClerk().catch(() => {})
}

function signedOut() {
  return failed("signed-out", "errorSignedOut")
}

function freshToken(key: string) {
  const token = kept.get(key)
  return token !== undefined && secondsLeft(token) > MARGIN_SECONDS ? token : undefined
}

// Keeps the token that expires later: answers may arrive in a different order than Clerk sent them.
function keep(key: string, token: string) {
  for (const [old, expired] of kept) if (secondsLeft(expired) <= 0) kept.delete(old)
  const known = kept.get(key)
  if (known === undefined || read(known).exp <= read(token).exp) kept.set(key, token)
}

function secondsLeft(token: string) {
  return read(token).exp - serverNow() / 1000
}

function read(token: string) {
  return claimsOf<Claims>(token)
}
