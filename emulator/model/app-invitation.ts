import { jwtVerify, SignJWT } from "jose"
import { DAY, markChanged } from "./clock"
import { newId } from "./ids"
import { deliver } from "./inbox"
import type { Instance } from "./instance"
import { mergePatch } from "./metadata"
import { normalizeEmail, type User } from "./user"
import type { WaitlistEntry } from "./waitlist"

const LIFETIME = 30 * DAY

type Options = {
  redirectUrl?: string | null | undefined
  entry?: WaitlistEntry
  publicMetadata?: object | undefined
  lifetime?: number | undefined
  /** Whether to send the email. */
  notify?: boolean | undefined
}

/** An invitation to the app, sent by an admin of the instance. */
export type AppInvitation = {
  id: string
  emailAddress: string
  /** The page that the link finally opens; `null` for the app's sign-up page. */
  redirectUrl: string | null
  status: "pending" | "accepted" | "revoked"
  /** The waitlist entry that it was sent for, if any. */
  entry: WaitlistEntry | null
  /** What the user's public metadata will be. */
  publicMetadata: object
  /** The link in the email. */
  url: string
  expireAt: number
  createdAt: number
  updatedAt: number
}

/** `origin` is the origin at which the caller reached the emulator. */
export async function inviteToApp(
  instance: Instance,
  emailAddress: string,
  origin: string,
  { redirectUrl, entry, publicMetadata = {}, lifetime = LIFETIME, notify = true }: Options = {}
): Promise<{ invitation: AppInvitation; ticket: string }> {
  const now = instance.clock.now()
  const invitation: AppInvitation = {
    id: newId("inv"),
    emailAddress: normalizeEmail(emailAddress),
    redirectUrl: redirectUrl ?? null,
    status: "pending",
    entry: entry ?? null,
    publicMetadata,
    url: "",
    expireAt: now + lifetime,
    createdAt: now,
    updatedAt: now
  }
  const ticket = await mintTicket(instance, invitation)
  invitation.url = new URL(`/v1/tickets/accept?ticket=${ticket}`, origin).href
  instance.appInvitations.set(invitation.id, invitation)
  if (notify) sendInvitation(instance, invitation)
  return { invitation, ticket }
}

function mintTicket({ id, signingKey }: Instance, invitation: AppInvitation): Promise<string> {
  const claims = {
    eis: (invitation.expireAt - invitation.createdAt) / 1000,
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

function sendInvitation({ inbox, clock, settings }: Instance, { emailAddress, url: link }: AppInvitation) {
  const body = `You're invited to ${settings.applicationName}: ${link}`
  deliver(inbox, clock, { to: emailAddress, channel: "email", code: "", link, body })
}

export function acceptInvitation({ clock }: Instance, invitation: AppInvitation, user: User) {
  invitation.status = "accepted"
  user.publicMetadata = mergePatch(user.publicMetadata, invitation.publicMetadata)
  markChanged(invitation, clock)
  if (invitation.entry) Object.assign(invitation.entry, { status: "completed", updatedAt: user.createdAt })
}

/** A pending invitation expires. */
export const appInvitationStatus = ({ clock }: Instance, { status, expireAt }: AppInvitation) =>
  status === "pending" && clock.now() >= expireAt ? "expired" : status

export function revokeAppInvitation({ clock }: Instance, invitation: AppInvitation) {
  invitation.status = "revoked"
  markChanged(invitation, clock)
  if (invitation.entry) invitation.entry.status = "pending"
}
