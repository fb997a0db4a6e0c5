import { createMiddleware } from "hono/factory"
import type { Instance } from "../model/instance"

/** A foreign web site can point its own name at this machine; what arrives under such a name is not for us. */
export const refuseForeignHost = ({ type, frontendApi, domain }: Instance) => {
  const known = ["localhost", "127.0.0.1", "[::1]", frontendApi]
  const isKnown = (host: string) =>
    known.includes(host) || (type === "production" && `.${host}`.endsWith(`.${domain}`))
  return createMiddleware(async (c, next) => {
    const host = (c.req.header("host") ?? "").replace(/:\d+$/, "").toLowerCase()
    if (isKnown(host)) return next()
    const message = `The emulator answers to ${known.join(", ")} only.`
    return c.json({ errors: [{ code: "host_invalid", message, long_message: message }] }, 400)
  })
}

/**
 * The control API is for this machine's tools, the emulator's own pages, and addresses that somebody types, not for pages of other
 * sites. Nor is it for extensions: where one may reach localhost, its requests come from no site either, but show nothing to anybody.
 */
export const refuseCrossSite = createMiddleware(async (c, next) => {
  const origin = c.req.header("origin")
  const site = c.req.header("sec-fetch-site")
  const isTyped = site === "none" && c.req.header("sec-fetch-mode") === "navigate"
  const isOurs = origin === undefined || origin === new URL(c.req.url).origin
  if (isOurs && (site === undefined || site === "same-origin" || isTyped)) return next()
  const message = "The control API takes no requests from pages of other sites, or from extensions."
  return c.json({ errors: [{ code: "cross_site_request", message, path: "" }] }, 403)
})
