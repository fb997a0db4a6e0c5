import type { Settings } from "./settings"

/** Whether accounts must, can or can't have an attribute. */
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

/** The kinds of identifiers, named as in the API. */
export type IdentifierKind = "email_address" | "phone_number" | "username"

/** The kinds of identifiers that users can sign in with. */
export function identifierKinds({ signIn, signUp }: Settings): IdentifierKind[] {
  return [
    ...(signIn.emailAddress && signUp.emailAddress !== "off" ? (["email_address"] as const) : []),
    ...(signIn.phoneNumber || signIn.phoneCode ? (["phone_number"] as const) : []),
    ...(signIn.username ? (["username"] as const) : [])
  ]
}

/** Whether accounts have each attribute. An attribute that another setting needs is at least optional at sign-up. */
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

/** The identifiers of which a sign-up needs at least one. Empty if one of them is required anyway. */
export function alternatives(settings: Settings): IdentifierKind[] {
  const presence = attributePresence(settings)
  const kinds = (["email_address", "phone_number", "username"] as const).filter(
    (kind) => presence[kind] !== "off" && (kind !== "username" || settings.signIn.username)
  )
  return kinds.some((kind) => presence[kind] === "required") ? [] : kinds
}
