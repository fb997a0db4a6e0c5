import { digest } from "./digest"
import { claimsOf } from "./jwt"
import { frontendApiHostOf } from "./publishable-key"

// The author's web app, whose session the extension shares. Only builds that have one may read cookies, or hold this code.
const syncHost = process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST ?? ""
const publishableKey = process.env.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY ?? ""

/** The contents of the web app's cookies. */
export type WebApp = {
  /** Identifies the web app's client to Clerk. */
  token: string | undefined
  /** When that client last changed, in epoch seconds; 0 when nobody is signed in. */
  updatedAt: string | undefined
  /** The meaningful part of the session token, which is replaced every minute. */
  session:
    | {
        id?: string
        status?: string | undefined
        organizationId?: string | undefined
        issuedAt?: number
      }
    | undefined
}

let lastToken: string | undefined

/** Reads the cookies. */
export async function readWebApp(): Promise<WebApp> {
  let web = await readOnce()
  // In development, a page removes its token before it writes it again, after each of Clerk's answers.
  for (let tries = 0; lastToken && !web.token && tries < 10; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    web = await readOnce()
  }
  lastToken = web.token
  return web
}

async function readOnce(): Promise<WebApp> {
  const [cookies, suffix] = await Promise.all([readCookies(), keySuffix()])
  // Like Clerk's SDK for the web: first the cookie with our key's suffix, then the plain one. If a host and its domain have cookies with the
  // same name, Chrome lists the one that it sends first, and that one counts.
  const read = (name: string) => {
    const find = (wanted: string) => cookies.find((cookie) => cookie.name === wanted)
    return (find(name + suffix) ?? find(name))?.value
  }

  return {
    token: isLive() ? cookies.find(isToken)?.value : read("__clerk_db_jwt"),
    updatedAt: read("__client_uat"),
    session: readSession(read("__session"))
  }
}

/** Whether the cookies say that someone is signed in to the web app. */
export function isSignedInto({ updatedAt = "0", session }: WebApp): boolean {
  return session !== undefined || updatedAt !== "0"
}

/** Whether a cookie is one that `readWebApp` reads. */
export function isOfWebApp(cookie: chrome.cookies.Cookie): boolean {
  return isToken(cookie) || (isHint(cookie) && places().some((url) => isSentTo(url, cookie)))
}

/**
 * Puts a new token into the cookies that hold the old one, and keeps their other attributes. In production scripts can't read them.
 *
 * @returns whether a cookie now holds the new one.
 */
export async function replaceToken(old: string, renewed: string): Promise<boolean> {
  const tokens = (await readCookies()).filter(isToken)
  for (const { hostOnly, session, domain, ...cookie } of tokens.filter(({ value }) => value === old)) {
    const url = `${cookie.secure ? "https" : "http"}://${withoutDot(domain)}${cookie.path}`
    await chrome.cookies.set({ ...cookie, url, value: renewed, ...(!hostOnly && { domain }) })
  }
  return tokens.some(({ value }) => value === old || value === renewed)
}

/**
 * Whether a cookie is the client token. In production Clerk keeps it in `__client`, at the Frontend API, and no other site can have set
 * a cookie that passes: scripts can't set `HttpOnly`, and other hosts of the domain can't set a cookie for exactly this host. In
 * development any script on the page can set it, and nothing gives that away.
 * @see https://clerk.com/docs/guides/how-clerk-works/overview#client-token
 */
function isToken(cookie: chrome.cookies.Cookie) {
  if (!isLive()) return isNamed(cookie, "__clerk_db_jwt") && isSentTo(syncHost, cookie)
  const { name, httpOnly, secure } = cookie
  return name === "__client" && httpOnly && secure && (isOfFrontendApi(cookie) || isOfProxy(cookie))
}

function isOfFrontendApi({ domain }: chrome.cookies.Cookie) {
  return withoutDot(domain) === frontendApiHostOf(publishableKey)
}

// For a web app that proxies the Frontend API. A cookie with a domain doesn't pass: example.com would share it with all its subdomains.
function isOfProxy({ domain, hostOnly }: chrome.cookies.Cookie) {
  return hostOnly && domain === new URL(syncHost).hostname
}

/** Scripts and other hosts of the domain can set these, so they only mean that something may have changed. */
function isHint(cookie: chrome.cookies.Cookie) {
  return isNamed(cookie, "__client_uat") || isNamed(cookie, "__session")
}

// With any key's suffix: several instances may share a domain.
function isNamed({ name }: chrome.cookies.Cookie, known: string) {
  return new RegExp(`^${known}(_[\\w-]{8})?$`).test(name)
}

// In production Clerk keeps the token at the Frontend API, which is part of the web app if the web app is its proxy.
function places() {
  return isLive() ? [`https://${frontendApiHostOf(publishableKey)}`, syncHost] : [syncHost]
}

function isLive() {
  return publishableKey.startsWith("pk_live_")
}

async function readCookies() {
  const found = await Promise.all(
    places().map((url) =>
      // Users can revoke the permission for a host.
      chrome.cookies.getAll({ url, partitionKey: {} }).catch(() => [])
    )
  )
  return found.flat().filter(isAtTopLevel)
}

// Chrome also lists the web app's cookies from frames on other sites.
function isAtTopLevel({ partitionKey }: chrome.cookies.Cookie) {
  const site = partitionKey?.topLevelSite
  return !site || isWithin(syncHost, new URL(site).hostname)
}

function isSentTo(url: string, { domain }: chrome.cookies.Cookie) {
  return isWithin(url, withoutDot(domain))
}

function isWithin(url: string, domain: string) {
  return `.${new URL(url).hostname}`.endsWith(`.${domain}`)
}

// Chrome starts a domain with a dot if subdomains get the cookie too.
function withoutDot(domain: string) {
  return domain.replace(/^\./, "")
}

type SessionClaims = { sid: string; sts?: string; o?: { id: string }; org_id?: string; iat: number }

function readSession(token: string | undefined): WebApp["session"] {
  if (token === undefined) return undefined
  try {
    const { sid, sts, o, org_id, iat } = claimsOf<SessionClaims>(token)
    return { id: sid, status: sts, organizationId: o?.id ?? org_id, issuedAt: iat }
  } catch {
    return {}
  }
}

// The suffix as Clerk makes it: the start of the key's SHA-1, in base64url. It separates several instances on one host.
async function keySuffix() {
  const sha1 = await digest(publishableKey, "SHA-1")
  return `_${sha1.replaceAll("+", "-").replaceAll("/", "_").slice(0, 8)}`
}
