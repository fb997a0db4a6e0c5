import type { AppInvitation } from "./app-invitation"
import { ATTRIBUTES, type Attribute, alternatives, attributePresence } from "./attributes"
import type { Client } from "./client"
import { DAY } from "./clock"
import type { ExternalVerification } from "./external-verification"
import { newId } from "./ids"
import type { Instance } from "./instance"
import type { Password } from "./password"
import { type ProtectCheck, pendingCheck } from "./protect-check"
import { connectionsFor, isOfDomain } from "./providers"
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
  externalVerification: ExternalVerification | null
  legalAcceptedAt: number | null
  invitation: AppInvitation | null
  protectCheck: ProtectCheck | null
  createdSessionId: string | null
  createdUserId: string | null
  abandonAt: number
}

/** Replaces the client's current sign-up. */
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
    externalVerification: null,
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

/** The provider account that the new user will be connected to. */
export const identityOf = ({ externalVerification }: SignUp) =>
  externalVerification?.status === "verified" ? externalVerification.external.identity : null

/** The connections that must vouch for the address. Empty once one has, and for most addresses. */
export function connectionsToUse(signUp: SignUp, settings: Settings) {
  const used = identityOf(signUp)?.provider.connection
  return used && isOfDomain(signUp.emailAddress, used) ? [] : connectionsFor(signUp.emailAddress, settings)
}

/** If one of several identifiers is needed and none is given, all of them are missing. */
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
  const mustUseCompany = connectionsToUse(signUp, settings).length > 0
  // A user who signs up with a provider needs no password.
  const isWithoutPassword = mustUseCompany || identityOf(signUp) !== null
  return [
    ...(mustUseCompany ? ["enterprise_sso"] : []),
    ...(either.some((kind) => isGiven[kind]) ? [] : either),
    ...requiredFields(settings).filter(
      (field) => !isGiven[field as keyof typeof isGiven] && !(isWithoutPassword && field === "password")
    ),
    ...(pendingCheck(signUp) ? ["protect_check"] : [])
  ]
}

export function unverifiedFields(signUp: SignUp, settings: Settings) {
  const { verifyEmail, verifyPhone } = settings.signUp
  const isForCompany = connectionsToUse(signUp, settings).length > 0
  const { emailAddress, emailVerification, phoneNumber, phoneVerification } = signUp
  const isUnverified = (value: string | null, verification: Verification | null) =>
    value !== null && verification?.status !== "verified"
  return [
    ...(verifyEmail && !isForCompany && isUnverified(emailAddress, emailVerification)
      ? ["email_address"]
      : []),
    ...(verifyPhone && isUnverified(phoneNumber, phoneVerification) ? ["phone_number"] : [])
  ]
}

/** Whether the address may sign up. The lists only apply to public sign-ups. */
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
