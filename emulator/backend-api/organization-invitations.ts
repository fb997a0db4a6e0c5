import * as v from "valibot"
import { alreadyAMember, permissionMissing, quotaExceeded } from "../frontend-api/errors"
import { backendInvitationJson } from "../json/backend-api"
import { DAY, markChanged } from "../model/clock"
import { deliver } from "../model/inbox"
import {
  type Invitation,
  invitationStatus,
  invite,
  maxMembersOf,
  type Organization
} from "../model/organization"
import { findByEmail } from "../model/user"
import type { Call } from "./call"
import { invitationRefusal, notFoundById } from "./errors"
import { Days, Email, Metadata, parametersOf } from "./input"
import { among, ordered, page } from "./lists"
import { requireRole } from "./memberships"
import { requireOrganization } from "./organizations"

export function listOrganizationInvitations(call: Call) {
  const { instance, view } = call
  const hasStatus = among(call, "status")
  const isTo = among(call, "email_address")
  const found = requireOrganization(call).invitations.filter(
    (invitation) => hasStatus(invitationStatus(instance, invitation)) && isTo(invitation.emailAddress)
  )
  const sorted = ordered<Invitation>(call, found, {
    created_at: ({ createdAt }) => createdAt,
    email_address: ({ emailAddress }) => emailAddress
  })
  return page(call, sorted, (invitation) => backendInvitationJson(invitation, view))
}

export const readOrganizationInvitation = (call: Call) =>
  backendInvitationJson(requireInvitation(call), call.view)

/** Users find it in their account. Without an account, they get it when they've signed up with the address. */
export function createOrganizationInvitation(call: Call) {
  const { instance, view } = call
  const organization = requireOrganization(call)
  const wanted = parametersOf(call, {
    email_address: Email,
    role: v.string(),
    inviter_user_id: v.nullish(v.string()),
    public_metadata: v.nullish(Metadata),
    private_metadata: v.nullish(Metadata),
    expires_in_days: v.nullish(Days),
    notify: v.nullish(v.boolean(), true)
  })
  const { email_address: emailAddress, inviter_user_id: inviterId } = wanted
  const role = requireRole(instance, wanted.role)
  if (inviterId) requireAdmin(organization, inviterId)
  const user = findByEmail(instance, emailAddress) ?? null
  if (user && organization.memberships.has(user.id)) throw alreadyAMember()
  const pending = organization.invitations.filter((other) => invitationStatus(instance, other) === "pending")
  if (pending.some((other) => other.emailAddress === emailAddress)) {
    throw invitationRefusal(400, "not_unique", "This address already has an invitation to the organization.")
  }
  const max = maxMembersOf(instance, organization)
  if (max > 0 && organization.memberships.size + pending.length >= max) throw quotaExceeded()
  const invitation = invite(instance, user, organization, role, emailAddress)
  invitation.publicMetadata = wanted.public_metadata ?? {}
  invitation.privateMetadata = wanted.private_metadata ?? {}
  invitation.inviterId = inviterId ?? null
  if (wanted.expires_in_days) invitation.expireAt = invitation.createdAt + wanted.expires_in_days * DAY
  if (wanted.notify) {
    const body = `You're invited to ${organization.name}. Sign in or sign up to accept.`
    deliver(instance.inbox, instance.clock, { to: emailAddress, channel: "email", code: "", body })
  }
  return backendInvitationJson(invitation, view)
}

export function revokeOrganizationInvitation(call: Call) {
  const { instance, view } = call
  const invitation = requireInvitation(call)
  const { requesting_user_id: userId } = parametersOf(call, { requesting_user_id: v.nullish(v.string()) })
  if (userId) requireAdmin(invitation.organization, userId)
  if (invitationStatus(instance, invitation) !== "pending") {
    throw invitationRefusal(404, "not_pending", "This invitation is no longer pending.")
  }
  invitation.status = "revoked"
  markChanged(invitation, instance.clock)
  return backendInvitationJson(invitation, view)
}

function requireInvitation(call: Call) {
  const id = call.params.invitationId ?? ""
  const invitation = requireOrganization(call).invitations.find((candidate) => candidate.id === id)
  if (!invitation) throw invitationRefusal(404, "not_found", `There's no invitation with the id ${id}.`)
  return invitation
}

function requireAdmin({ memberships }: Organization, userId: string) {
  const membership = memberships.get(userId)
  if (!membership) throw notFoundById("member", userId)
  if (membership.role !== "org:admin") throw permissionMissing()
}
