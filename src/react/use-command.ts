import { useCallback, useRef, useState } from "react"
import type { AnswerOf, CommandName, RequestArgument } from "~messaging/contracts"
import { failed } from "~messaging/failed"
import { MessageError, type Reply } from "~messaging/message-error"
import { send, sendShowing } from "~messaging/send"
import { useShown } from "./use-shown"

/** What `useCommand()` returns. */
export type Command<Name extends CommandName> = {
  /**
   * Sends the command. It never rejects: a failure is in `error`, and in the reply for callers that wait for it. While
   * one command is under way, another isn't sent; it resolves with the first.
   */
  send: (...request: RequestArgument<Name>) => Promise<Reply<AnswerOf<Name>>>
  isSending: boolean
  /** The answer to the last one. */
  answer: AnswerOf<Name> | undefined
  /** Why the last one failed, until the next is sent. */
  error: MessageError | null
  /** Forgets the error. */
  reset: () => void
}

const CLIENT_ONLY = { force: true, onlyClient: true }

/**
 * Sends one kind of command to the service worker, where `@clerk/react` has methods on its resources. Changes arrive with the snapshot.
 * The command is meant for the session, or the sign-in under way, that was shown when the user acted: if that has changed, it does nothing.
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
          // Only Clerk knows how far it got: a sync puts that into the snapshot.
          if (failed.code === "interrupted") await send("sync-session", CLIENT_ONLY).catch(() => {})
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

/** Turns whatever was thrown into a message that a user can read. */
export function toMessageError(thrown: unknown): MessageError {
  if (thrown instanceof MessageError) return thrown
  return failed("unexpected", "errorUnexpected")
}
