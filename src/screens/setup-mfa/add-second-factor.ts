import type { Reply } from "~messaging/message-error"
import type { SecondFactorAdded } from "~session/task-forms"

/** Runs the command that adds the second factor, which completes the task. */
export type AddSecondFactor = (run: () => Promise<Reply<SecondFactorAdded>>) => Promise<void>
