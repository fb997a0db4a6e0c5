import { isEmailAddress } from "../model/identifier"
import type { Instance } from "../model/instance"
import { phoneNumberOf } from "../model/phone-format"
import type { Settings } from "../model/settings"
import { normalizeEmail } from "../model/user"
import { paramFormat, usernameCharacter, usernameIsPhone, usernameLength, usernameNumeric } from "./errors"
import { requireTextable } from "./proofs"

export function checkEmailAddress(text: string) {
  if (!isEmailAddress(text)) throw paramFormat("email_address", "Enter a valid email address.")
  return normalizeEmail(text)
}

/** Returns the number in E.164 form, if the instance can send codes to it. */
export function checkPhoneNumber(instance: Instance, text: string) {
  const phone = phoneNumberOf(text)
  if (!phone) throw paramFormat("phone_number", "Enter a valid phone number, with its country code.")
  requireTextable(instance, { phone })
  return phone
}

const E164 = /^\+[1-9]\d{6,14}$/

export function checkUsername({ username }: Settings, text: string) {
  const { minLength, maxLength, extendedCharacters, numericOnly } = username
  if (E164.test(text)) throw usernameIsPhone()
  if (text.length < minLength || text.length > maxLength) throw usernameLength(minLength, maxLength)
  const allowed = extendedCharacters ? /^[\w^$!.`#+~-]+$/ : /^[\w-]+$/
  if (!allowed.test(text)) throw usernameCharacter(extendedCharacters ? "- _ ^ $ ! . ` # + ~" : "- and _")
  if (!numericOnly && /^\d+$/.test(text)) throw usernameNumeric()
  return text
}
