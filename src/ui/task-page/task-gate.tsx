import { type ReactNode, useMemo, useState } from "react"

import type { MessageError } from "~messaging/message-error"
import { lastKnownOf } from "~session/last-known"
import type { PendingSession } from "~session/snapshot"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Loading } from "~ui/page/loading"
import { SignedOut } from "~ui/page/signed-out"
import { UnavailableBanner, UnavailablePanel } from "~ui/page/unavailable"
import { usePage } from "~ui/page/use-page"
import { RedirectToTasks } from "~ui/redirect-to-tasks"
import { useSnapshot } from "~ui/use-snapshot"
import { Account } from "./account"
import { TaskContext } from "./task"
import { Done, NothingToDo } from "./task-ends"
import { TaskFrame } from "./task-frame"
import { TaskHeader } from "./task-header"

type TaskGateProps = {
  isMine: (task: string) => boolean
  title: string
  reason?: string
  error?: MessageError | null
  children: ReactNode
}

/** Decides what a task's page shows. */
export function TaskGate({ isMine, title, reason, error = null, children }: TaskGateProps) {
  const snapshot = useSnapshot()
  const sync = usePage(title)
  const known = lastKnownOf(snapshot)

  const here = known?.status === "pending" && isMine(known.currentTask) ? known : null
  const [lastHere, setLastHere] = useState(here)
  if (here && here !== lastHere) setLastHere(here)

  const [heldFor, setHeldFor] = useState<string | null>(null)
  const wasHere = lastHere !== null && isSameSession(known, lastHere)
  const isHeld = wasHere && heldFor === lastHere.sessionId
  const session = here ?? (isHeld ? lastHere : null)
  const task = useMemo(
    () => session && { session, hold: () => setHeldFor(session.sessionId), release: () => setHeldFor(null) },
    [session]
  )

  const banner = snapshot.status === "unavailable" && <UnavailableBanner state={snapshot} sync={sync} />
  if (task) {
    return (
      <TaskFrame banner={banner} footer={<Account session={task.session} />}>
        {/* What one user has typed is not for the next. */}
        <TaskContext key={task.session.sessionId} value={task}>
          <TaskHeader session={task.session} title={title} reason={reason} />
          <ErrorNotice error={error} />
          {children}
        </TaskContext>
      </TaskFrame>
    )
  }
  switch (known?.status) {
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
      return wasHere ? (
        <TaskFrame banner={banner}>
          <Done />
        </TaskFrame>
      ) : (
        <TaskFrame banner={banner} footer={<Account session={known} />}>
          <NothingToDo />
        </TaskFrame>
      )
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
  }
}

function isSameSession(known: ReturnType<typeof lastKnownOf>, session: PendingSession) {
  return known !== null && "sessionId" in known && known.sessionId === session.sessionId
}
