import { otherTask } from "~session/tasks"
import { openTaskPage } from "./task-tab"

/**
 * The fallback for tasks that `taskUrls` does not name, also those of a newer Clerk: called when such a task has become the
 * current one, as `navigate` of Clerk's `setActive`. Change it to lead people elsewhere.
 * @see https://clerk.com/docs/guides/configure/session-tasks
 */
export async function navigateToTask(_key: string) {
  await openTaskPage(otherTask.url)
}
