import { permissionsOf } from "../model/authorization"
import {
  type Invitation,
  invitationStatus,
  type Membership,
  maxMembersOf,
  type Organization,
  type Suggestion
} from "../model/organization"
import { publicUserDataJson } from "./public-user-data"
import { imageUrl, type View } from "./view"

export function organizationJson(organization: Organization, view: View) {
  return {
    object: "organization",
    ...publicOrganizationDataJson(organization, view),
    members_count: organization.memberships.size,
    pending_invitations_count: 0,
    max_allowed_memberships: maxMembersOf(view.instance, organization),
    admin_delete_enabled: organization.adminDeleteEnabled,
    self_serve_sso_enabled: false,
    exclusive_membership: organization.exclusiveMembership,
    public_metadata: organization.publicMetadata,
    created_at: organization.createdAt,
    updated_at: organization.updatedAt
  }
}

export function membershipJson(membership: Membership, view: View) {
  const { id, role, user, organization, createdAt, updatedAt } = membership
  return {
    object: "organization_membership",
    id,
    role,
    role_name: roleName(role),
    permissions: permissionsOf(view.instance, membership),
    public_metadata: membership.publicMetadata,
    organization: organizationJson(organization, view),
    public_user_data: publicUserDataJson(user, view),
    created_at: createdAt,
    updated_at: updatedAt
  }
}

export function invitationJson(invitation: Invitation, view: View) {
  return {
    object: "organization_invitation",
    id: invitation.id,
    email_address: invitation.emailAddress,
    public_organization_data: publicOrganizationDataJson(invitation.organization, view),
    role: invitation.role,
    role_name: roleName(invitation.role),
    status: invitationStatus(view.instance, invitation),
    url: null,
    expires_at: invitation.expireAt,
    public_metadata: invitation.publicMetadata,
    created_at: invitation.createdAt,
    updated_at: invitation.updatedAt
  }
}

export function suggestionJson(suggestion: Suggestion, view: View) {
  return {
    object: "organization_suggestion",
    id: suggestion.id,
    public_organization_data: publicOrganizationDataJson(suggestion.organization, view),
    status: suggestion.status,
    created_at: suggestion.createdAt,
    updated_at: suggestion.updatedAt
  }
}

export function publicOrganizationDataJson(organization: Organization, view: View) {
  return {
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    image_url: imageUrl(view, organization),
    has_image: organization.logo !== null
  }
}

export function roleName(role: string) {
  const name = role.replace("org:", "").replaceAll("_", " ")
  return name.charAt(0).toUpperCase() + name.slice(1)
}
