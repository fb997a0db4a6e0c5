import { membershipJson } from "../json/organization"
import { deleteMembership } from "../model/organization"
import { requireUserOfOrganizations } from "./authentication"
import type { Call } from "./call"
import { notAMember } from "./errors"
import { pageOf } from "./pages"

export function listMemberships(call: Call) {
  const { memberships } = requireUserOfOrganizations(call)
  const page = pageOf(call, memberships.values(), memberships.size, (membership) =>
    membershipJson(membership, call.view)
  )
  return call.query.get("paginated") === "true" ? page : page.data
}

export function leaveOrganization(call: Call) {
  const user = requireUserOfOrganizations(call)
  const membership = user.memberships.get(call.params.organizationId ?? "")
  if (!membership) throw notAMember()
  deleteMembership(call.instance, membership)
  return { object: "organization_membership", id: membership.id, deleted: true }
}
