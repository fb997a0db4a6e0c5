import { otherTask } from "~session/tasks"
import { openTaskPage } from "./task-tab"

/**
 * The fallback for tasks that `taskUrls` doesn't name, including those of a newer Clerk: the `navigate` of Clerk's `setActive`, called when
 * such a task has become the current one. Change it to send users elsewhere.
 * @see https://clerk.com/docs/guides/configure/session-tasks
 */
export async function navigateToTask(_key: string) {
  await openTaskPage(otherTask.url)
}
