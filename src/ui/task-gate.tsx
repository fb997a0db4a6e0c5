import { type ReactNode, useState } from "react"

import type { MessageError } from "~messaging/message-error"
import { t } from "~messaging/translate"
import { lastKnownOf } from "~session/last-known"
import type { PendingSession } from "~session/snapshot"
import { Account } from "./account"
import { ErrorNotice } from "./error-notice"
import { Loading } from "./loading"
import { RedirectToTasks } from "./redirect-to-tasks"
import { StepHeading } from "./step-heading"
import { Done, NothingToDo, SignedOut } from "./task-ends"
import { TaskFrame } from "./task-frame"
import { UnavailableBanner, UnavailablePanel } from "./unavailable"
import { usePage } from "./use-page"
import { useSnapshot } from "./use-snapshot"

type TaskGateProps = {
  isMine: (task: string) => boolean
  title: string
  reason?: string
  error?: MessageError | null
  doneNote?: string | undefined
  children: ReactNode
}

/** Decides what a task's page shows. */
export function TaskGate({ isMine, title, reason, error = null, doneNote, children }: TaskGateProps) {
  const snapshot = useSnapshot()
  const known = lastKnownOf(snapshot)
  const sync = usePage(title)

  const isTaskHere = known?.status === "pending" && isMine(known.currentTask)
  const [wasTaskHere, setWasTaskHere] = useState(isTaskHere)
  if (isTaskHere && !wasTaskHere) setWasTaskHere(true)

  const banner = snapshot.status === "unavailable" && <UnavailableBanner state={snapshot} sync={sync} />

  if (isTaskHere) {
    return (
      <TaskFrame banner={banner} footer={<Account user={known.user} />}>
        <header className="stack stack--tight">
          <Progress session={known} />
          <StepHeading>{title}</StepHeading>
          {reason && <p className="muted">{reason}</p>}
        </header>
        <ErrorNotice error={error} />
        {children}
      </TaskFrame>
    )
  }
  switch (known?.status) {
    case undefined:
      return (
        <TaskFrame>
          {snapshot.status === "unavailable" ? (
            <UnavailablePanel state={snapshot} sync={sync} />
          ) : (
            <Loading sync={sync} />
          )}
        </TaskFrame>
      )
    case "signed-out":
      return (
        <TaskFrame banner={banner}>
          <SignedOut />
        </TaskFrame>
      )
    case "pending":
      return (
        <TaskFrame banner={banner}>
          <RedirectToTasks />
          <Loading />
        </TaskFrame>
      )
    case "active":
      return (
        <TaskFrame banner={banner}>
          {wasTaskHere ? <Done note={doneNote} /> : <NothingToDo user={known.user} />}
        </TaskFrame>
      )
  }
}

function Progress({ session: { tasks, taskCount } }: { session: PendingSession }) {
  if (taskCount < 2) return null
  return <p className="muted small">{t("taskProgress", taskCount - tasks.length + 1, taskCount)}</p>
}

/** The session whose task is being completed. Only for what stands within a task's page. */
export function usePendingSession(): PendingSession {
  const known = lastKnownOf(useSnapshot())
  if (known?.status !== "pending") throw new Error("usePendingSession() is for children of <TaskPage>.")
  return known
}
