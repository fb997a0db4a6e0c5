import * as v from "valibot"
import { requireMayJoin } from "../frontend-api/memberships"
import { backendMembershipJson } from "../json/backend-api"
import { markChanged } from "../model/clock"
import type { Instance } from "../model/instance"
import { mergePatch } from "../model/metadata"
import { addMembership, deleteMembership, type Membership, type Role } from "../model/organization"
import type { Call } from "./call"
import { adminNeeded, notFoundById, roleNotFound } from "./errors"
import { limited, Metadata, parametersOf } from "./input"
import { among, ordered, page } from "./lists"
import { requireOrganization } from "./organizations"
import { userFilter, userKeys } from "./user-filters"
import { requireUser } from "./users"

const metadata = { public_metadata: v.nullish(Metadata), private_metadata: v.nullish(Metadata) }

/** Takes the filters of users, and `role`. */
export function listOrganizationMemberships(call: Call) {
  const matches = userFilter(call)
  const hasRole = among(call, "role")
  const found = [...requireOrganization(call).memberships.values()].filter(
    ({ user, role }) => matches(user) && hasRole(role)
  )
  const sorted = ordered<Membership>(call, found, {
    created_at: ({ createdAt }) => createdAt,
    ...Object.fromEntries(
      ["phone_number", "email_address", "first_name", "last_name", "username"].map((name) => [
        name,
        ({ user }: Membership) => userKeys[name]?.(user) ?? null
      ])
    )
  })
  return page(call, sorted, (membership) => backendMembershipJson(membership, call.view))
}

export function createMembership(call: Call) {
  const { instance, view } = call
  const organization = requireOrganization(call)
  const wanted = parametersOf(call, { user_id: v.string(), role: v.string(), ...metadata })
  const user = requireUser(call, wanted.user_id)
  const role = requireRole(instance, wanted.role)
  requireMayJoin(instance, user, organization)
  const membership = addMembership(instance, user, organization, role)
  membership.publicMetadata = wanted.public_metadata ?? {}
  membership.privateMetadata = wanted.private_metadata ?? {}
  return backendMembershipJson(membership, view)
}

export function updateMembership(call: Call) {
  const { instance, view } = call
  const membership = requireMembership(call)
  const role = requireRole(instance, parametersOf(call, { role: v.string() }).role)
  if (role !== "org:admin") requireOtherAdmin(membership)
  membership.role = role
  membershipChanged(instance, membership)
  return backendMembershipJson(membership, view)
}

export function updateMembershipMetadata(call: Call) {
  const { instance, view } = call
  const membership = requireMembership(call)
  const { public_metadata: shared, private_metadata: own } = parametersOf(call, metadata)
  const { publicMetadata, privateMetadata } = membership
  Object.assign(membership, {
    ...(shared && { publicMetadata: limited("public_metadata", mergePatch(publicMetadata, shared)) }),
    ...(own && { privateMetadata: limited("private_metadata", mergePatch(privateMetadata, own)) })
  })
  membershipChanged(instance, membership)
  return backendMembershipJson(membership, view)
}

export function removeMembership(call: Call) {
  const membership = requireMembership(call)
  requireOtherAdmin(membership)
  deleteMembership(call.instance, membership)
  return backendMembershipJson(membership, call.view)
}

/** The settings name the roles. */
export function requireRole({ settings }: Instance, role: string): Role {
  if (!Object.hasOwn(settings.permissions, role)) throw roleNotFound()
  return role as Role
}

function requireMembership(call: Call): Membership {
  const organization = requireOrganization(call)
  const userId = call.params.userId ?? ""
  const membership = organization.memberships.get(userId)
  if (!membership) throw notFoundById("member", userId)
  return membership
}

/** An organization can't lose its last admin. */
function requireOtherAdmin({ organization, role, user }: Membership) {
  const others = [...organization.memberships.values()].filter((other) => other.user !== user)
  if (role === "org:admin" && !others.some((other) => other.role === "org:admin")) throw adminNeeded()
}

/** The user's sessions contain the role. */
function membershipChanged({ clock }: Instance, membership: Membership) {
  markChanged(membership, clock)
  markChanged(membership.user, clock)
}
