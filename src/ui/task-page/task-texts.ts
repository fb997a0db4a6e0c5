import { type TextKey, t } from "~messaging/translate"
import type { SessionTaskKey } from "~session/session-task"

type TaskTexts = {
  title: TextKey
  /** One sentence why this is asked. */
  reason: TextKey
  /** What is next, said elsewhere than on the task's page. */
  next: TextKey
}

/** What the page of each session task says at its top. Add yours together with its line in `taskUrls`. */
export const taskTexts = {
  "choose-organization": {
    title: "chooseOrganizationTitle",
    reason: "chooseOrganizationReason",
    next: "toolbarChooseOrganization"
  },
  "reset-password": {
    title: "newPasswordTitle",
    reason: "resetPasswordReason",
    next: "toolbarResetPassword"
  },
  "setup-mfa": {
    title: "setupMfaTitle",
    reason: "setupMfaReason",
    next: "toolbarSetupMfa"
  }
} satisfies Partial<Record<SessionTaskKey, TaskTexts>>

/** The task keys that have a page here. */
export type OwnTask = keyof typeof taskTexts

/** What is next, also for a task key that is not known here. */
export function nextStep(task: string): string {
  return t(Object.hasOwn(taskTexts, task) ? taskTexts[task as OwnTask].next : "toolbarOtherTask")
}
