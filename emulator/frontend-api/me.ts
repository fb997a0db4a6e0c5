import { userJson } from "../json/user"
import { deleteUser } from "../model/administration"
import { attributePresence } from "../model/attributes"
import { markChanged } from "../model/clock"
import { mergePatch } from "../model/metadata"
import { needsReverification } from "../model/session-verification"
import { findByUsername, isVerified, type User } from "../model/user"
import { requireSession, requireVerifiedSession } from "./authentication"
import type { Call } from "./call"
import {
  apiError,
  identifierExists,
  notFound,
  paramFormat,
  paramUnknown,
  reverificationRequired
} from "./errors"
import { checkUsername } from "./identifiers"

export function readUser(call: Call) {
  const session = requireSession(call)
  return userJson(session.user, call.view, session.activeOrganizationId)
}

export function updateUser(call: Call) {
  const { instance, form, view } = call
  const session = requireSession(call)
  const { user } = session
  if (form.has("password")) {
    throw apiError(403, "updating_user_password_deprecated", "Change the password with change_password.")
  }
  const primaryEmail = form.text("primary_email_address_id")
  const primaryPhone = form.text("primary_phone_number_id")
  const changesPrimary = primaryEmail !== undefined || primaryPhone !== undefined
  if (changesPrimary && needsReverification(instance, session)) throw reverificationRequired()
  if (primaryEmail && !user.emailAddresses.some((email) => email.id === primaryEmail && isVerified(email))) {
    throw notFound("verified email address")
  }
  if (primaryPhone && !user.phoneNumbers.some((phone) => phone.id === primaryPhone && isVerified(phone))) {
    throw notFound("verified phone number")
  }
  const username = form.text("username")
  if (username) user.username = checkOwnUsername(call, user, username)
  if (form.has("first_name")) user.firstName = form.text("first_name") ?? null
  if (form.has("last_name")) user.lastName = form.text("last_name") ?? null
  if (primaryEmail) user.primaryEmailAddressId = primaryEmail
  if (primaryPhone) user.primaryPhoneNumberId = primaryPhone
  markChanged(user, instance.clock)
  return userJson(user, view, session.activeOrganizationId)
}

function checkOwnUsername({ instance }: Call, user: User, username: string) {
  if (attributePresence(instance.settings).username === "off") throw paramUnknown("username")
  const owner = findByUsername(instance, checkUsername(instance.settings, username))
  if (owner && owner !== user) {
    throw identifierExists("username", "That username is taken. Please try another.")
  }
  return username
}

export function updateMetadata(call: Call) {
  const { instance, form, view } = call
  const { user, activeOrganizationId } = requireSession(call)
  user.unsafeMetadata = mergePatch(user.unsafeMetadata, metadataOf(form.required("unsafe_metadata", 8192)))
  markChanged(user, instance.clock)
  return userJson(user, view, activeOrganizationId)
}

export function deleteOwnUser(call: Call) {
  const { user } = requireVerifiedSession(call)
  if (!user.deleteSelfEnabled)
    throw apiError(403, "user_delete_self_not_enabled", "You may not delete your account.")
  deleteUser(call.instance, user)
  return { object: "user", id: user.id, deleted: true }
}

export function metadataOf(text: string): object {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {}
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw paramFormat("unsafe_metadata", "The metadata must be a JSON object.")
  }
  return value
}
