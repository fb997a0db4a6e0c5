import type { Client } from "./client"
import { DAY, markChanged } from "./clock"
import { newId } from "./ids"
import type { Instance } from "./instance"
import { claimInvitations } from "./organization"
import type { SessionVerification } from "./session-verification"
import { tasksOf } from "./tasks"
import type { User } from "./user"

export type Session = {
  id: string
  user: User
  client: Client
  /** How the session ended; `null` while it's live. Its tasks decide whether a live session is pending or active. */
  end: "ended" | "removed" | "revoked" | null
  activeOrganizationId: string | null
  firstFactorAt: number
  secondFactorAt: number | null
  reverifiedAt: number | null
  verification: SessionVerification | null
  activity: { id: string; userAgent: string }
  lastActiveAt: number
  expireAt: number
  abandonAt: number
  createdAt: number
  updatedAt: number
  /** The client's latest token, and the data it was minted from. */
  token: { jwt: Promise<string>; mintedAt: number; revision: string } | null
}

/** Creates the session of a sign-in or sign-up. The client remembers the strategy, if any. */
export function createSession(
  instance: Instance,
  client: Client,
  user: User,
  {
    strategy,
    withSecondFactor,
    userAgent
  }: { strategy: string | null; withSecondFactor: boolean; userAgent: string }
): Session {
  const { clock } = instance
  const now = clock.now()
  const session: Session = {
    id: newId("sess"),
    user,
    client,
    end: null,
    activeOrganizationId: organizationToStartIn(instance, user),
    firstFactorAt: now,
    secondFactorAt: withSecondFactor ? now : null,
    reverifiedAt: null,
    verification: null,
    activity: { id: newId("sess_activity"), userAgent },
    lastActiveAt: now,
    expireAt: now + 7 * DAY,
    abandonAt: now + 30 * DAY,
    createdAt: now,
    updatedAt: now,
    token: null
  }
  user.lastSignInAt = now
  claimInvitations(instance, user)
  markChanged(user, clock)
  client.sessions.push(session)
  client.lastActiveSessionId = session.id
  client.lastStrategy = strategy ?? client.lastStrategy
  markChanged(client, clock)
  instance.sessions.set(session.id, session)
  return session
}

/** A user who must have an organization and belongs to only one starts in it. */
function organizationToStartIn({ settings }: Instance, user: User) {
  const { enabled, forceSelection } = settings.organizations
  const [only, ...others] = user.memberships.keys()
  const isClear = only !== undefined && others.length === 0
  return enabled && forceSelection && settings.tasks.autoActivateSingleMembership && isClear ? only : null
}

export const isLive = ({ clock }: Instance, session: Session) =>
  session.end === null && clock.now() < session.expireAt

export function statusOf(instance: Instance, session: Session) {
  if (session.end) return session.end
  if (!isLive(instance, session)) return "expired"
  return tasksOf(session, instance).length > 0 ? "pending" : "active"
}

export function endSession({ clock }: Instance, session: Session, end: NonNullable<Session["end"]>) {
  session.end ??= end
  session.token = null
  markChanged(session, clock)
  markChanged(session.client, clock)
}

export function endSessionsOf(
  instance: Instance,
  user: User,
  { except }: { except?: Session | undefined } = {}
) {
  for (const session of instance.sessions.values()) {
    if (session.user === user && session !== except && isLive(instance, session)) {
      endSession(instance, session, "revoked")
    }
  }
}
