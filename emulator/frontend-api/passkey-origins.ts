import type { View } from "../json/view"
import { isOwn } from "./transport"

const EXTENSION = "chrome-extension:"

/**
 * The domain of new passkeys: the one in the settings, or else the page's own. For an extension, or a call without an origin, it's
 * the Frontend API's host. In production, it's the domain that all web apps share.
 */
export function rpIdFor({ instance, baseUrl, origin }: View): string {
  const { settings, type, domain } = instance
  if (settings.passkeys.rpId) return settings.passkeys.rpId
  const page = origin && URL.canParse(origin) ? new URL(origin) : undefined
  const { hostname } = page && page.protocol !== EXTENSION && page.hostname ? page : new URL(baseUrl)
  return type === "production" && isWithin(hostname, domain) ? domain : hostname
}

/** Whether a passkey may be used at this origin. An extension may use any domain that its permissions cover. */
export function isAcceptedOrigin(origin: string, rpId: string, { instance, baseUrl }: View): boolean {
  const { allowedOrigins } = instance.settings
  if (!URL.canParse(origin)) return false
  const { protocol, hostname } = new URL(origin)
  const isAllowed =
    allowedOrigins.length === 0 || allowedOrigins.includes(origin) || isOwn(origin, instance, baseUrl)
  if (protocol === EXTENSION) return isAllowed
  const isSecure = protocol === "https:" || (protocol === "http:" && isWithin(hostname, "localhost"))
  return isAllowed && isSecure && isWithin(hostname, rpId)
}

const isWithin = (hostname: string, domain: string) => `.${hostname}`.endsWith(`.${domain}`)
