import type { Variables } from "./env-files"
import { DEVELOPMENT_CRX_PUBLIC_KEY, extensionIdOf } from "./extension-id"
import { isLoopback, isOfThisComputer } from "./loopback"
import { frontendApiHostOf } from "./publishable-key"
import { secretIn } from "./scan-build"
import { UsageError } from "./usage-error"

/** What a build is made for. */
export type BuildEnvironment = {
  /** Where the extension sends its requests, for example `https://clever-cat-1.clerk.accounts.dev`. */
  frontendApi: string
  /** The build talks to an emulator over http, and is of no use elsewhere. */
  isForEmulator: boolean
  isForDevelopmentInstance: boolean
  /** People sign in with social connections and their company's SSO inside the extension. */
  hasSso: boolean
  extensionId: string
  /** `CRX_PUBLIC_KEY` was not set. */
  hasDevelopmentId: boolean
  /** The variables, besides `CLERK_FRONTEND_API`, that name a host of this computer. */
  localAddresses: string[]
  /** What must not be in the build. Plasmo does not get it. */
  secretKey: string | undefined
  /** What Plasmo gets: inlined into the code when it starts with `PLASMO_PUBLIC_`, else for the manifest only. */
  variables: Readonly<Record<string, string>>
}

/**
 * Checks the variables that `.env.example` explains, and derives those that follow from others.
 *
 * @throws {UsageError} saying what to set and where.
 */
export function resolveBuildEnvironment(given: Variables): BuildEnvironment {
  const publishableKey = given.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY?.trim()
  const host = frontendApiHostOf(publishableKey)
  refuseInlinedSecrets(given)
  const frontendApi = frontendApiOf(given.CLERK_FRONTEND_API?.trim(), host)
  const isForEmulator = frontendApi.startsWith("http:")
  const crxPublicKey = given.CRX_PUBLIC_KEY?.trim() || DEVELOPMENT_CRX_PUBLIC_KEY
  const syncHost = syncHostOf(given.PLASMO_PUBLIC_CLERK_SYNC_HOST?.trim())
  // The emulator has an endpoint that is protected as those of an application are.
  const api = apiOf(given.PLASMO_PUBLIC_API_URL?.trim() || (isForEmulator ? `${frontendApi}/demo/api` : ""))
  const contentScriptOrigins = contentScriptOriginsOf(given.PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS)
  const passkeyDomain = given.CLERK_PASSKEY_DOMAIN?.trim()
  const isForDevelopmentInstance = publishableKey?.startsWith("pk_test_") ?? false
  const hasSso = wantsSso(given.PLASMO_PUBLIC_CLERK_SSO?.trim(), isForDevelopmentInstance)
  const hasOwnOrigin = api !== undefined && api.origin !== frontendApi

  return {
    frontendApi,
    isForEmulator,
    isForDevelopmentInstance,
    hasSso,
    extensionId: extensionIdOf(crxPublicKey),
    hasDevelopmentId: crxPublicKey === DEVELOPMENT_CRX_PUBLIC_KEY,
    localAddresses: namesOfLocalAddresses({
      PLASMO_PUBLIC_CLERK_SYNC_HOST: [syncHost?.hostname],
      PLASMO_PUBLIC_API_URL: [api?.hostname],
      PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS: contentScriptOrigins.map((origin) => new URL(origin).hostname),
      CLERK_PASSKEY_DOMAIN: [passkeyDomain]
    }),
    secretKey: given.CLERK_SECRET_KEY?.trim() || undefined,
    // Those without a value are set too, to nothing: Plasmo then leaves them out of the manifest, and a file cannot set them.
    variables: {
      PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey ?? "",
      PLASMO_PUBLIC_CLERK_EMULATOR_URL: isForEmulator ? frontendApi : "",
      PLASMO_PUBLIC_CLERK_SYNC_HOST: syncHost?.origin ?? "",
      // What there is to see of it: not the Frontend API, which Clerk's guide sets in production.
      PLASMO_PUBLIC_CLERK_WEB_APP: syncHost && syncHost.host !== host ? syncHost.origin : "",
      PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL: signedInUntil(given.PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL?.trim()),
      PLASMO_PUBLIC_CLERK_SSO: hasSso ? "on" : "",
      CLERK_FRONTEND_API: frontendApi,
      // As the service worker splits them.
      PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS: contentScriptOrigins.join(" "),
      PLASMO_PUBLIC_API_URL: api?.href.replace(/\/$/, "") ?? "",
      CSP_CONNECT_SRC: hasOwnOrigin ? `${frontendApi} ${api.origin}` : frontendApi,
      API_HOST_PATTERN: hasOwnOrigin ? `${api.origin}/*` : "",
      CRX_PUBLIC_KEY: crxPublicKey,
      // For "npm run doctor" only: code that names it gets nothing.
      CLERK_SECRET_KEY: "",
      CLERK_SSO_PERMISSION: hasSso ? "identity" : "",
      CLERK_SYNC_PERMISSION: syncHost ? "cookies" : "",
      CLERK_PASSKEY_PATTERN: passkeyPatternOf(passkeyDomain),
      ...syncPatterns(syncHost, host, publishableKey)
    }
  }
}

function refuseInlinedSecrets(given: Variables) {
  for (const [name, value = ""] of Object.entries(given)) {
    const secret = name.startsWith("PLASMO_PUBLIC_") ? secretIn(value) : undefined
    if (!secret) continue
    throw new UsageError(
      `${name} holds ${secret.holds}, and variables of this prefix are readable by everyone who installs the extension. Take it out. "npm run doctor" reads the secret key of Clerk from CLERK_SECRET_KEY.`
    )
  }
}

function frontendApiOf(given: string | undefined, host: string) {
  if (!given) return `https://${host}`

  const url = originOf("CLERK_FRONTEND_API", given)
  if (url.protocol === "http:" && !isLoopback(url)) {
    throw new UsageError(
      `CLERK_FRONTEND_API is "${given}": plain http is for an emulator on this computer only. Leave it out: https://${host} follows from the publishable key.`
    )
  }
  if (url.protocol === "https:" && url.host !== host) {
    throw new UsageError(
      `CLERK_FRONTEND_API is "${given}", but the publishable key is for https://${host}. Leave it out: it follows from the key. Or set the key of that instance.`
    )
  }
  return url.origin
}

function syncHostOf(given: string | undefined) {
  if (!given) return undefined

  const url = originOf("PLASMO_PUBLIC_CLERK_SYNC_HOST", given)
  if (url.protocol === "http:" && !isLoopback(url)) {
    throw new UsageError(
      `PLASMO_PUBLIC_CLERK_SYNC_HOST is "${given}": session cookies are shared over https, or with localhost. Set the https address of your web app.`
    )
  }
  return url
}

function signedInUntil(given = "") {
  if (given === "" || given === "browser-closes") return given
  throw new UsageError(
    `PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL is "${given}", but should be browser-closes, or left out if people stay signed in until they sign out.`
  )
}

/** On a live instance, the redirect address has to be allowed first: so its author says when. */
function wantsSso(given = "", isForDevelopmentInstance: boolean) {
  if (given === "") return isForDevelopmentInstance
  if (given === "on" || given === "off") return given === "on"
  throw new UsageError(
    `PLASMO_PUBLIC_CLERK_SSO is "${given}", but should be on or off. Left out, it is on for a development instance, and off for a production one.`
  )
}

/** The hosts whose cookies are read, besides that of the Frontend API, which the extension may reach anyway. */
function syncPatterns(syncHost: URL | undefined, frontendApi: string, publishableKey = "") {
  // In production Clerk also has a cookie at the domain, which tells that something has changed.
  const domain = /^pk_live_/.test(publishableKey) ? frontendApi.replace(/^[^.]+\./, "") : ""
  return {
    CLERK_SYNC_HOST_PATTERN: syncHost && syncHost.host !== frontendApi ? patternOf(syncHost) : "",
    CLERK_SYNC_DOMAIN_PATTERN:
      syncHost && domain.includes(".") && domain !== syncHost.hostname ? `https://${domain}/*` : ""
  }
}

/** Chrome hands out the passkeys of a website only to extensions that may reach exactly this host. */
function passkeyPatternOf(domain: string | undefined) {
  if (!domain) return ""

  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(domain)) {
    throw new UsageError(
      `CLERK_PASSKEY_DOMAIN is "${domain}", but should be the domain that your passkeys belong to, such as example.com.`
    )
  }
  return domain === "localhost" ? "*://localhost/*" : `https://${domain}/*`
}

// Without the port, which cookies do not have. For Chrome, a `Secure` cookie of http://localhost is one of https.
function patternOf(url: URL) {
  return `${isLoopback(url) ? "*:" : url.protocol}//${url.hostname}/*`
}

function apiOf(given: string | undefined) {
  if (!given) return undefined

  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url || url.href !== url.origin + url.pathname || !hasPlainHost(url)) {
    throw new UsageError(
      `PLASMO_PUBLIC_API_URL is "${given}", but should be an address such as https://api.example.com/v1.`
    )
  }
  if (url.protocol === "http:" && !isLoopback(url)) {
    throw new UsageError(
      `PLASMO_PUBLIC_API_URL is "${given}": tokens travel over https, or to localhost. Set the https address of your API.`
    )
  }
  return url
}

function contentScriptOriginsOf(given = "") {
  const origins = given.split(/[\s,]+/).filter((origin) => origin !== "")
  return origins.map(originOfPages)
}

function originOfPages(given: string) {
  const url = originOf("PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS", given)
  if (url.protocol === "http:" && !isLoopback(url)) {
    throw new UsageError(
      `PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS holds "${given}": over plain http anybody on the way could write the page that learns who is signed in. Set https addresses, or that of localhost.`
    )
  }
  return url.origin
}

function originOf(name: string, given: string) {
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url || url.href !== `${url.origin}/` || !hasPlainHost(url)) {
    throw new UsageError(
      `${name} is "${given}", but should be an origin such as https://example.com, without a path.`
    )
  }
  return url
}

// A manifest would understand https://*.example.com.
function hasPlainHost({ protocol, hostname }: URL) {
  return /^https?:$/.test(protocol) && /^[a-z0-9.-]+$|^\[::1\]$/.test(hostname)
}

function namesOfLocalAddresses(hosts: Record<string, (string | undefined)[]>) {
  return Object.keys(hosts).filter((name) =>
    hosts[name]?.some((host) => host !== undefined && isOfThisComputer(host))
  )
}
