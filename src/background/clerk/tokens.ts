import { withTimeLimit } from "~background/in-turn"
import type { Request } from "~messaging/contracts"
import { MessageError } from "~messaging/message-error"
import { t } from "~messaging/translate"
import { type Clerk, reloadClerk, requireNetwork } from "./clerk"
import { isRefusal } from "./clerk-failure"
import { serverNow, setServerTime } from "./server-clock"
import { currentSession } from "./session"

type Session = ReturnType<typeof currentSession>
type Wanted = { template: string | undefined; organizationId: string | null }
/** Version 1 of session tokens has no status, and names the organization elsewhere. */
type Claims = { exp: number; iat: number; sts?: string; o?: { id: string }; org_id?: string }

/** A token that has less left is renewed, so that it does not expire on its way to the author's server. */
const MARGIN_SECONDS = 10

// In memory only. The SDK has a cache too, but trusts the clock of this device, which may be off.
const kept = new Map<string, string>()
const underWay = new Map<string, Promise<string>>()

/**
 * A session token, from memory while it is fresh; callers at the same time share one request. Only those with `skipCache`
 * do not: what is under way may tell of what was before.
 *
 * @throws MessageError `signed-out` when there is no session, or only a pending one and nobody asked for its token.
 * @see https://clerk.com/docs/guides/sessions/session-tokens
 */
export async function getToken(clerk: Clerk, request: Request<"get-token"> = {}): Promise<string> {
  const { template, skipCache, treatPendingAsSignedOut = true } = request
  const session = currentSession(clerk)
  if (treatPendingAsSignedOut) refusePending(session.status)

  const organizationId =
    request.organizationId === undefined ? session.lastActiveOrganizationId : request.organizationId
  // A token tells of the organization and the status, so it is of no use when either has changed.
  const key = JSON.stringify([session.id, session.status, template, organizationId])
  const fresh = latest(kept.get(key), template === undefined && broughtAlong(session, organizationId))
  if (fresh && !skipCache && secondsLeft(fresh) > MARGIN_SECONDS) return fresh

  let fetching = skipCache ? undefined : underWay.get(key)
  if (!fetching) {
    requireNetwork()
    fetching = fetchToken(clerk, session, { template, organizationId })
    underWay.set(key, fetching)
    const forget = () => underWay.get(key) === fetching && underWay.delete(key)
    fetching.then((token) => keep(key, token)).then(forget, forget)
  }
  const token = await fetching
  if (treatPendingAsSignedOut) refusePending(claimsOf(token).sts)
  return token
}

function refusePending(status: string | undefined) {
  if (status !== "pending") return
  throw new MessageError({ code: "signed-out", message: t("errorPendingToken") })
}

// Every answer of Clerk brings the session's token along. While the organization is being changed it is that of before.
function broughtAlong({ lastActiveToken, status }: Session, organizationId: string | null) {
  const token = lastActiveToken?.getRawString()
  if (!token) return
  const { sts = status, o, org_id = null } = claimsOf(token)
  return sts === status && (o?.id ?? org_id) === organizationId && token
}

async function fetchToken(clerk: Clerk, session: Session, wanted: Wanted) {
  try {
    // `getToken` repeats for minutes what Clerk refuses because it is down, or was asked too often.
    const { _getToken } = session as unknown as { _getToken(options: object): Promise<string | null> }
    const token = await withTimeLimit(_getToken.call(session, { ...wanted, skipCache: true }))
    if (!token) throw signedOut()
    const { sts, iat } = claimsOf(token)
    // For answers without a date.
    setServerTime(iat * 1000)
    // Something has changed elsewhere, for example a task was added.
    if (sts && sts !== session.status) await lookAgain()
    return token
  } catch (error) {
    if (wanted.template === undefined && isRefusal(error, "resource_not_found")) await lookAgain()
    throw clerk.session?.id === session.id ? error : signedOut()
  }
}

async function lookAgain() {
  await reloadClerk().catch(() => {})
}

function signedOut() {
  return new MessageError({ code: "signed-out", message: t("errorSignedOut") })
}

function keep(key: string, token: string) {
  for (const [old, expired] of kept) if (secondsLeft(expired) <= 0) kept.delete(old)
  kept.set(key, latest(token, kept.get(key)) ?? token)
}

function latest(...tokens: (string | false | undefined)[]) {
  return tokens
    .filter((token) => typeof token === "string")
    .sort((one, other) => claimsOf(other).exp - claimsOf(one).exp)[0]
}

function secondsLeft(token: string) {
  return claimsOf(token).exp - serverNow() / 1000
}

function claimsOf(token: string): Claims {
  const payload = token.split(".")[1] ?? ""
  return JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")))
}
