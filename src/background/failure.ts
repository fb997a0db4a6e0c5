import { t } from "~i18n"
import { type Failure, MessageError } from "~messaging/message-error"
import { TurnTimedOut } from "./in-turn"

/** The failure that a page gets for an error. One that nobody expects is logged here and does not cross. */
export function toFailure(error: unknown): Failure {
  if (error instanceof MessageError) return error.failure
  if (error instanceof TurnTimedOut) return { code: "timed-out", message: t("errorTimedOut") }
  console.error(toSafeWords(error))
  return { code: "unexpected", message: t("errorUnexpected") }
}

/**
 * An error in words that are safe to log: the SDK puts request addresses, which hold a token, into its messages. Whatever may be a token
 * or an id is left out, wherever it stands.
 */
export function toSafeWords(error: unknown): string {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : `Thrown: ${typeof error}`
  return words
    .replace(/\?\S*/g, "?…")
    .replace(/\b(Bearer|Basic)\s+\S+/gi, "$1 …")
    .replace(/\beyJ[\w-]+(\.[\w-]+)*/g, "…")
    .replace(/(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{16,}|[\da-f]{32,}/g, "…")
}
