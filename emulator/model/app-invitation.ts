import { jwtVerify, SignJWT } from "jose"
import { DAY, markChanged } from "./clock"
import { newId } from "./ids"
import { deliver } from "./inbox"
import type { Instance } from "./instance"
import { normalizeEmail, type User } from "./user"
import type { WaitlistEntry } from "./waitlist"

const LIFETIME = 30 * DAY

/** An invitation to the app, sent by an admin of the instance. */
export type AppInvitation = {
  id: string
  emailAddress: string
  /** The page that the link finally opens; `null` for the app's sign-up page. */
  redirectUrl: string | null
  status: "pending" | "accepted" | "revoked"
  /** The waitlist entry that it was sent for, if any. */
  entry: WaitlistEntry | null
  expireAt: number
  createdAt: number
  updatedAt: number
}

export function inviteToApp(
  instance: Instance,
  emailAddress: string,
  { redirectUrl = null, entry = null }: { redirectUrl?: string | null; entry?: WaitlistEntry | null } = {}
): AppInvitation {
  const now = instance.clock.now()
  const invitation: AppInvitation = {
    id: newId("inv"),
    emailAddress: normalizeEmail(emailAddress),
    redirectUrl,
    status: "pending",
    entry,
    expireAt: now + LIFETIME,
    createdAt: now,
    updatedAt: now
  }
  instance.appInvitations.set(invitation.id, invitation)
  return invitation
}

export function mintTicket({ id, signingKey }: Instance, invitation: AppInvitation): Promise<string> {
  const claims = {
    eis: LIFETIME / 1000,
    exp: Math.floor(invitation.expireAt / 1000),
    iid: id,
    ...(invitation.redirectUrl && { rurl: invitation.redirectUrl }),
    sid: invitation.id,
    st: "invitation"
  }
  return new SignJWT(claims).setProtectedHeader({ alg: "RS256", typ: "JWT" }).sign(signingKey.privateKey)
}

/** The invitation that the ticket belongs to, or why there is none. A deleted invitation counts as revoked. */
export async function readTicket(
  instance: Instance,
  ticket: string
): Promise<AppInvitation | "invalid" | "expired" | "revoked"> {
  try {
    const { payload } = await jwtVerify(ticket, instance.signingKey.publicKey, {
      currentDate: new Date(instance.clock.now())
    })
    if (payload.st !== "invitation" || payload.iid !== instance.id) return "invalid"
    return instance.appInvitations.get(String(payload.sid)) ?? "revoked"
  } catch (error) {
    return (error as { code?: string }).code === "ERR_JWT_EXPIRED" ? "expired" : "invalid"
  }
}

export function sendInvitation({ inbox, clock, settings }: Instance, to: AppInvitation, link: string) {
  const body = `You're invited to ${settings.applicationName}: ${link}`
  deliver(inbox, clock, { to: to.emailAddress, channel: "email", code: "", link, body })
}

export function acceptInvitation({ clock }: Instance, invitation: AppInvitation, user: User) {
  invitation.status = "accepted"
  markChanged(invitation, clock)
  if (invitation.entry) Object.assign(invitation.entry, { status: "completed", updatedAt: user.createdAt })
}

export function revokeAppInvitation({ clock }: Instance, invitation: AppInvitation) {
  invitation.status = "revoked"
  markChanged(invitation, clock)
  if (invitation.entry) invitation.entry.status = "pending"
}
