import { membershipJson } from "../json/organization"
import type { Instance } from "../model/instance"
import { deleteMembership, isExcluded, isFull, maxMembersOf, type Organization } from "../model/organization"
import type { User } from "../model/user"
import { requireUserOfOrganizations } from "./authentication"
import type { Call } from "./call"
import { alreadyAMember, exclusiveMembership, notAMember, planQuotaExceeded, quotaExceeded } from "./errors"
import { pageOf } from "./pages"

export function listMemberships(call: Call) {
  const { memberships } = requireUserOfOrganizations(call)
  const page = pageOf(call, memberships.values(), memberships.size, (membership) =>
    membershipJson(membership, call.view)
  )
  return call.query.get("paginated") === "true" ? page : page.data
}

/** Rejects a user who can't join the organization. */
export function requireMayJoin(instance: Instance, user: User, organization: Organization) {
  if (user.memberships.has(organization.id)) throw alreadyAMember()
  if (isExcluded(user, organization)) throw exclusiveMembership()
  if (isFull(organization, instance.settings.organizations.maxMembershipsOfPlan)) throw planQuotaExceeded()
  if (isFull(organization, maxMembersOf(instance, organization))) throw quotaExceeded()
}

export function leaveOrganization(call: Call) {
  const user = requireUserOfOrganizations(call)
  const membership = user.memberships.get(call.params.organizationId ?? "")
  if (!membership) throw notAMember()
  deleteMembership(call.instance, membership)
  return { object: "organization_membership", id: membership.id, deleted: true }
}
