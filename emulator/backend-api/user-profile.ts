import * as v from "valibot"
import { identifierExists, paramUnknown } from "../frontend-api/errors"
import { checkUsername } from "../frontend-api/identifiers"
import { checkNewPassword } from "../frontend-api/password"
import { type Attribute, alternatives, attributePresence } from "../model/attributes"
import { markChanged } from "../model/clock"
import type { Instance } from "../model/instance"
import { hashPassword, type Password } from "../model/password"
import { findByExternalId, findByUsername, type User } from "../model/user"
import { dataMissing } from "./errors"
import { Flag, Text, Time } from "./input"

/** The parameters that new and existing users have in common. */
export const profile = {
  external_id: v.nullish(Text),
  first_name: v.nullish(Text),
  last_name: v.nullish(Text),
  username: v.nullish(Text),
  password: v.nullish(v.pipe(v.string(), v.maxLength(1000))),
  skip_password_checks: Flag,
  delete_self_enabled: Flag,
  create_organization_enabled: Flag,
  legal_accepted_at: v.nullish(Time),
  skip_legal_checks: Flag,
  created_at: v.nullish(Time),
  bypass_client_trust: Flag
}

const Profile = v.object(profile)
type Profile = v.InferOutput<typeof Profile>

/** Rejects attributes that are off, and users without those that are required. */
export function checkAttributes(
  { settings }: Instance,
  wanted: Profile & {
    email_address: string[]
    phone_number: string[]
    skip_password_requirement?: boolean | null | undefined
  }
) {
  const presence = attributePresence(settings)
  const given = (attribute: Attribute) => (wanted[attribute]?.length ?? 0) > 0
  const attributes = Object.keys(presence) as Attribute[]
  const unknown = attributes.find((attribute) => presence[attribute] === "off" && given(attribute))
  if (unknown) throw paramUnknown(unknown)
  const missing: string[] = attributes.filter(
    (attribute) =>
      presence[attribute] === "required" &&
      !given(attribute) &&
      !(attribute === "password" && wanted.skip_password_requirement)
  )
  const oneOf = alternatives(settings)
  if (oneOf.length > 0 && !oneOf.some(given)) missing.push(...oneOf)
  if (settings.signUp.legalConsent && !wanted.legal_accepted_at && !wanted.skip_legal_checks) {
    missing.push("legal_accepted_at")
  }
  if (missing.length > 0) throw dataMissing(missing)
}

export async function passwordOf(
  instance: Instance,
  { password, skip_password_checks: skips }: Profile,
  identifiers: string[]
): Promise<Password | undefined> {
  if (!password) return undefined
  if (!skips) await checkNewPassword(instance, password, { param: "password", identifiers })
  return hashPassword(password, instance.clock.now())
}

/** Runs after the password was hashed, which takes a while: others may have taken an identifier in the meantime. */
export function checkProfile(
  instance: Instance,
  { username, external_id: externalId }: Profile,
  user?: User
) {
  if (username) {
    if (attributePresence(instance.settings).username === "off") throw paramUnknown("username")
    const owner = findByUsername(instance, checkUsername(instance.settings, username))
    if (owner && owner !== user) {
      throw identifierExists("username", "That username is taken. Please try another.")
    }
  }
  const other = externalId ? findByExternalId(instance, externalId) : undefined
  if (other && other !== user) throw identifierExists("external_id", "Another user has this external id.")
}

export function applyProfile(instance: Instance, user: User, wanted: Profile, password?: Password) {
  const { clock } = instance
  if (wanted.first_name !== undefined) user.firstName = wanted.first_name || null
  if (wanted.last_name !== undefined) user.lastName = wanted.last_name || null
  if (wanted.username !== undefined) user.username = wanted.username || null
  if (wanted.external_id !== undefined) user.externalId = wanted.external_id || null
  if (password) user.password = password
  user.deleteSelfEnabled = wanted.delete_self_enabled ?? user.deleteSelfEnabled
  user.createOrganizationEnabled = wanted.create_organization_enabled ?? user.createOrganizationEnabled
  user.bypassClientTrust = wanted.bypass_client_trust ?? user.bypassClientTrust
  user.legalAcceptedAt = wanted.legal_accepted_at ?? user.legalAcceptedAt
  user.createdAt = wanted.created_at ?? user.createdAt
  markChanged(user, clock)
}
