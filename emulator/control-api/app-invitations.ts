import * as v from "valibot"
import { type AppInvitation, inviteToApp, revokeAppInvitation } from "../model/app-invitation"
import type { Instance } from "../model/instance"
import { findByEmail } from "../model/user"
import type { WaitlistEntry } from "../model/waitlist"
import { check, refuse } from "./input"

const NewInvitation = v.strictObject({
  emailAddress: v.pipe(v.string(), v.email()),
  redirectUrl: v.optional(v.pipe(v.string(), v.url()))
})

export type NewAppInvitationInput = v.InferInput<typeof NewInvitation>

/** Invites a person to the app by email. `origin` is the origin at which the caller reached the emulator. */
export function addAppInvitation(instance: Instance, input: unknown, origin: string) {
  const { emailAddress, redirectUrl = null } = check(NewInvitation, input)
  return invite(instance, emailAddress, origin, { redirectUrl })
}

export function inviteFromWaitlist(instance: Instance, id: string, origin: string) {
  const entry = instance.waitlist.get(id)
  if (!entry) throw refuse("not_found", "Waitlist entry not found.")
  if (entry.status !== "pending") throw refuse("not_pending", "This waitlist entry was already invited.")
  const invited = invite(instance, entry.emailAddress, origin, { entry })
  entry.status = "invited"
  return invited
}

async function invite(
  instance: Instance,
  emailAddress: string,
  origin: string,
  options: Parameters<typeof inviteToApp>[3]
) {
  if (instance.settings.signUp.emailAddress === "off") {
    throw refuse(
      "not_supported",
      "Email addresses are off in this instance's sign-up settings.",
      "emailAddress"
    )
  }
  if (findByEmail(instance, emailAddress)) {
    throw refuse("taken", "A user already has this email address.", "emailAddress")
  }
  const { invitation, ticket } = await inviteToApp(instance, emailAddress, origin, options)
  return { ...appInvitationState(invitation), ticket, url: invitation.url }
}

export function revokeFromApp(instance: Instance, id: string) {
  const invitation = instance.appInvitations.get(id)
  if (!invitation) throw refuse("not_found", "Invitation not found.")
  if (invitation.status !== "pending") throw refuse("not_pending", "This invitation is no longer pending.")
  revokeAppInvitation(instance, invitation)
  return appInvitationState(invitation)
}

export const appInvitationState = ({ id, emailAddress, status }: AppInvitation) => ({
  id,
  emailAddress,
  status
})

export const waitlistState = ({ id, emailAddress, status, createdAt }: WaitlistEntry) => ({
  id,
  emailAddress,
  status,
  createdAt
})
