import type { TextKey } from "~i18n"
import type { Identifier } from "~session/snapshot"
import { withAsciiDigits } from "~ui/ascii-digits"

type Input = { label: TextKey; type: "email" | "tel" | "text" }

/** The single input for all identifiers of the instance. */
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

/** Whether a text has only digits, and the signs that people put around them. */
export function looksLikePhoneNumber(text: string): boolean {
  return /^[+\d(][\d\s()./-]*$/.test(withAsciiDigits(text))
}

/**
 * Turns what the user typed into what Clerk expects: phone numbers, which people write in many ways, in E.164 form. A number without a
 * country code belongs to the country of the browser's language.
 */
export async function readIdentifier(typed: string, identifiers: Identifier[]): Promise<string> {
  const text = typed.trim()
  if (!identifiers.includes("phone_number") || !looksLikePhoneNumber(text)) return text
  // Loaded on demand: it's large, and most users type an email address.
  const { countryOf, parsePhoneNumber } = await import("~ui/phone/phone-format")
  return parsePhoneNumber(text, countryOf(navigator.language))?.e164 ?? text
}
