import { type AppInvitation, appInvitationStatus } from "../model/app-invitation"
import type { Client } from "../model/client"
import type { Instance } from "../model/instance"
import { type Invitation, invitationStatus, type Membership, type Organization } from "../model/organization"
import type { RedirectUrl } from "../model/redirect-urls"
import type { Session } from "../model/session"
import type { User } from "../model/user"
import { membershipJson, organizationJson, publicOrganizationDataJson, roleName } from "./organization"
import { publicUserDataJson } from "./public-user-data"
import { activityJson, bareSessionJson } from "./session"
import { userJson } from "./user"
import type { View } from "./view"

/** Resources that the Backend API returns in another form than the Frontend API, for example with private metadata. */

export function backendUserJson(user: User, view: View) {
  const { organization_memberships, timezone, ...json } = userJson(user, view)
  return { ...json, private_metadata: user.privateMetadata, bypass_client_trust: user.bypassClientTrust }
}

export function backendSessionJson(session: Session, view: View) {
  const { public_user_data, last_active_token, factor_verification_age, ...json } = bareSessionJson(
    session,
    view
  )
  return {
    ...json,
    user_id: session.user.id,
    client_id: session.client.id,
    latest_activity: activityJson(session)
  }
}

export const backendClientJson = (client: Client, view: View) => ({
  object: "client",
  id: client.id,
  session_ids: client.sessions.map(({ id }) => id),
  sessions: client.sessions.map((session) => backendSessionJson(session, view)),
  sign_in_id: client.signIn?.id ?? null,
  sign_up_id: client.signUp?.id ?? null,
  last_active_session_id: client.lastActiveSessionId,
  last_authentication_strategy: client.lastStrategy,
  created_at: client.createdAt,
  updated_at: client.updatedAt
})

export function backendOrganizationJson(
  organization: Organization,
  view: View,
  { withCount = false }: { withCount?: boolean } = {}
) {
  const { members_count, pending_invitations_count, self_serve_sso_enabled, ...json } = organizationJson(
    organization,
    view
  )
  return {
    ...json,
    ...(withCount && { members_count }),
    ...(organization.createdBy && { created_by: organization.createdBy }),
    private_metadata: organization.privateMetadata
  }
}

export function backendMembershipJson(membership: Membership, view: View) {
  const json = membershipJson(membership, view)
  const { public_user_data } = json
  return {
    ...json,
    private_metadata: membership.privateMetadata,
    organization: backendOrganizationJson(membership.organization, view),
    public_user_data: { ...public_user_data, profile_image_url: public_user_data.image_url }
  }
}

/** There's no link, because the emulator has no tickets for organizations. */
export function backendInvitationJson(invitation: Invitation, view: View) {
  const { instance } = view
  const inviter = instance.users.get(invitation.inviterId ?? "")
  return {
    object: "organization_invitation",
    id: invitation.id,
    email_address: invitation.emailAddress,
    role: invitation.role,
    role_name: roleName(invitation.role),
    organization_id: invitation.organization.id,
    inviter_id: invitation.inviterId,
    public_inviter_data: inviter ? publicUserDataJson(inviter, view) : null,
    status: invitationStatus(instance, invitation),
    public_metadata: invitation.publicMetadata,
    private_metadata: invitation.privateMetadata,
    url: null,
    expires_at: invitation.expireAt,
    created_at: invitation.createdAt,
    updated_at: invitation.updatedAt
  }
}

export const ownInvitationJson = (invitation: Invitation, view: View) => ({
  ...backendInvitationJson(invitation, view),
  public_organization_data: publicOrganizationDataJson(invitation.organization, view)
})

export function appInvitationJson(invitation: AppInvitation, { instance }: View) {
  const { id, emailAddress, publicMetadata, url, expireAt, createdAt, updatedAt } = invitation
  const status = appInvitationStatus(instance, invitation)
  return {
    object: "invitation",
    id,
    email_address: emailAddress,
    public_metadata: publicMetadata,
    revoked: status === "revoked",
    status,
    url,
    expires_at: expireAt,
    created_at: createdAt,
    updated_at: updatedAt
  }
}

export const redirectUrlJson = ({ id, url, createdAt }: RedirectUrl) => ({
  object: "redirect_url",
  id,
  url,
  created_at: createdAt,
  updated_at: createdAt
})

export const instanceJson = ({ id, type, settings: { allowedOrigins } }: Instance) => ({
  object: "instance",
  id,
  environment_type: type,
  allowed_origins: allowedOrigins.length > 0 ? allowedOrigins : null,
  workspace_id: null
})

export const deletedJson = (object: string, { id, slug }: { id: string; slug?: string }) => ({
  object,
  id,
  ...(slug !== undefined && { slug }),
  deleted: true
})
