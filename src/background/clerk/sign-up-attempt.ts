import type { CodeFactor, SignUpAttempt, SignUpField } from "~session/snapshot"
import { isHeldByProtect } from "./protect"
import type { SignUpResource } from "./sdk"

type MissingField = SignUpField | "legalAccepted"

/** What a sign-up may still need, by Clerk's names, and our inputs for it. */
const fields: Record<string, readonly MissingField[]> = {
  first_name: ["firstName"],
  last_name: ["lastName"],
  username: ["username"],
  email_address: ["emailAddress"],
  phone_number: ["phoneNumber"],
  email_address_or_phone_number: ["emailAddress", "phoneNumber"],
  password: ["password"],
  legal_accepted: ["legalAccepted"]
}

/** Translates an unfinished sign-up into its next step, in the order of Clerk's own components. */
export function fromSignUp(signUp: SignUpResource): SignUpAttempt {
  const attempt = { kind: "sign-up", id: signUp.id ?? "", given: givenOf(signUp) } as const
  if (isHeldByProtect(signUp)) return { ...attempt, step: "protect-check" }

  // First, so that users don't verify an address only to learn that they can't continue.
  const missing = signUp.missingFields.map((field) =>
    Object.hasOwn(fields, field) ? fields[field] : undefined
  )
  if (process.env.PLASMO_PUBLIC_CLERK_SSO && signUp.missingFields.includes("enterprise_sso")) {
    return { ...attempt, step: "enterprise-sso" }
  }
  if (!missing.every((known) => known !== undefined)) return { ...attempt, step: "unsupported" }

  const strategy = toVerify(signUp)
  if (strategy) {
    const { sentTo, supportedStrategies, isSent } = verificationOf(signUp, strategy)
    // Some instances verify addresses only by link, and a link works only in the tab that requested it.
    const isOffered = supportedStrategies.length === 0 || supportedStrategies.includes(strategy)
    return isOffered
      ? { ...attempt, step: "verification", strategy, sentTo, isSent }
      : { ...attempt, step: "unsupported" }
  }
  // Someone else has taken the address, number or username in the meantime: request another one.
  const taken = (["username", "emailAddress", "phoneNumber"] as const).filter((name) => attempt.given[name])
  if (missing.length === 0 && signUp.unverifiedFields.length === 0 && taken.length > 0) {
    return { ...attempt, step: "missing-fields", missing: taken, mayUseSocial: false }
  }
  if (missing.length === 0) return { ...attempt, step: "unsupported" }
  const asked = [...new Set(missing.flat())]
  const isVouchedFor = signUp.verifications.externalAccount.status === "verified"
  const mayUseSocial = !isVouchedFor && asked.some((field) => field !== "legalAccepted")
  return { ...attempt, step: "missing-fields", missing: asked, mayUseSocial }
}

function givenOf({ firstName, lastName, username, emailAddress, phoneNumber }: SignUpResource) {
  return {
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    ...(username && { username }),
    ...(emailAddress && { emailAddress }),
    ...(phoneNumber && { phoneNumber })
  }
}

function toVerify({ unverifiedFields }: SignUpResource): CodeFactor | undefined {
  if (unverifiedFields.includes("email_address")) return "email_code"
  if (unverifiedFields.includes("phone_number")) return "phone_code"
}

function verificationOf({ emailAddress, phoneNumber, verifications }: SignUpResource, strategy: CodeFactor) {
  const isEmail = strategy === "email_code"
  const verification = isEmail ? verifications.emailAddress : verifications.phoneNumber
  return {
    sentTo: (isEmail ? emailAddress : phoneNumber) ?? "",
    supportedStrategies: verification.supportedStrategies ?? [],
    isSent: verification.strategy === strategy && verification.status === "unverified"
  }
}
