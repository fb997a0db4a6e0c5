import { t } from "~i18n"
import { type Failure, MessageError } from "~messaging/message-error"
import { TurnTimedOut } from "./in-turn"

/** The failure that a page gets for an error. Unexpected errors are logged here, and pages don't see their details. */
export function toFailure(error: unknown): Failure {
  if (error instanceof MessageError) return error.failure
  if (error instanceof TurnTimedOut) return { code: "timed-out", message: t("errorTimedOut") }
  console.error(toSafeWords(error))
  return { code: "unexpected", message: t("errorUnexpected") }
}

/**
 * An error in words that are safe to log: the SDK puts request addresses, which contain a token, into its messages. Anything that could
 * be a token or an ID is left out, wherever it appears.
 */
export function toSafeWords(error: unknown): string {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : `Thrown: ${typeof error}`
  return words
    .replace(/\?\S*/g, "?…")
    .replace(/\b(Bearer|Basic)\s+\S+/gi, "$1 …")
    .replace(/\beyJ[\w-]+(\.[\w-]+)*/g, "…")
    .replace(/(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{16,}|[\da-f]{32,}/g, "…")
}
