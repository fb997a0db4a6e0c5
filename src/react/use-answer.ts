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
}

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
  const [answer, setAnswer] = useState<{ data?: Answer; error: MessageError | null; asked: string }>()
  const [round, setRound] = useState(0)
  const asked = `${round} ${question}`

  // biome-ignore lint/correctness/useExhaustiveDependencies: the question says what is asked
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    ask(signal).then(
      (data) => signal.aborted || setAnswer({ data, error: null, asked }),
      (thrown) =>
        signal.aborted || setAnswer((before) => ({ ...before, error: toMessageError(thrown), asked }))
    )
    return () => controller.abort()
  }, [asked])

  const isLoading = answer?.asked !== asked
  const reload = useCallback(() => setRound((before) => before + 1), [])

  return { data: answer?.data, isLoading, error: answer?.error ?? null, reload }
}
