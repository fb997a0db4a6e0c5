import type { Origin } from "~background/handle"
import type { Binding } from "~messaging/contracts"
import { failed } from "~messaging/failed"
import type { Clerk } from "./sdk"

/**
 * Lets a message through only if what its page showed is still current: while the user types, or the message waits for its turn,
 * another session may have taken its place.
 *
 * @throws {MessageError} `session-changed`, `expired` if another sign-in or sign-up has replaced this one, or `task-completed`.
 */
export function requireShown(
  { client, session }: Pick<Clerk, "client" | "session">,
  { boundTo, completes }: Binding,
  { shown, isRepeated }: Origin
) {
  if (boundTo === "attempt" && shown?.attemptId) {
    const underWay = [client?.signIn.id, client?.signUp.id]
    if (!underWay.includes(shown.attemptId)) {
      throw failed("expired", underWay.some(Boolean) ? "errorAttemptReplaced" : "errorAttemptExpired")
    }
  }
  // Without a session, the message itself fails with "signed-out".
  if (boundTo !== "session" || !session) return
  if (session.id !== shown?.sessionId) throw failed("session-changed", "errorSessionChanged")

  // A repeated message may already have completed the task the first time, so it does no harm.
  const isLeft = session.tasks?.some(({ key }) => key === completes)
  if (completes && shown.task === completes && !isLeft && !isRepeated) {
    throw failed("task-completed", "errorTaskCompleted")
  }
}
