import { useCallback, useRef, useState } from "react"
import { t } from "~i18n"
import type { AnswerOf, CommandName, RequestArgument } from "~messaging/contracts"
import { MessageError, type Reply } from "~messaging/message-error"
import { send, sendShowing } from "~messaging/send"
import { useShown } from "./use-shown"

/** What `useCommand()` returns. */
export type Command<Name extends CommandName> = {
  /**
   * Sends the command. It never rejects: what went wrong is in `error`, and in the reply for those who wait for it. While
   * one is under way another is not sent; it resolves with the first.
   */
  send: (...request: RequestArgument<Name>) => Promise<Reply<AnswerOf<Name>>>
  isSending: boolean
  /** What the last one was answered with. */
  answer: AnswerOf<Name> | undefined
  /** Why the last one failed, until the next is sent. */
  error: MessageError | null
  /** Forgets the error. */
  reset: () => void
}

const LOOK = { force: true, onlyClient: true }

/**
 * Sends one kind of command to the service worker, where `@clerk/react` has methods of its resources. What it changes arrives with
 * the snapshot. It's for the session, or the sign-in under way, that was shown when somebody acted: if that has changed, nothing is done.
 */
export function useCommand<Name extends CommandName>(name: Name): Command<Name> {
  const shown = useShown()
  const [isSending, setIsSending] = useState(false)
  const [answer, setAnswer] = useState<AnswerOf<Name>>()
  const [error, setError] = useState<MessageError | null>(null)
  const underWay = useRef<Promise<Reply<AnswerOf<Name>>> | null>(null)

  const sendOnce = useCallback(
    (...request: RequestArgument<Name>) => {
      underWay.current ??= deliver()
      return underWay.current

      async function deliver(): Promise<Reply<AnswerOf<Name>>> {
        setIsSending(true)
        setError(null)
        try {
          const value = await sendShowing(shown, name, ...request)
          setAnswer(() => value)
          return { ok: true, value }
        } catch (thrown) {
          const failed = toMessageError(thrown)
          // Only Clerk knows how far it got: the snapshot then says so.
          if (failed.code === "interrupted") await send("sync-session", LOOK).catch(() => {})
          setError(failed)
          return { ok: false, failure: failed.failure }
        } finally {
          underWay.current = null
          setIsSending(false)
        }
      }
    },
    [name, shown]
  )

  const reset = useCallback(() => setError(null), [])

  return { send: sendOnce, isSending, answer, error, reset }
}

/** Makes sure of a message that a user can read, whatever was thrown. */
export function toMessageError(thrown: unknown): MessageError {
  if (thrown instanceof MessageError) return thrown
  return new MessageError({ code: "unexpected", message: t("errorUnexpected") })
}
