import { useEffect } from "react"

import { send } from "~messaging/send"
import { REDIRECT_LOCK, taskPageFor } from "~session/tasks"
import { withRedirectUrl } from "./redirect-url"
import { currentSurface } from "./surface"
import { useSnapshot } from "./use-snapshot"

/**
 * Sends users to the page of their current task, as in `@clerk/react`. Renders nothing, and does nothing while no task is
 * pending. The popup opens the page in a tab, or focuses one that is already open, and closes; a side panel does the same and
 * stays; a tab page goes to the task's page, which later comes back.
 * @see https://clerk.com/docs/react/reference/components/control/redirect-to-tasks
 */
export function RedirectToTasks() {
  const snapshot = useSnapshot()
  const isPending = snapshot.status === "pending"
  const currentTask = isPending ? snapshot.tasks[0] : undefined

  // Not sooner, in a layout effect: what the page showed before may still ask the user whether to leave.
  useEffect(() => {
    // If it fails, the page below stays, with its own way to continue.
    if (isPending) goToTask(currentTask).catch(console.error)
  }, [isPending, currentTask])

  useEffect(() => {
    const { promise: gone, resolve: leave } = Promise.withResolvers<void>()
    holdRedirectLock(gone).catch(console.error)
    return leave
  }, [])

  return null
}

// Keeps the service worker from opening a tab for a task that this tab goes to.
async function holdRedirectLock(gone: Promise<void>) {
  const tab = await chrome.tabs.getCurrent()
  if (tab) await navigator.locks.request(`${REDIRECT_LOCK}${tab.id}`, { mode: "shared" }, () => gone)
}

async function goToTask(currentTask: string | undefined) {
  const surface = await currentSurface()
  if (surface === "tab") {
    const page = taskPageFor(currentTask)
    if (page !== location.pathname) location.replace(withRedirectUrl(page, location))
    return
  }
  await send("open-task")
  if (surface === "popup") window.close()
}
