import type { InstanceSettings, SignUpAttempt, SignUpField } from "~session/snapshot"

/** What a form of the sign-up asks for. */
export type AskedFields = {
  fields: Partial<Record<SignUpField, "optional" | "required">>
  /** One of both is enough, whichever people have. */
  emailOrPhone: boolean
  legalConsent: InstanceSettings["signUp"]["legalConsent"]
}

type Missing = Extract<SignUpAttempt, { step: "missing-fields" }>["missing"]

/**
 * What a new account takes. Something has to name it: where the instance requires nothing that does, it's the email address, or else
 * the phone number or the username, as in Clerk's own components.
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
  const emailOrPhone = signUp.emailOrPhone && !isNamed
  return { fields: isNamed ? fields : withName(fields, emailOrPhone), emailOrPhone, legalConsent }
}

/** What Clerk still misses. Of what may name an account but isn't required, one is enough. */
export function askedByClerk(missing: Missing, { signUp }: Pick<InstanceSettings, "signUp">): AskedFields {
  const names = missing.filter((name) => name !== "legalAccepted")
  const emailOrPhone = names.includes("emailAddress") && names.includes("phoneNumber") && signUp.emailOrPhone
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

/** What may name an account, the usual first. */
const NAMES = ["emailAddress", "phoneNumber", "username"] as const

/** With the first of them required; or the first two, of which the form asks for one. */
function withName(fields: AskedFields["fields"], emailOrPhone: boolean): AskedFields["fields"] {
  const names = NAMES.filter((name) => fields[name])
  const asked = emailOrPhone ? names.slice(0, 2) : names.slice(0, 1)
  return { ...fields, ...Object.fromEntries(asked.map((name) => [name, "required"])) }
}
