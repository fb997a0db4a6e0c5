import { t } from "~i18n"
import { MessageError } from "~messaging/message-error"
import type { Clerk } from "./sdk"
import { isAnswered } from "./sso-flow"

/**
 * The SDK repeats its questions for more than half a minute while there is no network, so then it is not asked. A build for
 * the emulator needs none.
 *
 * @throws {MessageError} `offline`.
 */
export function requireNetwork() {
  if (process.env.PLASMO_PUBLIC_CLERK_EMULATOR_URL || navigator.onLine) return
  throw new MessageError({ code: "offline", message: t("errorOffline") })
}

/** A provider has led back, so Clerk knows the client by another token now, which only the question with its nonce brings. */
function requireToken(url: URL | undefined) {
  if (!isAnswered() || url?.searchParams.has("rotating_token_nonce")) return
  throw new MessageError({ code: "timed-out", message: t("errorTimedOut") })
}

/**
 * Has the SDK fail at once without a network, before a request and during one. It repeats the former by itself. For the latter it
 * answers with nothing instead of an error, unless it has an option that `createClerkClient` does not take.
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
