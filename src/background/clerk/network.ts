import { t } from "~i18n"
import { MessageError } from "~messaging/message-error"
import type { Clerk } from "./sdk"

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

/**
 * Has the SDK fail at once without a network, before a request and during one. It repeats the former by itself. For the latter it
 * answers with nothing instead of an error, unless it has an option that `createClerkClient` does not take.
 */
export function reportLostNetwork(clerk: Clerk) {
  clerk.__internal_onBeforeRequest(async () => requireNetwork())

  const getOption = clerk.__internal_getOption.bind(clerk)
  clerk.__internal_getOption = ((key) =>
    key === "experimental"
      ? { ...getOption(key), rethrowOfflineNetworkErrors: true }
      : getOption(key)) as typeof getOption
}
