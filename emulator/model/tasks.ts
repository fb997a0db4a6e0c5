import type { Instance } from "./instance"
import type { Session } from "./session"
import { hasSecondFactor } from "./user"

/** In the order in which sessions meet them, unless the settings say otherwise. */
export const TASK_KEYS = ["reset-password", "setup-mfa", "choose-organization"] as const

export type TaskKey = (typeof TASK_KEYS)[number]

/**
 * The tasks that a session has left: the only place that knows. Nothing stores
 * them; they follow from the user, the session and the settings, so whatever
 * changes one of those brings or removes a task.
 */
export function tasksOf(session: Session, { settings }: Instance): TaskKey[] {
  const { user } = session
  const isDue: Record<TaskKey, boolean> = {
    "reset-password": user.password?.compromised === true,
    "setup-mfa": settings.mfa.required && !hasSecondFactor(user),
    "choose-organization":
      settings.organizations.enabled &&
      settings.organizations.forceSelection &&
      session.activeOrganizationId === null
  }
  return settings.tasks.order.filter((key) => isDue[key])
}
