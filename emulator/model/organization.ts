import { randomInt } from "node:crypto"
import { DAY, markChanged } from "./clock"
import { newId } from "./ids"
import type { Instance } from "./instance"
import { isVerified, type User } from "./user"

type Record = { id: string; createdAt: number; updatedAt: number }

export type Image = { bytes: Uint8Array<ArrayBuffer>; type: string }

export type Organization = Record & {
  name: string
  slug: string
  /** The email domain that belongs to the organization, if any. */
  domain: string | null
  logo: Image | null
  /** Whether members can't belong to any other organization. */
  exclusiveMembership: boolean
  /** The organization's plan; `null` without billing. */
  plan: string | null
  features: string[]
  /** `null` for the limit in the settings, and 0 for none. */
  maxAllowedMemberships: number | null
  adminDeleteEnabled: boolean
  createdBy: string | null
  publicMetadata: object
  /** Only servers can read it. */
  privateMetadata: object
  /** All invitations, oldest first. */
  invitations: Invitation[]
  /** By user id. */
  memberships: Map<string, Membership>
}

export type Role = `org:${string}`

export type Membership = Record & {
  user: User
  organization: Organization
  role: Role
  publicMetadata: object
  privateMetadata: object
}

export type Invitation = Record & {
  /** `null` while no user has the address. */
  user: User | null
  organization: Organization
  emailAddress: string
  role: Role
  status: "pending" | "accepted" | "revoked"
  publicMetadata: object
  privateMetadata: object
  inviterId: string | null
  expireAt: number
}

/** Accepting a suggestion only asks the organization's admins for membership. */
export type Suggestion = Record & { user: User; organization: Organization; status: "pending" | "accepted" }

export function createOrganization(
  instance: Instance,
  {
    name,
    slug,
    domain
  }: { name: string; slug?: string | null | undefined; domain?: string | null | undefined }
): Organization {
  const organization: Organization = {
    ...record(instance, "org"),
    name,
    slug: slug || freeSlug(instance, name),
    domain: domain ?? null,
    logo: null,
    exclusiveMembership: false,
    plan: null,
    features: [],
    maxAllowedMemberships: null,
    adminDeleteEnabled: true,
    createdBy: null,
    publicMetadata: {},
    privateMetadata: {},
    invitations: [],
    memberships: new Map()
  }
  instance.organizations.set(organization.id, organization)
  instance.organizationsBySlug.set(organization.slug, organization)
  return organization
}

export function renameOrganization(
  instance: Instance,
  organization: Organization,
  { name, slug }: { name?: string | undefined; slug?: string | undefined }
) {
  if (name) organization.name = name
  if (slug) {
    instance.organizationsBySlug.delete(organization.slug)
    organization.slug = slug
    instance.organizationsBySlug.set(slug, organization)
  }
  organizationChanged(instance, organization)
}

/** Also marks the members as changed, because their sessions contain the organization's name and slug. */
export function organizationChanged({ clock }: Instance, organization: Organization) {
  markChanged(organization, clock)
  for (const { user } of organization.memberships.values()) markChanged(user, clock)
}

export function deleteOrganization(instance: Instance, organization: Organization) {
  for (const membership of [...organization.memberships.values()]) deleteMembership(instance, membership)
  instance.organizations.delete(organization.id)
  instance.organizationsBySlug.delete(organization.slug)
}

export function findOrganization({ organizations, organizationsBySlug }: Instance, idOrSlug: string) {
  return organizations.get(idOrSlug) ?? organizationsBySlug.get(idOrSlug)
}

export function addMembership(
  instance: Instance,
  user: User,
  organization: Organization,
  role: Role
): Membership {
  const membership: Membership = {
    ...record(instance, "orgmem"),
    user,
    organization,
    role,
    publicMetadata: {},
    privateMetadata: {}
  }
  user.memberships.set(organization.id, membership)
  organization.memberships.set(user.id, membership)
  markChanged(user, instance.clock)
  markChanged(organization, instance.clock)
  return membership
}

export function deleteMembership(instance: Instance, { user, organization }: Membership) {
  user.memberships.delete(organization.id)
  organization.memberships.delete(user.id)
  for (const session of instance.sessions.values()) {
    const isActive = session.user === user && session.activeOrganizationId === organization.id
    if (isActive) session.activeOrganizationId = null
  }
  markChanged(user, instance.clock)
  markChanged(organization, instance.clock)
}

export function invite(
  instance: Instance,
  user: User | null,
  organization: Organization,
  role: Role,
  emailAddress: string
): Invitation {
  const invitation: Invitation = {
    ...record(instance, "orginv"),
    user,
    organization,
    emailAddress,
    role,
    status: "pending",
    publicMetadata: {},
    privateMetadata: {},
    inviterId: null,
    expireAt: instance.clock.now() + 30 * DAY
  }
  organization.invitations.push(invitation)
  user?.invitations.push(invitation)
  return invitation
}

/** Gives a user the invitations that were sent to the user's addresses before there was an account. */
export function claimInvitations({ organizations }: Instance, user: User) {
  const addresses = user.emailAddresses.filter(isVerified).map(({ emailAddress }) => emailAddress)
  for (const { invitations } of organizations.values()) {
    for (const invitation of invitations) {
      if (invitation.user || !addresses.includes(invitation.emailAddress)) continue
      invitation.user = user
      user.invitations.push(invitation)
    }
  }
}

export function acceptInvitation(instance: Instance, invitation: Invitation, user: User) {
  const { organization, role, publicMetadata, privateMetadata } = invitation
  Object.assign(addMembership(instance, user, organization, role), { publicMetadata, privateMetadata })
  invitation.status = "accepted"
  markChanged(invitation, instance.clock)
}

export function suggest(instance: Instance, user: User, organization: Organization): Suggestion {
  const suggestion: Suggestion = { ...record(instance, "orgsugg"), user, organization, status: "pending" }
  user.suggestions.push(suggestion)
  return suggestion
}

/** A pending invitation expires. */
export const invitationStatus = ({ clock }: Instance, { status, expireAt }: Invitation) =>
  status === "pending" && clock.now() >= expireAt ? "expired" : status

/** Whether exclusive membership, of this or another organization, keeps the user from joining. */
export const isExcluded = ({ memberships }: User, organization?: Organization) => {
  const others = [...memberships.values()].map((membership) => membership.organization)
  return others.some((other) => other.exclusiveMembership || organization?.exclusiveMembership)
}

export const exists = ({ organizations }: Instance, { id }: Organization) => organizations.has(id)

/** The limit of the organization itself, or else of the settings. 0 means unlimited. */
export const maxMembersOf = ({ settings }: Instance, { maxAllowedMemberships }: Organization) =>
  maxAllowedMemberships ?? settings.organizations.maxAllowedMemberships

/** Whether the organization has reached `max` members. 0 means unlimited. */
export const isFull = ({ memberships }: Organization, max: number) => max > 0 && memberships.size >= max

export const toSlug = (name: string) =>
  name
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 64) || "organization"

function freeSlug({ organizationsBySlug }: Instance, name: string) {
  const slug = toSlug(name)
  let free = slug
  while (organizationsBySlug.has(free)) free = `${slug}-${randomInt(1_000_000, 10_000_000)}`
  return free
}

function record({ clock }: Instance, prefix: string): Record {
  const now = clock.now()
  return { id: newId(prefix), createdAt: now, updatedAt: now }
}
