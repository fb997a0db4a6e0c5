import { useCallback, useEffect, useState } from "react"

import type { MessageError } from "~messaging/message-error"
import { toMessageError } from "./use-command"

/** What `useAnswer()`, `useQuery()` and `useApi()` return. */
export type Query<Answer> = {
  /** The latest answer. It stays while the next one is awaited, so that nothing jumps. */
  data: Answer | undefined
  isLoading: boolean
  /** Why the latest question has no answer; it stays, too. */
  error: MessageError | null
  /** Asks again. */
  reload: () => void
  /** Asks again quietly: nothing shows as loading, and a failure is ignored. Does nothing while an answer is awaited. */
  refresh: () => void
}

type Answered<Answer> = {
  data?: Answer
  error: MessageError | null
  /** What it answers: the question, and which time it was asked. */
  asked: string
  question: string
}

type Round = { number: number; isQuiet: boolean }

const after = (isQuiet: boolean) => (before: Round) => ({ number: before.number + 1, isQuiet })

/**
 * Waits for the answer to a question, and asks again whenever the question changes: for what neither `useQuery()` nor `useApi()`
 * asks.
 *
 * @param question says what is asked; while it stays the same, nothing is asked again.
 */
export function useAnswer<Answer>(
  question: string,
  ask: (signal: AbortSignal) => Promise<Answer>
): Query<Answer> {
  const [answer, setAnswer] = useState<Answered<Answer>>()
  const [round, setRound] = useState<Round>({ number: 0, isQuiet: false })
  const asked = `${round.number} ${question}`
  // Only what is shown already can be asked for quietly.
  const isQuiet = round.isQuiet && answer?.question === question

  // biome-ignore lint/correctness/useExhaustiveDependencies: the question says what is asked
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
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
    return () => controller.abort()
  }, [asked])

  const isLoading = answer?.asked !== asked && !isQuiet
  const reload = useCallback(() => setRound(after(false)), [])
  const refresh = () => isLoading || setRound(after(true))

  return { data: answer?.data, isLoading, error: answer?.error ?? null, reload, refresh }
}
