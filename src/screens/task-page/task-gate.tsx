import type { ReactNode } from "react"
import { RedirectToTasks } from "~react/redirect-to-tasks"
import { useSnapshot } from "~react/use-snapshot"
import { Account } from "~screens/account/account"
import { type ActiveSession, lastKnownOf, type PendingSession } from "~session/snapshot"
import { lazily, useLazy } from "~ui/lazily"
import { Loading } from "~ui/page/loading"
import { SignedOut } from "~ui/page/signed-out"
import { TaskContext } from "./task"
import { Done, NothingToDo } from "./task-ends"
import { TaskFrame } from "./task-frame"
import { TaskHeader } from "./task-header"
import { usePendingTask } from "./use-pending-task"

// Few users ever see it.
const lazyBackupCodes = lazily(
  async () => (await import("~screens/setup-mfa/new-backup-codes")).NewBackupCodes
)

type TaskGateProps = {
  /** Whether a task is completed on this page. */
  isMine: (task: string | undefined) => boolean
  title: string
  reasonFor?: ((session: PendingSession) => string) | undefined
  children: ReactNode
}

/** A task's page, and what it shows while that task isn't the current one. */
export function TaskGate(props: TaskGateProps) {
  return (
    <TaskFrame title={props.title}>
      <GatedTask {...props} />
    </TaskFrame>
  )
}

function GatedTask({ isMine, title, reasonFor, children }: TaskGateProps) {
  const known = lastKnownOf(useSnapshot())
  const { task, wasHere } = usePendingTask(known, isMine)

  if (task) {
    const { session } = task
    return (
      <>
        {/* What one user has typed isn't meant for the next. */}
        <TaskContext key={session.sessionId} value={task}>
          <TaskHeader session={session} title={title} reason={reasonFor?.(session)} />
          {children}
        </TaskContext>
        <Account session={session} />
      </>
    )
  }
  switch (known?.status) {
    case "signed-out":
      return <SignedOut />
    case "pending":
      // Another task comes first.
      return (
        <>
          <RedirectToTasks />
          <Loading title={title} />
        </>
      )
    case "active":
      if (known.hasUnsavedBackupCodes) {
        return (
          <>
            <UnsavedBackupCodes session={known} title={title} />
            <Account session={known} />
          </>
        )
      }
      if (wasHere) return <Done />
      return (
        <>
          <NothingToDo />
          <Account session={known} />
        </>
      )
    case undefined:
      return null
  }
}

function UnsavedBackupCodes({ session, title }: { session: ActiveSession; title: string }) {
  const NewBackupCodes = useLazy(lazyBackupCodes)
  return NewBackupCodes ? <NewBackupCodes session={session} /> : <Loading title={title} />
}
