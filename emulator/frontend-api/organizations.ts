import { organizationJson } from "../json/organization"
import { imageType } from "../model/images"
import type { Instance } from "../model/instance"
import {
  addMembership,
  createOrganization,
  deleteOrganization,
  isExcluded,
  type Membership,
  organizationChanged,
  renameOrganization
} from "../model/organization"
import { requireUserOfOrganizations } from "./authentication"
import type { Call } from "./call"
import {
  apiError,
  exclusiveMembership,
  identifierExists,
  notAMember,
  notFound,
  paramFormat,
  paramMissing,
  permissionMissing
} from "./errors"

/** Makes the caller an admin. The client activates the organization with `touch`. */
export function createOwnOrganization(call: Call) {
  const { instance, form, view } = call
  const user = requireUserOfOrganizations(call)
  if (!instance.settings.organizations.creationEnabled || !user.createOrganizationEnabled) {
    throw apiError(403, "user_create_organization_not_enabled", "You may not create organizations.")
  }
  const name = checkName(form.required("name"))
  if (isExcluded(user)) throw exclusiveMembership()
  const organization = createOrganization(instance, { name, slug: wantedSlug(call) })
  addMembership(instance, user, organization, "org:admin")
  return organizationJson(organization, view)
}

export const readOrganization = (call: Call) =>
  organizationJson(requireMembership(call).organization, call.view)

export function updateOrganization(call: Call) {
  const { organization } = requireAdmin(call)
  const name = call.form.text("name")
  if (name) checkName(name)
  renameOrganization(call.instance, organization, { name, slug: wantedSlug(call, organization.slug) })
  return organizationJson(organization, call.view)
}

export function deleteOwnOrganization(call: Call) {
  const { organization } = requireAdmin(call)
  if (!organization.adminDeleteEnabled) {
    throw apiError(403, "organization_admin_delete_not_enabled", "Admins may not delete this organization.")
  }
  deleteOrganization(call.instance, organization)
  return { object: "organization", id: organization.id, slug: organization.slug, deleted: true }
}

export function updateLogo(call: Call) {
  const { organization } = requireAdmin(call)
  const { file } = call.form
  if (!file) throw paramMissing("file")
  const type = imageType(file.bytes)
  if (!type) throw paramFormat("file", "The logo must be a PNG, JPEG, GIF or WebP image.")
  organization.logo = { bytes: file.bytes, type }
  organizationChanged(call.instance, organization)
  return organizationJson(organization, call.view)
}

/** Returns the organization: the SDK expects that, although the API description differs. */
export function deleteLogo(call: Call) {
  const { organization } = requireAdmin(call)
  organization.logo = null
  organizationChanged(call.instance, organization)
  return organizationJson(organization, call.view)
}

function requireMembership(call: Call): Membership {
  const user = requireUserOfOrganizations(call)
  const organization = call.instance.organizations.get(call.params.organizationId ?? "")
  if (!organization) throw notFound("organization")
  const membership = user.memberships.get(organization.id)
  if (!membership) throw notAMember()
  return membership
}

function requireAdmin(call: Call) {
  const membership = requireMembership(call)
  if (membership.role !== "org:admin") throw permissionMissing()
  return membership
}

export function checkName(name: string) {
  if (/https?:\/\/|www\.|<[^>]*>/i.test(name))
    throw paramFormat("name", "The name can't contain links or HTML.")
  if (name.trim() === "") throw paramFormat("name", "Enter a name.")
  return name.trim()
}

/** If slugs are disabled, ignores the given slug and generates one. */
function wantedSlug({ instance, form }: Call, current?: string) {
  const slug = instance.settings.organizations.slugDisabled ? undefined : form.text("slug")
  return slug === undefined || slug === current ? undefined : checkSlug(instance, slug)
}

export function checkSlug(instance: Instance, slug: string) {
  if (!/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/.test(slug)) {
    throw paramFormat("slug", "The slug can only have lowercase letters, numbers and dashes.")
  }
  if (instance.organizationsBySlug.has(slug))
    throw identifierExists("slug", "This slug is taken. Try another.")
  return slug
}
