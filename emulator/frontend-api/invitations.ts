import { invitationJson } from "../json/organization"
import { acceptInvitation as accept, exists, type Invitation, invitationStatus } from "../model/organization"
import { requireUserOfOrganizations } from "./authentication"
import type { Call } from "./call"
import { apiError } from "./errors"
import { requireMayJoin } from "./memberships"
import { pageOf, withStatus } from "./pages"

export function listInvitations(call: Call) {
  const invitations = requireUserOfOrganizations(call).invitations.filter((invitation) =>
    exists(call.instance, invitation.organization)
  )
  const statusOf = (invitation: Invitation) => invitationStatus(call.instance, invitation)
  const wanted = withStatus(call, invitations, statusOf).reverse()
  return pageOf(call, wanted, wanted.length, (invitation) => invitationJson(invitation, call.view))
}

/** Makes the user a member. The client activates the organization with `touch`. */
export function acceptInvitation(call: Call) {
  const { instance, params, view } = call
  const user = requireUserOfOrganizations(call)
  const invitation = user.invitations.find(({ id }) => id === params.invitationId)
  if (!invitation) throw refusal(404, "not_found", "No invitation was found with this id.")
  const { organization } = invitation
  const status = invitationStatus(instance, invitation)
  if (status === "accepted")
    throw refusal(400, "already_accepted", "You have already accepted this invitation.")
  if (status === "revoked") throw refusal(400, "revoked_code", "This invitation has been revoked.")
  if (status === "expired") throw refusal(404, "not_pending", "This invitation has expired.")
  if (!exists(instance, organization)) {
    throw refusal(400, "to_deleted_organization", "This organization has been deleted.")
  }
  requireMayJoin(instance, user, organization)
  accept(instance, invitation, user)
  return invitationJson(invitation, view)
}

const refusal = (status: number, code: string, message: string) =>
  apiError(status, `organization_invitation_${code}`, message)
