import type { ReactNode } from "react"
import { t } from "~i18n"
import type { PendingSession } from "~session/snapshot"
import { type OwnTask, type OwnTaskKey, taskUrls } from "~session/tasks"
import { TaskGate } from "./task-gate"

type TaskPageProps = { task: OwnTaskKey; children: ReactNode }

/**
 * The page of a session task. It shows its children only while this task is the current one, and keeps them while Clerk
 * cannot be asked, so that nothing typed is lost. Loading, signed out, another task first and all done are its business.
 *
 * Its children learn with `useTask()` whose task it is.
 */
export function TaskPage({ task, children }: TaskPageProps) {
  const { title, reason }: OwnTask = taskUrls[task]
  const reasonFor = (session: PendingSession) => t(typeof reason === "function" ? reason(session) : reason)
  return (
    <TaskGate isMine={(key) => key === task} title={t(title)} reasonFor={reasonFor}>
      {children}
    </TaskGate>
  )
}
