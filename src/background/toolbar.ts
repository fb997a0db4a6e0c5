import { t } from "~i18n"
import type { SessionSnapshot } from "~session/snapshot"
import { toolbarTextOf } from "~session/tasks"

const BADGE_COLOR = "#c2410c"

/** Shows on the extension's icon that a task is waiting: how many are left, and which is the current one. */
export async function showOnToolbar(snapshot: SessionSnapshot) {
  const tasks = snapshot.status === "pending" ? snapshot.tasks : null
  await Promise.all([
    chrome.action.setBadgeText({ text: tasks ? String(Math.max(tasks.length, 1)) : "" }),
    chrome.action.setBadgeBackgroundColor({ color: BADGE_COLOR }),
    chrome.action.setTitle({ title: t(tasks ? toolbarTextOf(tasks[0]) : "extensionName") })
  ])
}
