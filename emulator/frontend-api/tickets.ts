import { webAppOf } from "../json/environment"
import { type AppInvitation, acceptInvitation, readTicket } from "../model/app-invitation"
import { liveSessions } from "../model/client"
import type { Instance } from "../model/instance"
import { findByEmail } from "../model/user"
import type { Call } from "./call"
import {
  invitationAccepted,
  invitationRevoked,
  invitationWithAccount,
  invitationWithoutAccount,
  ticketExpired,
  ticketInvalid
} from "./errors"
import { Redirect } from "./redirect"

const LONGEST = 4096

/** The invitation that the ticket belongs to, if the request uses a ticket. */
export async function invitationOf({ instance, form }: Call): Promise<AppInvitation | null> {
  if (form.text("strategy") !== "ticket") return null
  return readInvitation(instance, form.required("ticket", LONGEST))
}

async function readInvitation(instance: Instance, ticket: string): Promise<AppInvitation> {
  const found = await readTicket(instance, ticket)
  if (found === "invalid") throw ticketInvalid()
  if (found === "expired") throw ticketExpired()
  if (found === "revoked") throw invitationRevoked()
  requirePending(found)
  return found
}

export function requirePending({ status }: AppInvitation) {
  if (status === "revoked") throw invitationRevoked()
  if (status === "accepted") throw invitationAccepted()
}

/**
 * The target of an invitation's link. It redirects to the page that the invitation names and adds what's left to do. If the invited
 * user is already signed in, the invitation is accepted.
 */
export async function acceptTicket({ instance, query, device, view }: Call): Promise<Redirect> {
  const ticket = query.get("ticket") ?? ""
  const invitation = await readInvitation(instance, ticket)
  const user = findByEmail(instance, invitation.emailAddress)
  const isSignedIn = liveSessions(instance, device.client).some((session) => session.user === user)
  if (user && isSignedIn) acceptInvitation(instance, invitation, user)
  return new Redirect(invitation.redirectUrl ?? `${webAppOf(instance, view.baseUrl)}/demo/sign-up`, {
    __clerk_ticket: ticket,
    __clerk_status: !user ? "sign_up" : isSignedIn ? "complete" : "sign_in"
  })
}

export async function invitationToSignUp(call: Call) {
  const invitation = await invitationOf(call)
  if (invitation && findByEmail(call.instance, invitation.emailAddress)) throw invitationWithAccount()
  return invitation
}

/** The invitation and its user, who must already have an account. */
export async function invitationToSignIn(call: Call) {
  const invitation = await invitationOf(call)
  const user = invitation && findByEmail(call.instance, invitation.emailAddress)
  if (invitation && !user) throw invitationWithoutAccount()
  return invitation && user ? { invitation, user } : null
}
