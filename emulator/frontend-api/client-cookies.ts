import { createHash } from "node:crypto"
import { type Client, type Device, liveSessions } from "../model/client"
import type { Instance } from "../model/instance"

export const TEN_YEARS = "Max-Age=315360000"

/**
 * The cookies that a production instance sets in browsers. `__client` holds the client's token, for the Frontend API only.
 * `__client_uat` lets the whole domain see when the client last changed, or 0 if no user is signed in. Behind a proxy, or on
 * localhost, both belong to the host in the browser's address bar.
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

  const updatedAt = String(clientUat(instance, client))
  return [
    ...(client ? [cookie("__client", token, frontendApi)] : []),
    ...(!client && clientCookie(request) ? [cookie("__client", "", frontendApi, "Max-Age=0")] : []),
    cookie("__client_uat", updatedAt, domain),
    cookie(`__client_uat_${suffixOf(instance)}`, updatedAt, domain)
  ]
}

/** When the client last changed, in seconds, or 0 if no user is signed in. Servers reject tokens that are older. */
export const clientUat = (instance: Instance, client: Client | null): number =>
  client && liveSessions(instance, client).length > 0 ? Math.floor(client.updatedAt / 1000) : 0

/** The client's token in a page's cookie. */
export const clientCookie = (request: Request) =>
  /(?:^|;\s*)__client=([^;]+)/.exec(request.headers.get("cookie") ?? "")?.[1]

/** Distinguishes several instances on one domain, with the same suffix as the SDK. */
export const suffixOf = ({ publishableKey }: Instance) =>
  createHash("sha1").update(publishableKey).digest("base64url").slice(0, 8)
