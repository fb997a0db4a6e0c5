import { createContext, useCallback, useContext } from "react"
import type { AnswerOf, CommandName, RequestArgument } from "~messaging/contracts"
import { MessageError, type Reply } from "~messaging/message-error"
import { type Command, useCommand } from "~react/use-command"

type Failed = { name: CommandName; error: MessageError }

/** The last failure of any step. */
export type StepErrors = {
  failed: Failed | null
  report: (failed: Failed | null) => void
}

/** The last error of a sign-in or sign-up. `<SignIn>` holds it, as the error may lead back to an earlier step. */
export const StepErrorsContext = createContext<StepErrors | null>(null)

/** The error of whichever step failed last, until a step sends another command; and how to forget it. */
export function useStepError(): { error: MessageError | null; forget: () => void } {
  const { failed, report } = useStepErrors()
  const forget = useCallback(() => report(null), [report])
  return { error: failed?.error ?? null, forget }
}

/** Like `useCommand()`, for a step of a sign-in or sign-up: its error outlives the step. */
export function useStepCommand<Name extends CommandName>(name: Name): Command<Name> {
  const command = useCommand(name)
  const { failed, report } = useStepErrors()
  const { send } = command

  const sendStep = useCallback(
    async (...request: RequestArgument<Name>): Promise<Reply<AnswerOf<Name>>> => {
      report(null)
      const reply = await send(...request)
      if (!reply.ok) report({ name, error: new MessageError(reply.failure) })
      return reply
    },
    [name, send, report]
  )
  const reset = useCallback(() => report(null), [report])

  return { ...command, send: sendStep, error: failed?.name === name ? failed.error : null, reset }
}

function useStepErrors() {
  const errors = useContext(StepErrorsContext)
  if (!errors) throw new Error("Steps are for children of <SignIn>.")
  return errors
}
