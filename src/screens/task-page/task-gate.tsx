import type { ReactNode } from "react"
import { RedirectToTasks } from "~react/redirect-to-tasks"
import { useSnapshot } from "~react/use-snapshot"
import { Account } from "~screens/account/account"
import { lastKnownOf } from "~session/snapshot"
import { Loading } from "~ui/page/loading"
import { SignedOut } from "~ui/page/signed-out"
import { usePage } from "~ui/page/use-page"
import { WhenKnown } from "~ui/page/when-known"
import { TaskContext } from "./task"
import { Done, NothingToDo } from "./task-ends"
import { TaskFrame } from "./task-frame"
import { TaskHeader } from "./task-header"
import { usePendingTask } from "./use-pending-task"

type TaskGateProps = {
  /** Whether a task is completed on this page. */
  isMine: (task: string) => boolean
  title: string
  reason?: string | undefined
  children: ReactNode
}

/** Decides what a task's page shows. */
export function TaskGate({ isMine, title, reason, children }: TaskGateProps) {
  const sync = usePage(title)
  const known = lastKnownOf(useSnapshot())
  const { task, wasHere } = usePendingTask(known, isMine)
  const session = task?.session ?? (known?.status === "active" && !wasHere ? known : null)

  return (
    <TaskFrame footer={session && <Account session={session} />}>
      <WhenKnown sync={sync}>
        {task ? (
          // What one user has typed is not for the next.
          <TaskContext key={task.session.sessionId} value={task}>
            <TaskHeader session={task.session} title={title} reason={reason} />
            {children}
          </TaskContext>
        ) : (
          <WithoutTask status={known?.status} wasHere={wasHere} />
        )}
      </WhenKnown>
    </TaskFrame>
  )
}

type WithoutTaskProps = { status: "signed-out" | "pending" | "active" | undefined; wasHere: boolean }

/** The page's task is not the current one. */
function WithoutTask({ status, wasHere }: WithoutTaskProps) {
  switch (status) {
    case "signed-out":
      return <SignedOut />
    case "pending":
      // Another one comes first.
      return (
        <>
          <RedirectToTasks />
          <Loading />
        </>
      )
    case "active":
      return wasHere ? <Done /> : <NothingToDo />
    case undefined:
      return null
  }
}
