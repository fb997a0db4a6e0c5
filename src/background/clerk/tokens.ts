import type { Request } from "~messaging/contracts"
import { MessageError } from "~messaging/message-error"
import { t } from "~messaging/translate"
import type { Clerk } from "./clerk"
import { serverNow } from "./server-clock"
import { currentSession } from "./session"

/** A token that has less left is renewed, so that it does not expire on its way to the author's server. */
const MARGIN_SECONDS = 10

// In memory only. The SDK has a cache too, but trusts the clock of this device, which may be off.
const kept = new Map<string, string>()
const underWay = new Map<string, Promise<string>>()

/**
 * A session token, from memory while it is fresh; callers at the same time share one request.
 *
 * @throws MessageError `signed-out` when there is no session, or only a pending one and nobody asked for its token.
 * @see https://clerk.com/docs/guides/sessions/session-tokens
 */
export async function getToken(clerk: Clerk, request: Request<"get-token"> = {}): Promise<string> {
  const { template, skipCache = false, treatPendingAsSignedOut = true } = request
  const session = currentSession(clerk)
  if (session.status === "pending" && treatPendingAsSignedOut) {
    throw new MessageError({ code: "signed-out", message: t("errorPendingToken") })
  }

  // A token tells of the organization and the status, so it is of no use when either has changed.
  const { lastActiveOrganizationId } = session
  const organizationId =
    request.organizationId === undefined ? lastActiveOrganizationId : request.organizationId
  const key = JSON.stringify([session.id, session.status, template, organizationId])

  // Every answer of Clerk brings the current session's token along.
  const isPlain = template === undefined && organizationId === lastActiveOrganizationId
  const known = [kept.get(key), isPlain ? session.lastActiveToken?.getRawString() : undefined]
  const fresh = latest(known.filter((token) => token !== undefined))
  if (fresh && !skipCache && secondsLeft(fresh) > MARGIN_SECONDS) return fresh

  const fetching = underWay.get(key) ?? fetchToken(session, { template, organizationId })
  underWay.set(key, fetching)
  try {
    const token = await fetching
    keep(key, token)
    return token
  } finally {
    underWay.delete(key)
  }
}

type Wanted = { template: string | undefined; organizationId: string | null }

async function fetchToken(session: ReturnType<typeof currentSession>, { template, organizationId }: Wanted) {
  const token = await session.getToken({
    skipCache: true,
    organizationId: organizationId ?? "",
    ...(template !== undefined && { template })
  })
  if (!token) throw new MessageError({ code: "signed-out", message: t("errorSignedOut") })
  return token
}

function keep(key: string, token: string) {
  for (const [old, expired] of kept) if (secondsLeft(expired) <= 0) kept.delete(old)
  kept.set(key, token)
}

function latest(tokens: string[]) {
  return tokens.sort((one, other) => claimsOf(other).exp - claimsOf(one).exp)[0]
}

function secondsLeft(token: string) {
  return claimsOf(token).exp - serverNow() / 1000
}

function claimsOf(token: string): { exp: number } {
  const payload = token.split(".")[1] ?? ""
  return JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")))
}
