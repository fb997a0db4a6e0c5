import { type IdentifierKind, identifierKinds } from "./attributes"
import type { Instance } from "./instance"
import { passkeyFactors } from "./passkeys"
import { connectionsFor, socialProviders } from "./providers"
import { isVerified, secondFactorPhones, type User } from "./user"

/** A way to prove one's identity, as the API lists it. */
export type Factor = {
  strategy: string
  safe_identifier?: string
  email_address_id?: string
  phone_number_id?: string
  enterprise_connection_id?: string
  enterprise_connection_name?: string
  primary?: boolean
  default?: boolean
}

/** The user's ways to sign in, without those for a password reset. */
export function ownFirstFactors(user: User, instance: Instance, identifier?: string | null): Factor[] {
  const { password, emailCode, phoneCode } = instance.settings.signIn
  const kinds = identifierKinds(instance.settings)
  return [
    ...(password && user.password ? [{ strategy: "password" }] : []),
    ...(emailCode && kinds.includes("email_address") ? emailFactors(user, "email_code", identifier) : []),
    ...(phoneCode ? phoneFactors(user, "phone_code", identifier) : []),
    ...passkeyFactors(user, instance)
  ]
}

/** The providers that the user has connected and can still sign in with. */
function socialFactors(user: User, { settings }: Instance): Factor[] {
  const connected = new Set(user.externalAccounts.map(({ provider }) => provider))
  return socialProviders(settings)
    .filter(({ key, authenticatable }) => authenticatable && connected.has(key))
    .map(({ strategy }) => ({ strategy }))
}

/** The connections that an enterprise address must sign in with. It has no other factors. */
export const enterpriseFactors = (address: string | null, { settings }: Instance): Factor[] =>
  connectionsFor(address, settings).map(({ id, name }) => ({
    strategy: "enterprise_sso",
    enterprise_connection_id: id,
    enterprise_connection_name: name
  }))

/** The factors for a reverification. An enterprise connection replaces all others. */
export function reverificationFactors(user: User, instance: Instance): Factor[] {
  const companies = user.emailAddresses.flatMap(({ id, emailAddress }) =>
    enterpriseFactors(emailAddress, instance).map((factor) => ({ ...factor, email_address_id: id }))
  )
  return companies.length > 0 ? companies : ownFirstFactors(user, instance)
}

/** A code to an address that a provider has reported, but that might belong to another person. */
export const addressProof = (user: User, address: string): Factor[] =>
  user.emailAddresses
    .filter(({ emailAddress }) => emailAddress === address)
    .map(({ id, emailAddress }) => ({
      strategy: "email_code",
      safe_identifier: emailAddress,
      email_address_id: id,
      primary: id === user.primaryEmailAddressId
    }))

export function firstFactorsOf(user: User, instance: Instance, identifier: string | null): Factor[] {
  const kinds = identifierKinds(instance.settings)
  const canReset = instance.settings.signIn.password && user.password !== null
  const resets = (kind: IdentifierKind) => canReset && kinds.includes(kind)
  return [
    ...ownFirstFactors(user, instance, identifier),
    ...socialFactors(user, instance),
    ...(resets("email_address") ? emailFactors(user, "reset_password_email_code", identifier) : []),
    ...(resets("phone_number") ? phoneFactors(user, "reset_password_phone_code", identifier) : [])
  ]
}

/** Passkeys count as second factors if the settings allow it, and only in addition to another one: they can't be enrolled as such. */
export function secondFactorsOf(user: User, instance: Instance): Factor[] {
  return [
    ...(user.totp?.verified ? [{ strategy: "totp" }] : []),
    ...secondFactorPhones(user).map((phone) => ({
      strategy: "phone_code",
      safe_identifier: maskPhone(phone.phoneNumber),
      phone_number_id: phone.id,
      default: phone.defaultSecondFactor
    })),
    ...(instance.settings.passkeys.satisfiesSecondFactor ? passkeyFactors(user, instance) : []),
    ...(user.backupCodes ? [{ strategy: "backup_code" }] : [])
  ]
}

/**
 * The verified addresses and numbers that can verify a new device. Not used for users who have a second factor, or who can't be
 * reached by any of the strategies.
 * @see https://clerk.com/docs/guides/secure/device-trust
 */
export function clientTrustFactorsOf(
  user: User,
  { settings }: Instance,
  identifier: string | null
): Factor[] {
  return settings.deviceTrust.strategies.flatMap((strategy) =>
    strategy === "phone_code"
      ? phoneFactors(user, strategy, identifier)
      : emailFactors(user, strategy, identifier)
  )
}

/** A compromised password is rejected only if the user can sign in another way. */
export const hasOtherFirstFactor = (user: User, instance: Instance) =>
  ownFirstFactors(user, instance).some(({ strategy }) => strategy !== "password")

function emailFactors(user: User, strategy: string, identifier?: string | null): Factor[] {
  return user.emailAddresses.filter(isVerified).map(({ id, emailAddress }) => ({
    strategy,
    safe_identifier: emailAddress === identifier ? emailAddress : maskEmail(emailAddress),
    email_address_id: id,
    primary: id === user.primaryEmailAddressId
  }))
}

function phoneFactors(user: User, strategy: string, identifier?: string | null): Factor[] {
  const phones = user.phoneNumbers.filter((phone) => isVerified(phone) && !phone.reservedForSecondFactor)
  return phones.map(({ id, phoneNumber }) => ({
    strategy,
    safe_identifier: phoneNumber === identifier ? phoneNumber : maskPhone(phoneNumber),
    phone_number_id: id,
    primary: id === user.primaryPhoneNumberId
  }))
}

const maskEmail = (address: string) => address.replace(/^(.)[^@]*/, "$1*****")
const maskPhone = (number: string) =>
  `${number.slice(0, 2)}${"*".repeat(number.length - 6)}${number.slice(-4)}`
