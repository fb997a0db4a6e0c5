import type { TextKey } from "~i18n"
import type { Identifier } from "~session/snapshot"

type Input = { label: TextKey; type: "email" | "tel" | "text" }

/** What to ask for where these name an account: one input takes them all. */
export function inputFor(identifiers: Identifier[]): Input {
  const [email, username, phone] = (["email_address", "username", "phone_number"] as const).map((name) =>
    identifiers.includes(name)
  )
  if (email && username && phone) return { label: "emailUsernameOrPhone", type: "text" }
  if (email && username) return { label: "emailOrUsername", type: "text" }
  if (email && phone) return { label: "emailOrPhone", type: "text" }
  if (username && phone) return { label: "usernameOrPhone", type: "text" }
  if (username) return { label: "username", type: "text" }
  if (phone) return { label: "phoneNumber", type: "tel" }
  return { label: "email", type: "email" }
}

/** Digits, and what people put between and around them. */
export function looksLikePhoneNumber(text: string): boolean {
  return /^[+\d(][\d\s()./-]*$/.test(text)
}

/**
 * The identifier as Clerk knows it: a phone number, which people write in many ways, in E.164 form. Without its country code it's taken
 * for one of the country that the browser's language is spoken in.
 */
export async function readIdentifier(typed: string, identifiers: Identifier[]): Promise<string> {
  const text = typed.trim()
  if (!identifiers.includes("phone_number") || !looksLikePhoneNumber(text)) return text
  // Here, because it's large, and most people have an email address.
  const { countryOf, parsePhoneNumber } = await import("~ui/phone/phone-format")
  return parsePhoneNumber(text, countryOf(navigator.language))?.e164 ?? text
}
