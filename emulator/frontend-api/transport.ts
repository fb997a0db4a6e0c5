import type { View } from "../json/view"
import { createDevice, type Device, deviceOf, redeemNonce } from "../model/client"
import { clientOfState } from "../model/external-verification"
import { newSecret } from "../model/ids"
import type { Instance } from "../model/instance"
import { clientCookie, clientCookies } from "./client-cookies"
import { deviceUnknown, headersConflict, nativeApiDisabled, originInvalid } from "./errors"

const EXPOSED = "Clerk-Db-Jwt, Authorization, Retry-After, X-Country, Clerk-Trace-Id"

/**
 * Identifies the device by its token. In development, the token is in the query. In production, extensions send it as a bearer
 * token and pages as a cookie. Returns `undefined` for a development token that the emulator hasn't issued.
 */
export function identifyDevice(
  instance: Instance,
  request: Request,
  query: URLSearchParams
): Device | undefined {
  if (instance.type === "development") {
    const token = query.get("__clerk_db_jwt")
    return token ? instance.devices.get(token) : createDevice(instance)
  }
  const token = bearer(request) ?? clientCookie(request)
  // The device is registered once it has a client: most first requests only read.
  return instance.devices.get(token ?? "") ?? { token: newSecret(), client: null }
}

/** The URL to which providers redirect. */
export const CALLBACK = "/v1/oauth_callback"

/** The device that the provider's response is for. The browser doesn't have to be the client's. */
export function deviceOfCallback(instance: Instance, query: URLSearchParams): Device {
  const client = clientOfState(instance, query.get("state") ?? "")
  return (client && deviceOf(instance, client)) ?? { token: newSecret(), client: null }
}

/** The device of a request that brings the nonce for a rotated token. */
export function deviceByNonce(instance: Instance, request: Request, query: URLSearchParams) {
  const nonce = query.get("rotating_token_nonce")
  const token = instance.type === "development" ? query.get("__clerk_db_jwt") : bearer(request)
  return nonce && token && request.method === "GET" ? redeemNonce(instance, token, nonce) : undefined
}

/** The headers that return the token. A development client is lost with the first response that lacks it. */
export function tokenHeaders(
  instance: Instance,
  request: Request,
  device: Device | undefined
): [name: string, value: string][] {
  if (!device) return []
  if (instance.type === "development") return [["clerk-db-jwt", device.token]]
  const cookies = isAskedByPage(request) ? clientCookies(instance, request, device) : []
  const setCookies = cookies.map((cookie): [string, string] => ["set-cookie", cookie])
  if (!device.client) return setCookies
  instance.devices.set(device.token, device)
  return [["authorization", device.token], ...setCookies]
}

/** Whether a page sent the request. An extension has its own token, and its GETs have no `Origin` if it has host permission. */
export function isAskedByPage(request: Request): boolean {
  if (bearer(request)) return false
  const origin = request.headers.get("origin")
  if (origin) return !origin.startsWith("chrome-extension:")
  return clientCookie(request) !== undefined || request.headers.get("sec-fetch-site") === "same-origin"
}

/**
 * Whether the request comes from an unrelated website. Clerk answers those, but the emulator runs on a machine whose user also visits
 * other websites.
 */
export function isForeign(request: Request, { settings, ...instance }: Instance, baseUrl: string): boolean {
  const origin = request.headers.get("origin")
  if (origin)
    return !isNear(origin) && !settings.allowedOrigins.includes(origin) && !isOwn(origin, instance, baseUrl)
  // A link can come from anywhere, such as an email.
  return (
    request.headers.get("sec-fetch-site") === "cross-site" &&
    request.headers.get("sec-fetch-mode") !== "navigate"
  )
}

/** Whether the origin is an extension, or a page served by this machine. */
export function isNear(origin: string) {
  if (!URL.canParse(origin)) return false
  const { protocol, hostname } = new URL(origin)
  return protocol === "chrome-extension:" || /^([\w-]+\.)*localhost$|^127\.0\.0\.1$|^\[::1\]$/.test(hostname)
}

/** The CORS headers for callers that are not foreign. */
export function corsHeaders(request: Request): Record<string, string> {
  const origin = request.headers.get("origin")
  if (!origin) return {}
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": EXPOSED,
    vary: "Origin"
  }
}

export function preflight(request: Request) {
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(request),
      "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
      "access-control-allow-headers":
        request.headers.get("access-control-request-headers") ?? "Authorization",
      "access-control-allow-private-network": "true",
      "access-control-max-age": "600"
    }
  })
}

export function requireKnownDevice(device: Device | undefined): Device {
  if (!device) throw deviceUnknown()
  return device
}

/** Rejects callers that the instance doesn't allow. Without allowed origins, all callers that are not foreign may call. */
export function checkCaller({ instance, baseUrl, origin }: View, request: Request, query: URLSearchParams) {
  const { nativeApi, allowedOrigins } = instance.settings
  if (isNative(query) && !nativeApi.enabled) throw nativeApiDisabled()
  if (!origin || allowedOrigins.length === 0 || allowedOrigins.includes(origin)) return
  if (request.headers.has("authorization")) throw headersConflict()
  if (!isOwn(origin, instance, baseUrl)) throw originInvalid()
}

/** True for native applications, and for extensions with a production key once they have a client. */
export const isNative = (query: URLSearchParams) => ["1", "true"].includes(query.get("_is_native") ?? "")

/** Whether the origin belongs to the emulator, or to the domain of the Frontend API. */
export function isOwn(
  origin: string,
  { type, frontendApi }: Pick<Instance, "type" | "frontendApi">,
  baseUrl: string
) {
  if (origin === baseUrl || origin === `https://${frontendApi}`) return true
  const domain = frontendApi.replace("clerk.", "")
  return type === "production" && (origin === `https://${domain}` || origin.endsWith(`.${domain}`))
}

const bearer = (request: Request) =>
  request.headers
    .get("authorization")
    ?.replace(/^Bearer\s+/i, "")
    .trim() || undefined
