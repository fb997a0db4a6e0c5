import type { AppInvitation } from "./app-invitation"
import { ATTRIBUTES, type Attribute, alternatives, attributePresence } from "./attributes"
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
  phoneNumber: string | null
  username: string | null
  firstName: string | null
  lastName: string | null
  password: Password | null
  unsafeMetadata: object
  emailVerification: Verification | null
  phoneVerification: Verification | null
  legalAcceptedAt: number | null
  invitation: AppInvitation | null
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
    phoneNumber: null,
    username: null,
    firstName: null,
    lastName: null,
    password: null,
    unsafeMetadata: {},
    emailVerification: null,
    phoneVerification: null,
    legalAcceptedAt: null,
    invitation: null,
    protectCheck: null,
    createdSessionId: null,
    createdUserId: null,
    abandonAt: clock.now() + DAY
  }
  signUps.set(signUp.id, signUp)
  client.signUp = signUp
  return signUp
}

export function requiredFields(settings: Settings) {
  const presence = attributePresence(settings)
  return [
    ...ATTRIBUTES.filter((attribute) => presence[attribute] === "required"),
    ...(settings.signUp.legalConsent ? ["legal_accepted"] : [])
  ]
}

export function optionalFields(settings: Settings) {
  const presence = attributePresence(settings)
  return ATTRIBUTES.filter((attribute) => presence[attribute] === "optional")
}

/** Where one identifier of several would do and there is none, each of them is missing. */
export function missingFields(signUp: SignUp, settings: Settings) {
  const isGiven: Record<Attribute | "legal_accepted", boolean> = {
    email_address: signUp.emailAddress !== null,
    phone_number: signUp.phoneNumber !== null,
    username: signUp.username !== null,
    first_name: signUp.firstName !== null,
    last_name: signUp.lastName !== null,
    password: signUp.password !== null,
    legal_accepted: signUp.legalAcceptedAt !== null
  }
  const either = alternatives(settings)
  return [
    ...(either.some((kind) => isGiven[kind]) ? [] : either),
    ...requiredFields(settings).filter((field) => !isGiven[field as keyof typeof isGiven]),
    ...(pendingCheck(signUp) ? ["protect_check"] : [])
  ]
}

export function unverifiedFields(signUp: SignUp, { signUp: { verifyEmail, verifyPhone } }: Settings) {
  const { emailAddress, emailVerification, phoneNumber, phoneVerification } = signUp
  const isUnverified = (value: string | null, verification: Verification | null) =>
    value !== null && verification?.status !== "verified"
  return [
    ...(verifyEmail && isUnverified(emailAddress, emailVerification) ? ["email_address"] : []),
    ...(verifyPhone && isUnverified(phoneNumber, phoneVerification) ? ["phone_number"] : [])
  ]
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
