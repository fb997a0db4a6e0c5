import { useState } from "react"

import { MessageError, type Reply } from "~messaging/message-error"

export type Turn = {
  isTaken: boolean
  /** Makes the choice of a row, unless another one is under way. */
  take: (id: string, choose: () => Promise<Reply<unknown>>) => Promise<void>
  /** Why the last choice failed, if it was this row. */
  errorOf: (id: string) => MessageError | null
  /** Why it failed, if its row is no longer there. */
  errorWithout: (ids: string[]) => MessageError | null
}

/** A choice that failed. */
export type FailedChoice = { id: string; error: MessageError | null }

type TurnOptions = {
  /** A choice that the page made before, by itself. */
  failed?: FailedChoice | null | undefined
  /** The lists show something that is no longer offered. */
  onOutdated?: (() => void) | undefined
}

/** Lets one choice be made at a time, whichever list it comes from. */
export function useTurn({ failed: before = null, onOutdated }: TurnOptions = {}): Turn {
  const [isTaken, setIsTaken] = useState(false)
  const [failed, setFailed] = useState(before)

  async function take(id: string, choose: () => Promise<Reply<unknown>>) {
    if (isTaken) return
    setIsTaken(true)
    setFailed(null)
    const reply = await choose()
    if (!reply.ok) {
      setFailed({ id, error: new MessageError(reply.failure) })
      if (reply.failure.code === "expired") onOutdated?.()
    }
    setIsTaken(false)
  }

  return {
    isTaken,
    take,
    errorOf: (id) => (failed?.id === id ? failed.error : null),
    errorWithout: (ids) => (failed && !ids.includes(failed.id) ? failed.error : null)
  }
}
