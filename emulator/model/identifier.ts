import { identifierKinds } from "./attributes"
import type { Instance } from "./instance"
import { phoneNumberOf } from "./phone-format"
import type { Settings } from "./settings"
import { findByEmail, findByPhone, findByUsername, normalizeEmail, type User } from "./user"

/** What a user entered to sign in, by kind. */
export type Identifier = { email: string } | { phone: string } | { username: string }

/** Parses an identifier; `undefined` if it matches no kind that the instance uses. */
export function parseIdentifier(settings: Settings, text: string): Identifier | undefined {
  const kinds = identifierKinds(settings)
  const phone = kinds.includes("phone_number") ? phoneNumberOf(text) : undefined
  if (phone) return { phone }
  if (kinds.includes("email_address") && isEmailAddress(text)) return { email: normalizeEmail(text) }
  return kinds.includes("username") ? { username: text.trim() } : undefined
}

export const isEmailAddress = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text.trim())

export const textOf = (identifier: Identifier) => Object.values(identifier)[0] as string

/** The user who can sign in with the identifier. A number reserved for the second factor isn't an identifier. */
export function findByIdentifier(instance: Instance, identifier: Identifier): User | undefined {
  if ("email" in identifier) return findByEmail(instance, identifier.email)
  if ("username" in identifier) return findByUsername(instance, identifier.username)
  const user = findByPhone(instance, identifier.phone)
  const phone = user?.phoneNumbers.find(({ phoneNumber }) => phoneNumber === identifier.phone)
  return phone?.reservedForSecondFactor ? undefined : user
}
