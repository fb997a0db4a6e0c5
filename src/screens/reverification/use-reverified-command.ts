import { useCallback } from "react"

import type { CommandName, RequestArgument } from "~messaging/contracts"
import { type Command, useCommand } from "~react/use-command"
import { useReverification } from "./reverification"

/**
 * As `useCommand()`, for a command before which Clerk may want to know again who the user is: that is then asked in place,
 * and the command sent once more. Those who cancel find everything as it was.
 */
export function useReverifiedCommand<Name extends CommandName>(name: Name): Command<Name> {
  const command = useCommand(name)
  const ask = useReverification()
  const { send, reset } = command

  const sendWithProof = useCallback(
    async (...request: RequestArgument<Name>) => {
      let reply = await send(...request)
      while (!reply.ok && reply.failure.code === "reverification-required") {
        reset()
        if (!(await ask())) break
        reply = await send(...request)
      }
      return reply
    },
    [send, reset, ask]
  )

  return { ...command, send: sendWithProof }
}
