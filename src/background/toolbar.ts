import { t } from "~messaging/translate"
import type { SessionSnapshot } from "~session/snapshot"

const BADGE_COLOR = "#c2410c"

/** Tells on the extension's icon that a task is waiting: how many are left, and in words which is next. */
export async function showOnToolbar(snapshot: SessionSnapshot) {
  const tasks = snapshot.status === "pending" ? snapshot.tasks : []
  await Promise.all([
    chrome.action.setBadgeText({ text: tasks.length > 0 ? String(tasks.length) : "" }),
    chrome.action.setBadgeBackgroundColor({ color: BADGE_COLOR }),
    chrome.action.setTitle({ title: titleFor(tasks[0]) })
  ])
}

function titleFor(task: string | undefined) {
  switch (task) {
    case undefined:
      return t("extensionName")
    case "choose-organization":
      return t("toolbarChooseOrganization")
    case "reset-password":
      return t("toolbarResetPassword")
    case "setup-mfa":
      return t("toolbarSetupMfa")
    default:
      return t("toolbarOtherTask")
  }
}
