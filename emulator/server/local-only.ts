import { createMiddleware } from "hono/factory"
import type { Instance } from "../model/instance"

/** A foreign website can resolve its own hostname to this machine. This rejects requests that use such a name. */
export const refuseForeignHost = ({ type, frontendApi, domain }: Instance) => {
  const known = ["localhost", "127.0.0.1", "[::1]", frontendApi]
  const isKnown = (host: string) =>
    known.includes(host) || (type === "production" && `.${host}`.endsWith(`.${domain}`))
  return createMiddleware(async (c, next) => {
    const host = (c.req.header("host") ?? "").replace(/:\d+$/, "").toLowerCase()
    if (isKnown(host)) return next()
    const message = `The emulator only accepts these hosts: ${known.join(", ")}.`
    return c.json({ errors: [{ code: "host_invalid", message, long_message: message }] }, 400)
  })
}

/**
 * Only the emulator's own pages, local tools and URLs typed into the address bar can use the control API. Pages on other sites can't,
 * nor can extensions, whose requests have no site either if they have access to localhost.
 */
export const refuseCrossSite = createMiddleware(async (c, next) => {
  const origin = c.req.header("origin")
  const site = c.req.header("sec-fetch-site")
  const isTyped = site === "none" && c.req.header("sec-fetch-mode") === "navigate"
  const isOurs = origin === undefined || origin === new URL(c.req.url).origin
  if (isOurs && (site === undefined || site === "same-origin" || isTyped)) return next()
  const message = "The control API rejects requests from extensions and from pages on other sites."
  return c.json({ errors: [{ code: "cross_site_request", message, path: "" }] }, 403)
})
