import { lastActiveSession } from "../model/client"
import { DAY, markChanged } from "../model/clock"
import { keepHandshake, signHandshake } from "../model/handshake"
import { findOrganization } from "../model/organization"
import type { Session } from "../model/session"
import { mintToken } from "../model/session-token"
import type { Call } from "./call"
import { clientUat, suffixOf, TEN_YEARS } from "./client-cookies"
import {
  handshakeInvalid,
  redirectUrlForeign,
  redirectUrlInvalid,
  redirectUrlNotAssociated,
  redirectUrlProhibited
} from "./errors"
import { Redirect } from "./redirect"
import { isNear, isOwn } from "./transport"

/** Above this many characters, a server that can gets a nonce, because a cookie holds only 4 KB. */
const LONGEST_PAYLOAD = 2048
const EXPIRED = "Expires=Thu, 01 Jan 1970 00:00:00 GMT"

/**
 * The server of a web app sends a browser here when it can't tell whether its user is signed in. The browser goes back with a signed
 * list of `Set-Cookie` headers, in the URL in development and in a cookie in production.
 * @see https://clerk.com/docs/guides/how-clerk-works/overview#the-handshake
 */
export async function shakeHands(call: Call): Promise<Redirect> {
  const { instance, query } = call
  const target = readTarget(call)
  if (query.has("satellite_fapi")) throw handshakeInvalid("The emulator has no satellite domains.")
  const session = lastActiveSession(instance, call.device.client)
  if (session) activateOrganization(call, session)

  const cookies = await sessionCookies(call, target, session)
  const payload = await signHandshake(instance, cookies)
  const isNonce = query.get("format") === "nonce" && payload.length > LONGEST_PAYLOAD
  const name = isNonce ? "__clerk_handshake_nonce" : "__clerk_handshake"
  const value = isNonce ? keepHandshake(instance, cookies) : payload
  return instance.type === "development"
    ? new Redirect(target.href, { [name]: value }, { status: 307 })
    : new Redirect(
        target.href,
        {},
        { status: 307, cookies: [cookieAt(call, target)(name, value, "HttpOnly")] }
      )
}

/** What the app's server sets on its own host: the session's token, and when the client last changed. */
async function sessionCookies(call: Call, target: URL, session: Session | undefined): Promise<string[]> {
  const { instance, device, query } = call
  const cookie = cookieAt(call, target)
  const hostCookie = cookieAt(call, target, { isHostOnly: true })
  const inAYear = `Expires=${new Date(instance.clock.now() + 365 * DAY).toUTCString()}`
  const token = session && (await mintToken(instance, session, session.activeOrganizationId, target.origin))
  const uat = String(clientUat(instance, device.client))
  const both = query.get("suffixed_cookies") === "true"
  const directives = (both ? ["", `_${suffixOf(instance)}`] : [""]).flatMap((suffix) => [
    // Pages may have set one for their host alone, which would hide the other.
    hostCookie(`__client_uat${suffix}`, "", EXPIRED),
    cookie(`__client_uat${suffix}`, uat, TEN_YEARS),
    hostCookie(`__session${suffix}`, token ?? "", token ? inAYear : EXPIRED),
    ...(instance.type === "development" ? [hostCookie(`__clerk_db_jwt${suffix}`, device.token, inAYear)] : [])
  ])
  if (instance.type === "development") return directives
  // With these still there, servers would go by them instead of the new session.
  const spent = ["__clerk_handshake", "__clerk_handshake_nonce"].map((name) => cookie(name, "", EXPIRED))
  return [...spent, ...directives]
}

/** Writes cookies for the target's domain, or for its host alone. */
function cookieAt({ instance }: Call, target: URL, { isHostOnly = false } = {}) {
  const isDevelopment = instance.type === "development"
  const isSecure = target.protocol === "https:"
  const isOnDomain = `.${target.hostname}`.endsWith(`.${instance.domain}`)
  const domain = isDevelopment ? target.hostname : isOnDomain && instance.domain
  return (name: string, value: string, ...attributes: string[]) =>
    [
      `${name}=${value}`,
      "Path=/",
      !isHostOnly && domain && `Domain=${domain}`,
      ...attributes,
      isSecure && "Secure",
      `SameSite=${isSecure && isDevelopment ? "None" : "Lax"}`
    ]
      .filter(Boolean)
      .join("; ")
}

/**
 * The page to go back to. In development, Clerk accepts any address. The emulator accepts this machine's and the allowed origins, because
 * the payload signs its receiver in.
 */
function readTarget({ instance, query, view }: Call): URL {
  const address = query.get("redirect_url")
  if (!address) throw handshakeInvalid("It has no redirect_url.")
  if (!URL.canParse(address)) throw redirectUrlInvalid()
  const target = new URL(address)
  const { origin, protocol, hostname } = target
  if (!/^https?:$/.test(protocol)) throw redirectUrlProhibited()
  if (isOwn(origin, instance, view.baseUrl)) return target
  if (instance.type === "production") throw redirectUrlNotAssociated(hostname)
  if (!isNear(origin) && !instance.settings.allowedOrigins.includes(origin)) throw redirectUrlForeign(origin)
  return target
}

/** Servers can name the organization in the URL. One that the user isn't in changes nothing. */
function activateOrganization({ instance, query }: Call, session: Session) {
  const { enabled, forceSelection } = instance.settings.organizations
  const wanted = query.get("organization_id")
  if (wanted === null || !enabled) return
  const { memberships } = session.user
  const organization = findOrganization(instance, wanted)
  const isPersonal = wanted === "" && !forceSelection
  const isMember = organization !== undefined && memberships.has(organization.id)
  if (!isPersonal && !isMember) return
  session.activeOrganizationId = organization?.id ?? null
  for (const record of [session, session.client]) markChanged(record, instance.clock)
}
