import { isLive, type Session, statusOf } from "../model/session"
import { currentToken, factorVerificationAge } from "../model/session-token"
import { tasksOf } from "../model/tasks"
import { publicUserDataJson } from "./public-user-data"
import { userJson } from "./user"
import type { View } from "./view"

export async function sessionJson(session: Session, view: View) {
  // Goes first, because minting the token can change the session.
  const token = isLive(view.instance, session) ? currentToken(view.instance, session, view.origin) : null
  return {
    ...bareSessionJson(session, view),
    user: userJson(session.user, view, session.activeOrganizationId),
    // Goes last, so that all values are from the same moment.
    last_active_token: token && { object: "token", jwt: await token }
  }
}

/** A session without its user and token, as other devices see it. */
export function bareSessionJson(session: Session, view: View) {
  const { instance } = view
  const tasks = isLive(instance, session) ? tasksOf(session, instance) : []
  return {
    object: "session",
    id: session.id,
    status: statusOf(instance, session),
    expire_at: session.expireAt,
    abandon_at: session.abandonAt,
    last_active_at: session.lastActiveAt,
    last_active_token: null,
    last_active_organization_id: session.activeOrganizationId,
    actor: null,
    tasks: tasks.length > 0 && instance.settings.tasks.told ? tasks.map((key) => ({ key })) : null,
    public_user_data: publicUserDataJson(session.user, view),
    factor_verification_age: factorVerificationAge(instance, session),
    created_at: session.createdAt,
    updated_at: session.updatedAt
  }
}

/** The device on which the session is. */
export const activityJson = ({ activity }: Session) => ({
  object: "session_activity",
  id: activity.id,
  device_type: /Windows|Macintosh|Linux|CrOS/.exec(activity.userAgent)?.[0] ?? "",
  is_mobile: false,
  browser_name: /Chrome|Firefox|Safari/.exec(activity.userAgent)?.[0] ?? "",
  browser_version: /(?:Chrome|Firefox|Version)\/([\d.]+)/.exec(activity.userAgent)?.[1] ?? "",
  ip_address: "127.0.0.1",
  city: "",
  country: ""
})
