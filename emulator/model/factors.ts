import { type IdentifierKind, identifierKinds } from "./attributes"
import type { Instance } from "./instance"
import { passkeyFactors } from "./passkeys"
import { connectionsFor, socialProviders } from "./providers"
import { isVerified, secondFactorPhones, type User } from "./user"

/** A way to prove who one is, as the API lists them. */
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

/** The ways in that a user has, without those for a forgotten password. */
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

/** The companies that a user has connected, as far as one may still sign in with them. */
function socialFactors(user: User, { settings }: Instance): Factor[] {
  const connected = new Set(user.externalAccounts.map(({ provider }) => provider))
  return socialProviders(settings)
    .filter(({ key, authenticatable }) => authenticatable && connected.has(key))
    .map(({ strategy }) => ({ strategy }))
}

/** The only ways in for an address of a company that has single sign-on. */
export const enterpriseFactors = (address: string | null, { settings }: Instance): Factor[] =>
  connectionsFor(address, settings).map(({ id, name }) => ({
    strategy: "enterprise_sso",
    enterprise_connection_id: id,
    enterprise_connection_name: name
  }))

/** How a user proves that it's still them. A company that signs its people in does that, too. */
export function reverificationFactors(user: User, instance: Instance): Factor[] {
  const companies = user.emailAddresses.flatMap(({ id, emailAddress }) =>
    enterpriseFactors(emailAddress, instance).map((factor) => ({ ...factor, email_address_id: id }))
  )
  return companies.length > 0 ? companies : ownFirstFactors(user, instance)
}

/** A code to an address that a provider has named, and that may be somebody else's. */
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

/** A passkey counts as one where it may stand in for the second factor, but only beside another: nobody enrols it as that. */
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
 * How a new device is verified: by what the user has verified before. Nobody who has a second factor is asked for this, and nobody
 * who can't be reached.
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

/** A compromised password is refused when there is another way in. */
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
