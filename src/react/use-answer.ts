import { useCallback, useEffectEvent, useLayoutEffect, useState } from "react"

import type { MessageError } from "~messaging/message-error"
import { toMessageError } from "./use-command"
import { whenSeen } from "./when-seen"

/** What `useAnswer()`, `useQuery()` and `useApi()` return. */
export type Query<Answer> = {
  /** The latest answer. It stays until the next one arrives, so that nothing jumps. */
  data: Answer | undefined
  isLoading: boolean
  /** Why the latest request has no answer; it stays, too. */
  error: MessageError | null
  /** Sends the request again. */
  reload: () => void
  /** Sends it again quietly: nothing shows as loading, and a failure is ignored. Does nothing while a request is under way. */
  refresh: () => void
}

type Answered<Answer> = {
  data?: Answer
  error: MessageError | null
  /** The question that it answers, and its round. */
  asked: string
  question: string
}

type Round = { number: number; isQuiet: boolean }

const after = (isQuiet: boolean) => (before: Round) => ({ number: before.number + 1, isQuiet })

/**
 * Waits for the answer to a question, and asks again whenever the question changes. A hidden page asks when the user looks at it. For
 * requests that neither `useQuery()` nor `useApi()` sends.
 *
 * @param question identifies the request; as long as it stays the same, `ask` isn't called again.
 */
export function useAnswer<Answer>(
  question: string,
  ask: (signal: AbortSignal) => Promise<Answer>
): Query<Answer> {
  const [answer, setAnswer] = useState<Answered<Answer>>()
  const [round, setRound] = useState<Round>({ number: 0, isQuiet: false })
  const asked = `${round.number} ${question}`
  // Only an answer that is already shown can be refreshed quietly.
  const isQuiet = round.isQuiet && answer?.question === question

  const askNow = useEffectEvent((signal: AbortSignal) => {
    ask(signal).then(
      (data) => signal.aborted || setAnswer({ data, error: null, asked, question }),
      (thrown) =>
        signal.aborted ||
        setAnswer((before) =>
          isQuiet && before
            ? { ...before, asked }
            : { ...before, error: toMessageError(thrown), asked, question }
        )
    )
  })

  // Before the page is painted, while the answer is on its way.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question says what is asked
  useLayoutEffect(() => {
    const controller = new AbortController()
    whenSeen(() => askNow(controller.signal), controller.signal)
    return () => controller.abort()
  }, [asked])

  const isLoading = answer?.asked !== asked && !isQuiet
  const reload = useCallback(() => setRound(after(false)), [])
  const refresh = () => isLoading || setRound(after(true))

  return { data: answer?.data, isLoading, error: answer?.error ?? null, reload, refresh }
}
