import * as v from "valibot"
import { identifierExists, invitationAccepted, redirectUrlProhibited } from "../frontend-api/errors"
import { isProhibited } from "../frontend-api/redirect-urls"
import { appInvitationJson } from "../json/backend-api"
import {
  type AppInvitation,
  appInvitationStatus,
  inviteToApp,
  revokeAppInvitation
} from "../model/app-invitation"
import { DAY } from "../model/clock"
import { findByEmail } from "../model/user"
import type { Call } from "./call"
import { alreadyRevoked, duplicate, invitationsUnsupported, notFoundById } from "./errors"
import { Days, Email, Metadata, parametersOf } from "./input"
import { choice, containing, ordered, pageOrArray } from "./lists"

/** Without a status, the list leaves revoked invitations out. */
export function listAppInvitations(call: Call) {
  const { instance, view } = call
  const status = choice(call, "status", ["pending", "accepted", "revoked", "expired"])
  const matches = containing(call, "query")
  const found = [...instance.appInvitations.values()].filter((invitation) => {
    const own = appInvitationStatus(instance, invitation)
    return matches(invitation.emailAddress, invitation.id) && (status ? own === status : own !== "revoked")
  })
  const sorted = ordered<AppInvitation>(call, found, {
    created_at: ({ createdAt }) => createdAt,
    email_address: ({ emailAddress }) => emailAddress,
    expires_at: ({ expireAt }) => expireAt
  })
  return pageOrArray(call, sorted, (invitation) => appInvitationJson(invitation, view))
}

export async function createAppInvitation(call: Call) {
  const { instance, view } = call
  const wanted = parametersOf(call, {
    email_address: Email,
    public_metadata: v.optional(Metadata),
    redirect_url: v.optional(v.pipe(v.string(), v.url())),
    notify: v.nullish(v.boolean(), true),
    ignore_existing: v.nullish(v.boolean(), false),
    expires_in_days: v.nullish(Days)
  })
  const { email_address: emailAddress, redirect_url: redirectUrl, expires_in_days: days } = wanted
  if (redirectUrl && isProhibited(new URL(redirectUrl).protocol)) throw redirectUrlProhibited()
  if (instance.settings.signUp.emailAddress === "off") throw invitationsUnsupported()
  if (!wanted.ignore_existing) {
    if (findByEmail(instance, emailAddress)) {
      throw identifierExists("email_address", "A user already has this email address.")
    }
    const isInvited = [...instance.appInvitations.values()].some(
      (other) => other.emailAddress === emailAddress && appInvitationStatus(instance, other) === "pending"
    )
    if (isInvited) throw duplicate(`There's already a pending invitation for ${emailAddress}.`)
  }
  const { invitation } = await inviteToApp(instance, emailAddress, view.baseUrl, {
    redirectUrl,
    publicMetadata: wanted.public_metadata,
    lifetime: days ? days * DAY : undefined,
    notify: wanted.notify ?? true
  })
  return appInvitationJson(invitation, view)
}

export function revokeInvitation(call: Call) {
  const id = call.params.invitationId ?? ""
  const invitation = call.instance.appInvitations.get(id)
  if (!invitation) throw notFoundById("invitation", id)
  if (invitation.status === "revoked") throw alreadyRevoked()
  if (invitation.status === "accepted") throw invitationAccepted()
  revokeAppInvitation(call.instance, invitation)
  return appInvitationJson(invitation, call.view)
}
