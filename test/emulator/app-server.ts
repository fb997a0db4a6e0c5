import { createClerkClient } from "@clerk/backend"
import type { TestEmulator } from "./support"

/** How a web app's server sees its visitor, after the handshakes that it asked for. */
type Visit = {
  auth: object
  /** Where the visitor is in the end. */
  url: string
  /** Why the server asked. */
  handshakes: string[]
}

/**
 * A browser that opens pages of a web app whose server has Clerk's real SDK. It keeps its cookies in one jar, as all belong to the
 * app or its domain.
 */
export function createVisitor({ publishableKey, secretKey, url: emulatorUrl }: TestEmulator) {
  const clerk = createClerkClient({
    publishableKey,
    secretKey,
    apiUrl: emulatorUrl,
    telemetry: { disabled: true }
  })
  const cookies = new Map<string, string>()
  const keep = (directive: string) => {
    const [pair = "", ...attributes] = directive.split("; ")
    const [name = "", value = ""] = pair.split("=")
    const isDeleted = attributes.includes("Expires=Thu, 01 Jan 1970 00:00:00 GMT")
    if (isDeleted) cookies.delete(name)
    else cookies.set(name, value)
  }

  async function open(url: string): Promise<Visit> {
    const handshakes: string[] = []
    let current = url
    for (let step = 0; step < 10; step += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ")
      const headers = { cookie, accept: "text/html", "sec-fetch-dest": "document" }
      const state = await clerk.authenticateRequest(new Request(current, { headers }), {
        proxyUrl: emulatorUrl
      })
      for (const directive of state.headers.getSetCookie()) keep(directive)
      const location = state.headers.get("location")
      if (!location) return { auth: state.toAuth() ?? {}, url: current, handshakes }
      const next = new URL(location, current)
      const isHandshake = next.pathname === "/v1/client/handshake"
      if (isHandshake) handshakes.push(next.searchParams.get("__clerk_hs_reason") ?? "")
      current = isHandshake ? await follow(next) : next.href
    }
    throw new Error("The server keeps redirecting.")
  }

  async function follow(address: URL) {
    const response = await fetch(address, { redirect: "manual" })
    for (const directive of response.headers.getSetCookie()) keep(directive)
    const location = response.headers.get("location")
    if (!location) throw new Error(`The handshake failed: ${await response.text()}`)
    return location
  }

  return { cookies, open }
}
