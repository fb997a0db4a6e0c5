import type { Context } from "hono"
import { PROPOSED_LOGO } from "../model/images"
import type { Instance } from "../model/instance"

const COLORS = ["#6c47ff", "#0f766e", "#b45309", "#be123c", "#1d4ed8", "#4d7c0f"]

/** Serves the suggested logo, or an organization's. Users, and organizations without a logo, get their initials. */
export function serveImage(c: Context, { organizations, users }: Instance) {
  const id = c.req.param("id") ?? ""
  const organization = organizations.get(id)
  const picture = id === PROPOSED_LOGO.id ? PROPOSED_LOGO : organization?.logo
  c.header("access-control-allow-origin", "*")
  c.header("cross-origin-resource-policy", "cross-origin")
  c.header("x-content-type-options", "nosniff")
  if (picture) return c.body(picture.bytes, 200, { "content-type": picture.type })

  const user = users.get(id)
  const name = organization?.name ?? (user ? [user.firstName, user.lastName].join(" ") : "")
  return c.body(initialsImage(name, id), 200, { "content-type": "image/svg+xml" })
}

function initialsImage(name: string, id: string) {
  // Uses only letters and digits, so that nothing has a meaning in SVG.
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? []
  const initials = words.slice(0, 2).map((word) => [...word][0]?.toUpperCase())
  const color = COLORS[(id.codePointAt(id.length - 1) ?? 0) % COLORS.length]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="${color}"/><text x="50" y="52" fill="#fff" font-family="sans-serif" font-size="40" text-anchor="middle" dominant-baseline="middle">${initials.join("")}</text></svg>`
}
