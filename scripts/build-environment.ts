import type { Variables } from "./env-files"
import { DEVELOPMENT_CRX_PUBLIC_KEY, extensionIdOf } from "./extension-id"
import { isLoopback, isOfThisComputer } from "./loopback"
import { frontendApiHostOf } from "./publishable-key"
import { secretIn } from "./scan-build"
import { UsageError } from "./usage-error"

/** The environment of a build. */
export type BuildEnvironment = {
  /** Where the extension sends its requests, for example `https://clever-cat-1.clerk.accounts.dev`. */
  frontendApi: string
  /** The build talks to an emulator over http, and works only with it. */
  isForEmulator: boolean
  isForDevelopmentInstance: boolean
  /** Users sign in with social connections and company SSO inside the extension. */
  hasSso: boolean
  extensionId: string
  /** `CRX_PUBLIC_KEY` isn't set. */
  hasDevelopmentId: boolean
  /** The variables with local addresses, except `CLERK_FRONTEND_API`. */
  localAddresses: string[]
  /** The build must not contain this, so Plasmo doesn't get it. */
  secretKey: string | undefined
  /** Plasmo's variables. It inlines those that start with `PLASMO_PUBLIC_`, and uses the others only in the manifest. */
  variables: Readonly<Record<string, string>>
}

/**
 * Checks the variables in `.env.example`, and derives the others from them.
 *
 * @throws {UsageError} that says what to set and where.
 */
export function resolveBuildEnvironment(given: Variables): BuildEnvironment {
  const publishableKey = given.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY?.trim()
  const host = frontendApiHostOf(publishableKey)
  refuseInlinedSecrets(given)
  const frontendApi = frontendApiOf(given.CLERK_FRONTEND_API?.trim(), host)
  const isForEmulator = frontendApi.startsWith("http:")
  const crxPublicKey = given.CRX_PUBLIC_KEY?.trim() || DEVELOPMENT_CRX_PUBLIC_KEY
  const syncHost = syncHostOf(given.PLASMO_PUBLIC_CLERK_SYNC_HOST?.trim())
  // The emulator has an endpoint that's protected like an app's own.
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
    // Unused variables are set to an empty string: Plasmo then leaves them out of the manifest, and no file can set them.
    variables: {
      PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey ?? "",
      PLASMO_PUBLIC_CLERK_EMULATOR_URL: isForEmulator ? frontendApi : "",
      PLASMO_PUBLIC_CLERK_SYNC_HOST: syncHost?.origin ?? "",
      // The sync host that users can visit. The Frontend API, which Clerk's guide uses in production, isn't one.
      PLASMO_PUBLIC_CLERK_WEB_APP: syncHost && syncHost.host !== host ? syncHost.origin : "",
      PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL: signedInUntil(given.PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL?.trim()),
      PLASMO_PUBLIC_CLERK_SSO: hasSso ? "on" : "",
      // No file can set it: `withInspector()` does.
      PLASMO_PUBLIC_INSPECTOR: "",
      CLERK_FRONTEND_API: frontendApi,
      // The service worker splits them at spaces.
      PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS: contentScriptOrigins.join(" "),
      PLASMO_PUBLIC_API_URL: api?.href.replace(/\/$/, "") ?? "",
      CSP_CONNECT_SRC: hasOwnOrigin ? `${frontendApi} ${api.origin}` : frontendApi,
      API_HOST_PATTERN: hasOwnOrigin ? `${api.origin}/*` : "",
      CRX_PUBLIC_KEY: crxPublicKey,
      // Only for "npm run doctor". Code that reads it gets an empty string.
      CLERK_SECRET_KEY: "",
      CLERK_SSO_PERMISSION: hasSso ? "identity" : "",
      CLERK_SYNC_PERMISSION: syncHost ? "cookies" : "",
      CLERK_PASSKEY_PATTERN: passkeyPatternOf(passkeyDomain),
      ...syncPatterns(syncHost, host, publishableKey)
    }
  }
}

/**
 * The environment of a build with the inspector, which records what the service worker does: for authors, never for users. Without it, a
 * build contains none of the inspector's code.
 */
export function withInspector(environment: BuildEnvironment): BuildEnvironment {
  return { ...environment, variables: { ...environment.variables, PLASMO_PUBLIC_INSPECTOR: "on" } }
}

function refuseInlinedSecrets(given: Variables) {
  for (const [name, value = ""] of Object.entries(given)) {
    const secret = name.startsWith("PLASMO_PUBLIC_") ? secretIn(value) : undefined
    if (!secret) continue
    throw new UsageError(
      `${name} contains ${secret.holds}, and everyone who installs the extension can read variables with this prefix. Remove it. "npm run doctor" reads Clerk's secret key from CLERK_SECRET_KEY.`
    )
  }
}

function frontendApiOf(given: string | undefined, host: string) {
  if (!given) return `https://${host}`

  const url = originOf("CLERK_FRONTEND_API", given)
  if (url.protocol === "http:" && !isLoopback(url)) {
    throw new UsageError(
      `CLERK_FRONTEND_API is "${given}", but plain http is only for an emulator on this computer. Leave it out to use https://${host}, from the publishable key.`
    )
  }
  if (url.protocol === "https:" && url.host !== host) {
    throw new UsageError(
      `CLERK_FRONTEND_API is "${given}", but the publishable key is for https://${host}. Leave it out to use the key's host, or set the key of the other instance.`
    )
  }
  return url.origin
}

function syncHostOf(given: string | undefined) {
  if (!given) return undefined

  const url = originOf("PLASMO_PUBLIC_CLERK_SYNC_HOST", given)
  if (url.protocol === "http:" && !isLoopback(url)) {
    throw new UsageError(
      `PLASMO_PUBLIC_CLERK_SYNC_HOST is "${given}", but a session can be shared only over https or with localhost. Set the https origin of your web app.`
    )
  }
  return url
}

function signedInUntil(given = "") {
  if (given === "" || given === "browser-closes") return given
  throw new UsageError(
    `PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL is "${given}", but should be browser-closes. Leave it out if users should stay signed in until they sign out.`
  )
}

/** A production instance has to allow the redirect URL first, so there the author turns SSO on. */
function wantsSso(given = "", isForDevelopmentInstance: boolean) {
  if (given === "") return isForDevelopmentInstance
  if (given === "on" || given === "off") return given === "on"
  throw new UsageError(
    `PLASMO_PUBLIC_CLERK_SSO is "${given}", but should be on or off. By default, it's on for a development instance and off for a production instance.`
  )
}

/** The hosts whose cookies the extension reads, except the Frontend API, which it may reach anyway. */
function syncPatterns(syncHost: URL | undefined, frontendApi: string, publishableKey = "") {
  // In production, Clerk also sets a cookie for the domain, which shows that something has changed.
  const domain = /^pk_live_/.test(publishableKey) ? frontendApi.replace(/^[^.]+\./, "") : ""
  return {
    CLERK_SYNC_HOST_PATTERN: syncHost && syncHost.host !== frontendApi ? patternOf(syncHost) : "",
    CLERK_SYNC_DOMAIN_PATTERN:
      syncHost && domain.includes(".") && domain !== syncHost.hostname ? `https://${domain}/*` : ""
  }
}

/** Chrome offers a website's passkeys only to extensions that may reach exactly this host. */
function passkeyPatternOf(domain: string | undefined) {
  if (!domain) return ""

  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(domain)) {
    throw new UsageError(
      `CLERK_PASSKEY_DOMAIN is "${domain}", but should be the domain your passkeys belong to, such as example.com.`
    )
  }
  return domain === "localhost" ? "*://localhost/*" : `https://${domain}/*`
}

// Without the port, because cookies have none. Chrome treats a `Secure` cookie of http://localhost like one of https.
function patternOf(url: URL) {
  return `${isLoopback(url) ? "*:" : url.protocol}//${url.hostname}/*`
}

function apiOf(given: string | undefined) {
  if (!given) return undefined

  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url || url.href !== url.origin + url.pathname || !hasPlainHost(url)) {
    throw new UsageError(
      `PLASMO_PUBLIC_API_URL is "${given}", but should be a URL such as https://api.example.com/v1.`
    )
  }
  if (url.protocol === "http:" && !isLoopback(url)) {
    throw new UsageError(
      `PLASMO_PUBLIC_API_URL is "${given}", but tokens may be sent only over https or to localhost. Set the https URL of your API.`
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
      `PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS contains "${given}", but over plain http an attacker on the network could read who is signed in. Use https origins or localhost.`
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

// A manifest would accept https://*.example.com.
function hasPlainHost({ protocol, hostname }: URL) {
  return /^https?:$/.test(protocol) && /^[a-z0-9.-]+$|^\[::1\]$/.test(hostname)
}

function namesOfLocalAddresses(hosts: Record<string, (string | undefined)[]>) {
  return Object.keys(hosts).filter((name) =>
    hosts[name]?.some((host) => host !== undefined && isOfThisComputer(host))
  )
}
