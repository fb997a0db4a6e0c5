import type { ReactNode } from "react"
import { t } from "~i18n"
import type { PendingSession } from "~session/snapshot"
import { type OwnTask, type OwnTaskKey, taskUrls } from "~session/tasks"
import { TaskGate } from "./task-gate"

type TaskPageProps = { task: OwnTaskKey; children: ReactNode }

/**
 * The page of a session task. It shows its children only while this task is the current one, and keeps them while Clerk
 * can't be reached, so that nothing typed is lost. It also handles loading, signed out, another task first, and all done.
 *
 * Its children get the session whose task it is from `useTask()`.
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
