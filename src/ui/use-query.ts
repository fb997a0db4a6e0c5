import { useCallback, useEffect, useState } from "react"

import type { CommandName, Response } from "~messaging/contracts"
import type { MessageError } from "~messaging/message-error"
import { type RequestArgument, send } from "~messaging/send"
import { toMessageError } from "./use-command"

export type Query<Answer> = {
  /** The latest answer. It stays while the next one is awaited, so that nothing jumps. */
  data: Answer | undefined
  isLoading: boolean
  /** Why the latest question has no answer; it stays, too. */
  error: MessageError | null
  /** Asks again. */
  reload: () => void
}

/** Asks the service worker for what the snapshot does not hold, and again whenever the request changes. */
export function useQuery<Name extends CommandName>(
  name: Name,
  ...request: RequestArgument<Name>
): Query<Response<Name>> {
  const [answer, setAnswer] = useState<{
    data?: Response<Name>
    error: MessageError | null
    question: string
  }>()
  const [round, setRound] = useState(0)
  const question = JSON.stringify([name, round, ...request])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the question holds the name and the request
  useEffect(() => {
    let isCurrent = true
    send(name, ...request).then(
      (data) => isCurrent && setAnswer({ data, error: null, question }),
      (thrown) => isCurrent && setAnswer((before) => ({ ...before, error: toMessageError(thrown), question }))
    )
    return () => {
      isCurrent = false
    }
  }, [question])

  const isLoading = answer?.question !== question
  const reload = useCallback(() => setRound((before) => before + 1), [])

  return { data: answer?.data, isLoading, error: answer?.error ?? null, reload }
}
