import type { Settings } from "./settings"

/** Whether an account must, may or can't have something. */
export type Presence = "required" | "optional" | "off"

export const ATTRIBUTES = [
  "email_address",
  "phone_number",
  "username",
  "first_name",
  "last_name",
  "password"
] as const

export type Attribute = (typeof ATTRIBUTES)[number]

/** The kinds of identifiers, as the API calls them. */
export type IdentifierKind = "email_address" | "phone_number" | "username"

/** What identifies someone who signs in. */
export function identifierKinds({ signIn, signUp }: Settings): IdentifierKind[] {
  return [
    ...(signIn.emailAddress && signUp.emailAddress !== "off" ? (["email_address"] as const) : []),
    ...(signIn.phoneNumber || signIn.phoneCode ? (["phone_number"] as const) : []),
    ...(signIn.username ? (["username"] as const) : [])
  ]
}

/** What accounts have. What is needed elsewhere is never off: people who sign up may give it then. */
export function attributePresence(settings: Settings): Record<Attribute, Presence> {
  const { signIn, signUp, mfa } = settings
  const kinds = identifierKinds(settings)
  const atLeast = (isOn: boolean, presence: Presence) => (isOn && presence === "off" ? "optional" : presence)
  return {
    email_address: signUp.emailAddress,
    phone_number: atLeast(kinds.includes("phone_number") || mfa.phoneCode, signUp.phoneNumber),
    username: atLeast(kinds.includes("username"), signUp.username),
    first_name: signUp.firstName,
    last_name: signUp.lastName,
    password: signIn.password ? signUp.password : "off"
  }
}

/** Identifiers of which someone who signs up has to give at least one; none where one is required anyway. */
export function alternatives(settings: Settings): IdentifierKind[] {
  const presence = attributePresence(settings)
  const kinds = (["email_address", "phone_number", "username"] as const).filter(
    (kind) => presence[kind] !== "off" && (kind !== "username" || settings.signIn.username)
  )
  return kinds.some((kind) => presence[kind] === "required") ? [] : kinds
}
