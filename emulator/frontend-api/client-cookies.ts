import { createHash } from "node:crypto"
import { type Device, liveSessions } from "../model/client"
import type { Instance } from "../model/instance"

const TEN_YEARS = "Max-Age=315360000"

/**
 * What a production instance keeps in browsers. `__client` is the client's token, for the Frontend API alone. `__client_uat`
 * tells the whole domain when the client last changed, or 0 when nobody is signed in. Behind a proxy, or at localhost, both
 * belong to the name that the browser knows.
 * @see https://clerk.com/docs/guides/how-clerk-works/overview
 */
export function clientCookies(instance: Instance, request: Request, { token, client }: Device): string[] {
  const { protocol, hostname } = new URL(request.url)
  const { frontendApi, domain } = instance
  const cookie = (name: string, value: string, cookieDomain: string, lifetime = TEN_YEARS) =>
    [
      `${name}=${value}`,
      "Path=/",
      hostname === frontendApi && `Domain=${cookieDomain}`,
      lifetime,
      name === "__client" && "HttpOnly",
      protocol === "https:" && "Secure",
      "SameSite=Lax"
    ]
      .filter(Boolean)
      .join("; ")

  const isSignedIn = client !== null && liveSessions(instance, client).length > 0
  const updatedAt = String(isSignedIn ? Math.floor(client.updatedAt / 1000) : 0)
  return [
    ...(client ? [cookie("__client", token, frontendApi)] : []),
    ...(!client && clientCookie(request) ? [cookie("__client", "", frontendApi, "Max-Age=0")] : []),
    cookie("__client_uat", updatedAt, domain),
    cookie(`__client_uat_${suffixOf(instance)}`, updatedAt, domain)
  ]
}

/** The token in the cookie of a page. */
export const clientCookie = (request: Request) =>
  /(?:^|;\s*)__client=([^;]+)/.exec(request.headers.get("cookie") ?? "")?.[1]

/** Tells several instances on one domain apart, as the SDK does. */
const suffixOf = ({ publishableKey }: Instance) =>
  createHash("sha1").update(publishableKey).digest("base64url").slice(0, 8)
