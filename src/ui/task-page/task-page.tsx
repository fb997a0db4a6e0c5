import type { ReactNode } from "react"

import type { MessageError } from "~messaging/message-error"
import { t } from "~messaging/translate"
import { TaskGate } from "./task-gate"
import { type OwnTask, taskTexts } from "./task-texts"

type TaskPageProps = {
  task: OwnTask
  /** What went wrong, where no input or row says it. */
  error?: MessageError | null
  children: ReactNode
}

/**
 * The page of a session task. It shows its children only while this task is the current one, and keeps them while Clerk
 * cannot be asked, so that nothing typed is lost. Loading, signed out, another task first and all done are its business.
 *
 * Its children learn with `useTask()` whose task it is.
 */
export function TaskPage({ task, ...rest }: TaskPageProps) {
  const { title, reason } = taskTexts[task]
  return <TaskGate isMine={(key) => key === task} title={t(title)} reason={t(reason)} {...rest} />
}
