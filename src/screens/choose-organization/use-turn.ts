import { useState } from "react"

import { MessageError, type Reply } from "~messaging/message-error"

export type Turn = {
  isTaken: boolean
  /** Makes a choice, unless another one is under way. */
  take: (choose: () => Promise<Reply<unknown>>) => Promise<void>
  /** The last choice was one that is no longer offered. */
  outdated: MessageError | null
}

type TurnOptions = {
  /** The lists show something that is no longer offered. */
  onOutdated?: (() => void) | undefined
}

/** Lets one choice be made at a time, whichever list it comes from. */
export function useTurn({ onOutdated }: TurnOptions = {}): Turn {
  const [isTaken, setIsTaken] = useState(false)
  const [outdated, setOutdated] = useState<MessageError | null>(null)

  async function take(choose: () => Promise<Reply<unknown>>) {
    if (isTaken) return
    setIsTaken(true)
    setOutdated(null)
    const reply = await choose()
    if (!reply.ok && reply.failure.code === "expired") {
      setOutdated(new MessageError(reply.failure))
      onOutdated?.()
    }
    setIsTaken(false)
  }

  return { isTaken, take, outdated }
}
