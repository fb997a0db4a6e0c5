import { useCallback } from "react"

import type { CommandName, RequestArgument } from "~messaging/contracts"
import { type Command, useCommand } from "~react/use-command"
import { useReverification } from "./reverification"

/**
 * Like `useCommand()`, for a command that may require reverification: the user reverifies in place, and the command is sent
 * once more. If the user cancels, everything stays as it was.
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
