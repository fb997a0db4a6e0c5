import { isLoopback } from "../loopback"
import { UsageError } from "../usage-error"

/** Where requests go: the Chrome Web Store's API, and Google's server for access tokens. */
export type Servers = { api: string; tokens: string }

const GOOGLE: Servers = {
  api: "https://chromewebstore.googleapis.com",
  tokens: "https://oauth2.googleapis.com/token"
}

/**
 * Google's servers, or a test's on this computer.
 *
 * @throws {UsageError} for any other URL, because it would get the access token and the package.
 */
export function serversAt(address?: string): Servers {
  if (!address) return GOOGLE
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !isLoopback(url)) {
    throw new UsageError("CHROME_WEB_STORE_API_URL isn't a local address, so nothing was sent. Leave it out.")
  }
  return { api: url.origin, tokens: `${url.origin}/token` }
}
