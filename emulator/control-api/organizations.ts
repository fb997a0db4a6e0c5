import * as v from "valibot"
import { markChanged } from "../model/clock"
import type { Instance } from "../model/instance"
import {
  addMembership,
  createOrganization,
  deleteMembership,
  deleteOrganization,
  findOrganization,
  type Organization,
  organizationChanged,
  type Role
} from "../model/organization"
import { Count, check, refuse, subscription } from "./input"

const changeable = { ...subscription, exclusiveMembership: v.optional(v.boolean()) }

const NewOrganization = v.strictObject({
  name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(256)),
  slug: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/))),
  domain: v.optional(v.pipe(v.string(), v.toLowerCase())),
  memberOf: v.optional(v.string()),
  role: v.optional(v.pipe(v.string(), v.nonEmpty()), "org:member"),
  ...changeable
})

const OrganizationChange = v.strictObject(changeable)

const NewOrganizations = v.strictObject({ ...NewOrganization.entries, count: Count })

export type NewOrganizationInput = v.InferInput<typeof NewOrganization>
export type OrganizationChangeInput = v.InferInput<typeof OrganizationChange>

/** Adds one organization or, with `count`, that many numbered ones. */
export function addOrganizations(instance: Instance, input: unknown) {
  const { name, slug, domain, memberOf, role, count, ...change } = check(NewOrganizations, input)
  const user = memberOf === undefined ? undefined : instance.users.get(memberOf)
  if (memberOf !== undefined && !user) throw refuse("not_found", "User not found.", "memberOf")
  if (slug !== undefined && instance.organizationsBySlug.has(slug)) {
    throw refuse("taken", "Another organization has this slug.", "slug")
  }
  const add = (fullName: string, fullSlug: string | undefined) => {
    const organization = createOrganization(instance, { name: fullName, slug: fullSlug, domain })
    applyChange(organization, change)
    if (user)
      addMembership(instance, user, organization, role.startsWith("org:") ? (role as Role) : `org:${role}`)
    return organizationSummary(organization)
  }
  if (count === undefined) return add(name, slug)
  return Array.from({ length: count }, (_, index) => add(`${name} ${index + 1}`, undefined))
}

export function changeOrganization(instance: Instance, id: string, input: unknown) {
  const organization = requireOrganization(instance, id)
  applyChange(organization, check(OrganizationChange, input))
  organizationChanged(instance, organization)
  return organizationSummary(organization)
}

export function removeOrganization(instance: Instance, id: string) {
  deleteOrganization(instance, requireOrganization(instance, id))
  return { id, deleted: true }
}

function requireOrganization({ organizations }: Instance, id: string) {
  const organization = organizations.get(id)
  if (!organization) throw refuse("not_found", "Organization not found.")
  return organization
}

function applyChange(
  organization: Organization,
  { plan, features, exclusiveMembership }: v.InferOutput<typeof OrganizationChange>
) {
  if (plan !== undefined) organization.plan = plan
  if (features) organization.features = [...features]
  if (exclusiveMembership !== undefined) organization.exclusiveMembership = exclusiveMembership
}

/** Accepts the organization's id or slug. */
export function removeMembership(instance: Instance, userId: string, idOrSlug: string) {
  const organization = findOrganization(instance, idOrSlug)
  const membership = organization?.memberships.get(userId)
  if (!organization || !membership) throw refuse("not_found", "Membership not found.")
  deleteMembership(instance, membership)
  return { organization: organization.id, deleted: true }
}

/** Searches every organization: invitations are few, and revoking one is rare, so there is no index. */
export function revokeInvitation(instance: Instance, id: string) {
  for (const { invitations } of instance.organizations.values()) {
    const invitation = invitations.find((candidate) => candidate.id === id)
    if (!invitation) continue
    invitation.status = "revoked"
    markChanged(invitation, instance.clock)
    return { id, status: invitation.status }
  }
  throw refuse("not_found", "Invitation not found.")
}

export const organizationSummary = ({ id, name, slug }: Organization) => ({ id, name, slug })
