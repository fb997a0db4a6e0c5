import * as v from "valibot"
import { identifierExists, notFound } from "../frontend-api/errors"
import { backendMembershipJson, backendUserJson, deletedJson, ownInvitationJson } from "../json/backend-api"
import { deleteUser, setBanned, setLocked } from "../model/administration"
import { markChanged } from "../model/clock"
import type { Instance } from "../model/instance"
import { mergePatch } from "../model/metadata"
import { exists, invitationStatus } from "../model/organization"
import { phoneNumberOf } from "../model/phone-format"
import { endSessionsOf } from "../model/session"
import {
  addEmailAddress,
  addPhoneNumber,
  createUser,
  findByEmail,
  findByPhone,
  identifiersOf,
  isVerified,
  type User
} from "../model/user"
import { verified } from "../model/verification"
import type { Call } from "./call"
import { needsOther, notFoundById } from "./errors"
import { Email, Flag, limited, Metadata, parametersOf } from "./input"
import { choice, page } from "./lists"
import { foundUsers } from "./user-filters"
import { applyProfile, checkAttributes, checkProfile, passwordOf, profile } from "./user-profile"

const metadata = {
  public_metadata: v.optional(Metadata),
  private_metadata: v.optional(Metadata),
  unsafe_metadata: v.optional(Metadata)
}

const Phone = v.pipe(
  v.string(),
  v.check((text) => phoneNumberOf(text) !== undefined, "Enter a valid phone number, with its country code."),
  v.transform((text) => phoneNumberOf(text) ?? text)
)

export const listUsers = (call: Call) =>
  page(call, foundUsers(call), (user) => backendUserJson(user, call.view)).data

export const countUsers = (call: Call) => ({ object: "total_count", total_count: foundUsers(call).length })

export const readUser = (call: Call) => backendUserJson(requireUser(call), call.view)

/** Creates a user with verified addresses and numbers, as far as the settings allow. */
export async function createAppUser(call: Call) {
  const { instance, view } = call
  const wanted = parametersOf(call, {
    ...profile,
    ...metadata,
    email_address: v.optional(v.array(Email), []),
    phone_number: v.optional(v.array(Phone), []),
    skip_password_requirement: Flag,
    banned: Flag,
    locked: Flag
  })
  const { email_address: emails, phone_number: phones, username } = wanted
  checkAttributes(instance, wanted)
  const identifiers = [...emails, ...phones, ...(username ? [username] : [])]
  const password = await passwordOf(instance, wanted, identifiers)
  if (emails.some((email) => findByEmail(instance, email))) {
    throw identifierExists("email_address", "That email address is taken. Please try another.")
  }
  if (phones.some((phone) => findByPhone(instance, phone))) {
    throw identifierExists("phone_number", "That phone number is taken. Please try another.")
  }
  checkProfile(instance, wanted)
  const user = createUser(instance)
  for (const email of new Set(emails)) addEmailAddress(instance, user, email, verified("admin"))
  for (const phone of new Set(phones)) addPhoneNumber(instance, user, phone, verified("admin"))
  user.primaryPhoneNumberId = user.phoneNumbers[0]?.id ?? null
  user.publicMetadata = wanted.public_metadata ?? {}
  user.privateMetadata = wanted.private_metadata ?? {}
  user.unsafeMetadata = wanted.unsafe_metadata ?? {}
  applyProfile(instance, user, wanted, password)
  if (wanted.banned) setBanned(instance, user, true)
  if (wanted.locked) setLocked(instance, user, true)
  return backendUserJson(user, view)
}

/** As since Clerk's API version 2026-05-12, metadata has its own endpoint. */
export async function updateUser(call: Call) {
  const { instance, view } = call
  const user = requireUser(call)
  const wanted = parametersOf(call, {
    ...profile,
    primary_email_address_id: v.nullish(v.string()),
    primary_phone_number_id: v.nullish(v.string()),
    sign_out_of_other_sessions: Flag
  })
  const { primary_email_address_id: emailId, primary_phone_number_id: phoneId } = wanted
  for (const flag of ["skip_password_checks", "sign_out_of_other_sessions"] as const) {
    if (wanted[flag] && !wanted.password) throw needsOther(flag, "password")
  }
  if (emailId && !user.emailAddresses.some((email) => email.id === emailId && isVerified(email))) {
    throw notFound("verified email address")
  }
  if (phoneId && !user.phoneNumbers.some((phone) => phone.id === phoneId && isVerified(phone))) {
    throw notFound("verified phone number")
  }
  const password = await passwordOf(instance, wanted, identifiersOf(user))
  checkProfile(instance, wanted, user)
  if (emailId) user.primaryEmailAddressId = emailId
  if (phoneId) user.primaryPhoneNumberId = phoneId
  applyProfile(instance, user, wanted, password)
  if (wanted.sign_out_of_other_sessions) endSessionsOf(instance, user)
  return backendUserJson(user, view)
}

export function deleteAppUser(call: Call) {
  const user = requireUser(call)
  deleteUser(call.instance, user)
  return deletedJson("user", { id: user.id })
}

export const banUser = (banned: boolean) => changing((instance, user) => setBanned(instance, user, banned))
export const lockUser = (locked: boolean) => changing((instance, user) => setLocked(instance, user, locked))

/** Merges the metadata into the user's, or replaces each object that's given. */
const writeMetadata = (combine: (before: object, given: object) => object) => (call: Call) => {
  const user = requireUser(call)
  const given = parametersOf(call, metadata)
  const next = (name: keyof typeof metadata, before: object) => {
    const change = given[name]
    return change ? limited(name, combine(before, change)) : before
  }
  Object.assign(user, {
    publicMetadata: next("public_metadata", user.publicMetadata),
    privateMetadata: next("private_metadata", user.privateMetadata),
    unsafeMetadata: next("unsafe_metadata", user.unsafeMetadata)
  })
  markChanged(user, call.instance.clock)
  return backendUserJson(user, call.view)
}

export const mergeMetadata = writeMetadata(mergePatch)
export const replaceMetadata = writeMetadata((_before, given) => given)

export const listMemberships = (call: Call) =>
  page(call, [...requireUser(call).memberships.values()].reverse(), (membership) =>
    backendMembershipJson(membership, call.view)
  )

export function listUserInvitations(call: Call) {
  const { instance, view } = call
  const status = choice(call, "status", ["pending", "accepted", "revoked", "expired"])
  const found = requireUser(call).invitations.filter(
    (invitation) =>
      exists(instance, invitation.organization) &&
      (status === undefined || invitationStatus(instance, invitation) === status)
  )
  return page(call, found.reverse(), (invitation) => ownInvitationJson(invitation, view))
}

export function requireUser({ instance, params }: Call, id = params.userId ?? "") {
  const user = instance.users.get(id)
  if (!user) throw notFoundById("user", id)
  return user
}

const changing = (change: (instance: Instance, user: User) => void) => (call: Call) => {
  const user = requireUser(call)
  change(call.instance, user)
  return backendUserJson(user, call.view)
}
