import { failed } from "~messaging/failed"
import type { Clerk } from "./sdk"
import { isAnswered } from "./sso-flow"

/**
 * Without a network, the SDK would retry its requests for more than half a minute, so they don't reach it. A build for the emulator
 * works without a network.
 *
 * @throws {MessageError} `offline`.
 */
export function requireNetwork() {
  if (process.env.PLASMO_PUBLIC_CLERK_EMULATOR_URL || navigator.onLine) return
  throw failed("offline", "errorOffline")
}

/** The provider has redirected back, so Clerk has given the client a new token, which only the request with its nonce returns. */
function requireToken(url: URL | undefined) {
  if (!isAnswered() || url?.searchParams.has("rotating_token_nonce")) return
  throw failed("timed-out", "errorTimedOut")
}

/**
 * Makes the SDK fail at once when there is no network before a request, or when it's lost during one. In the first case the SDK would
 * retry. In the second it would return nothing instead of an error, unless it has an option that `createClerkClient` doesn't accept.
 */
export function reportLostNetwork(clerk: Clerk) {
  clerk.__internal_onBeforeRequest(async ({ url }) => {
    requireNetwork()
    if (process.env.PLASMO_PUBLIC_CLERK_SSO) requireToken(url)
  })

  const getOption = clerk.__internal_getOption.bind(clerk)
  clerk.__internal_getOption = ((key) =>
    key === "experimental"
      ? { ...getOption(key), rethrowOfflineNetworkErrors: true }
      : getOption(key)) as typeof getOption
}
