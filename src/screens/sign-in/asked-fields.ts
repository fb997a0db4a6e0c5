import type { InstanceSettings, SignUpAttempt, SignUpField } from "~session/snapshot"

/** The fields of a sign-up form. */
export type AskedFields = {
  fields: Partial<Record<SignUpField, "optional" | "required">>
  /** Either an email address or a phone number is enough. */
  emailOrPhone: boolean
  legalConsent: InstanceSettings["signUp"]["legalConsent"]
}

type Missing = Extract<SignUpAttempt, { step: "missing-fields" }>["missing"]

/**
 * The fields for a new account. Every account needs an identifier, so if none is required, this asks for the email address, or
 * else for the phone number or the username, as Clerk's own components do.
 */
export function askedOfNewAccount({
  signIn,
  signUp
}: Pick<InstanceSettings, "signIn" | "signUp">): AskedFields {
  const { legalConsent } = signUp
  const fields: AskedFields["fields"] = {}
  for (const [name, requirement] of Object.entries(signUp.fields)) {
    if (requirement !== "off") fields[name as SignUpField] = requirement
  }

  const isNamed =
    fields.emailAddress === "required" ||
    fields.phoneNumber === "required" ||
    (fields.username === "required" && signIn.identifiers.includes("username"))
  const emailOrPhone = !isNamed && areBothOptional(signUp)
  return { fields: isNamed ? fields : withName(fields, emailOrPhone), emailOrPhone, legalConsent }
}

/** What Clerk still needs. If it lists several optional identifiers, one is enough. */
export function askedByClerk(missing: Missing, { signUp }: Pick<InstanceSettings, "signUp">): AskedFields {
  const names = missing.filter((name) => name !== "legalAccepted")
  const emailOrPhone =
    names.includes("emailAddress") && names.includes("phoneNumber") && areBothOptional(signUp)
  const mayDo = (name: SignUpField) => NAMES.some((one) => one === name) && signUp.fields[name] === "optional"
  const fields = Object.fromEntries(names.map((name) => [name, mayDo(name) ? "optional" : "required"]))
  return {
    fields: withName(fields, emailOrPhone),
    emailOrPhone,
    legalConsent: missing.includes("legalAccepted")
      ? (signUp.legalConsent ?? { termsUrl: null, privacyPolicyUrl: null })
      : null
  }
}

function areBothOptional({ fields }: InstanceSettings["signUp"]) {
  return fields.emailAddress === "optional" && fields.phoneNumber === "optional"
}

/** What can identify an account, the most common first. */
const NAMES = ["emailAddress", "phoneNumber", "username"] as const

/** Makes the first identifier required, or the first two if the form asks for one of them. */
function withName(fields: AskedFields["fields"], emailOrPhone: boolean): AskedFields["fields"] {
  const names = NAMES.filter((name) => fields[name])
  const asked = emailOrPhone ? names.slice(0, 2) : names.slice(0, 1)
  return { ...fields, ...Object.fromEntries(asked.map((name) => [name, "required"])) }
}
