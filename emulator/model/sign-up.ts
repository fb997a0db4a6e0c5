import type { Client } from "./client"
import { DAY } from "./clock"
import { newId } from "./ids"
import type { Instance } from "./instance"
import type { Password } from "./password"
import { type ProtectCheck, pendingCheck } from "./protect-check"
import type { Settings } from "./settings"
import type { Verification } from "./verification"

export type SignUp = {
  id: string
  client: Client
  emailAddress: string | null
  firstName: string | null
  lastName: string | null
  password: Password | null
  unsafeMetadata: object
  emailVerification: Verification | null
  legalAcceptedAt: number | null
  protectCheck: ProtectCheck | null
  createdSessionId: string | null
  createdUserId: string | null
  abandonAt: number
}

/** Replaces the sign-up that the client had under way. */
export function createSignUp({ clock, signUps }: Instance, client: Client): SignUp {
  const signUp: SignUp = {
    id: newId("sua"),
    client,
    emailAddress: null,
    firstName: null,
    lastName: null,
    password: null,
    unsafeMetadata: {},
    emailVerification: null,
    legalAcceptedAt: null,
    protectCheck: null,
    createdSessionId: null,
    createdUserId: null,
    abandonAt: clock.now() + DAY
  }
  signUps.set(signUp.id, signUp)
  client.signUp = signUp
  return signUp
}

export const requiredFields = ({ signIn, signUp }: Settings) => [
  "email_address",
  ...(signIn.password ? ["password"] : []),
  ...(signUp.legalConsent ? ["legal_accepted"] : [])
]

export function missingFields(signUp: SignUp, settings: Settings) {
  const isGiven: Record<string, boolean> = {
    email_address: signUp.emailAddress !== null,
    password: signUp.password !== null,
    legal_accepted: signUp.legalAcceptedAt !== null
  }
  return [
    ...requiredFields(settings).filter((field) => !isGiven[field]),
    ...(pendingCheck(signUp) ? ["protect_check"] : [])
  ]
}

export function unverifiedFields({ emailAddress, emailVerification }: SignUp, settings: Settings) {
  const isUnverified = emailAddress !== null && emailVerification?.status !== "verified"
  return settings.signUp.verifyEmail && isUnverified ? ["email_address"] : []
}

/** Whether someone with this address may sign up. The lists are for sign-ups that are open. */
export function isAdmitted(address: string, { signUp: { mode, allowlist, blocklist } }: Settings) {
  if (mode !== "public") return true
  if (allowlist.length > 0) return isOn(allowlist, address)
  const withoutSubaddress = address.replace(/[+=#][^@]*/, "")
  return !isOn(blocklist, address) && !isOn(blocklist, withoutSubaddress)
}

function isOn(list: string[], address: string) {
  const domain = address.replace(/^.*@/, "")
  return list.some((entry) => [address, domain].includes(entry.toLowerCase().replace(/^\*?@/, "")))
}
