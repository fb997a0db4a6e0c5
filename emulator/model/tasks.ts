import type { Instance } from "./instance"
import type { Session } from "./session"
import { hasSecondFactor } from "./user"

/** In the default order. The settings can change it. */
export const TASK_KEYS = ["reset-password", "setup-mfa", "choose-organization"] as const

export type TaskKey = (typeof TASK_KEYS)[number]

/**
 * The session's remaining tasks. They aren't stored but computed from the user, the session and the settings, so any change to those
 * can add or remove a task.
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
