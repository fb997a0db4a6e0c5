import { createContext, useContext } from "react"

import type { PendingSession } from "~session/snapshot"

export type Task = {
  /** The session whose task is being completed. */
  session: PendingSession
  /** Keeps the page although the task may be complete in a moment: for an answer that the user has to read. */
  hold: () => void
  /** Lets the page move on. */
  release: () => void
}

export const TaskContext = createContext<Task | null>(null)

/** The task that the page is for. Only for children of <TaskPage>. */
export function useTask(): Task {
  const task = useContext(TaskContext)
  if (!task) throw new Error("useTask() is for children of <TaskPage>.")
  return task
}
