import { markChanged } from "./clock"
import { newId } from "./ids"
import type { Instance } from "./instance"
import type { Invitation, Membership, Suggestion } from "./organization"
import type { Passkey } from "./passkeys"
import type { Password } from "./password"
import type { BackupCodes, Totp } from "./second-factors"
import type { Verification } from "./verification"

type Record = { id: string; createdAt: number; updatedAt: number }

export type EmailAddress = Record & { emailAddress: string; verification: Verification | null }

export type PhoneNumber = Record & {
  phoneNumber: string
  verification: Verification | null
  reservedForSecondFactor: boolean
  defaultSecondFactor: boolean
}

/** What a provider shares about the user's account. */
type Vouched = {
  providerUserId: string
  emailAddress: string
  emailVerified: boolean
  firstName: string | null
  lastName: string | null
}

/** `provider` is the name in strategies, such as `google` or `custom_acme`. */
export type ExternalAccount = Record & Vouched & { provider: string }

/** An account at a company's identity provider. Without a connection, it exists in name only and can't be used to sign in. */
export type EnterpriseAccount = Record &
  Vouched & {
    connectionId: string | null
    disableAdditionalIdentifications: boolean
    lastAuthenticatedAt: number | null
  }

/** The user's other ways to sign in. The emulator lists wallets, but users can't sign in with them. */
export type OtherWays = {
  externalAccounts: ExternalAccount[]
  enterpriseAccounts: EnterpriseAccount[]
  passkeys: Passkey[]
  web3Wallets: (Record & { address: string })[]
}

export type User = Record &
  OtherWays & {
    username: string | null
    firstName: string | null
    lastName: string | null
    emailAddresses: EmailAddress[]
    phoneNumbers: PhoneNumber[]
    primaryEmailAddressId: string | null
    primaryPhoneNumberId: string | null
    password: Password | null
    totp: Totp | null
    backupCodes: BackupCodes | null
    /** By organization id, oldest first. */
    memberships: Map<string, Membership>
    invitations: Invitation[]
    suggestions: Suggestion[]
    createOrganizationEnabled: boolean
    deleteSelfEnabled: boolean
    /** Exempts the user from Device Trust. */
    bypassClientTrust: boolean
    /** The user's plan; `null` without billing. */
    plan: string | null
    features: string[]
    banned: boolean
    /** Enterprise directories deactivate users who have left the company. */
    deactivated: boolean
    failedAttempts: number
    lockedUntil: number | null
    /** The id in the app's own database, if the app has set one. */
    externalId: string | null
    publicMetadata: object
    /** Only servers can read it. */
    privateMetadata: object
    unsafeMetadata: object
    legalAcceptedAt: number | null
    mfaEnabledAt: number | null
    mfaDisabledAt: number | null
    lastSignInAt: number | null
  }

export function createUser(
  instance: Instance,
  names: { firstName?: string | null; lastName?: string | null } = {}
) {
  const now = instance.clock.now()
  const user: User = {
    id: newId("user"),
    firstName: names.firstName || null,
    lastName: names.lastName || null,
    emailAddresses: [],
    phoneNumbers: [],
    primaryEmailAddressId: null,
    primaryPhoneNumberId: null,
    password: null,
    totp: null,
    backupCodes: null,
    username: null,
    externalAccounts: [],
    enterpriseAccounts: [],
    passkeys: [],
    web3Wallets: [],
    memberships: new Map(),
    invitations: [],
    suggestions: [],
    createOrganizationEnabled: true,
    deleteSelfEnabled: true,
    bypassClientTrust: false,
    plan: null,
    features: [],
    banned: false,
    deactivated: false,
    failedAttempts: 0,
    lockedUntil: null,
    externalId: null,
    publicMetadata: {},
    privateMetadata: {},
    unsafeMetadata: {},
    legalAcceptedAt: null,
    mfaEnabledAt: null,
    mfaDisabledAt: null,
    lastSignInAt: null,
    createdAt: now,
    updatedAt: now
  }
  instance.users.set(user.id, user)
  return user
}

export function addEmailAddress(
  { clock, usersByEmail }: Instance,
  user: User,
  emailAddress: string,
  verification: Verification | null
): EmailAddress {
  const now = clock.now()
  const added: EmailAddress = {
    id: newId("idn"),
    emailAddress: normalizeEmail(emailAddress),
    verification,
    createdAt: now,
    updatedAt: now
  }
  user.emailAddresses.push(added)
  usersByEmail.set(added.emailAddress, user)
  user.primaryEmailAddressId ??= added.id
  markChanged(user, clock)
  return added
}

export function addPhoneNumber(
  { clock }: Instance,
  user: User,
  phoneNumber: string,
  verification: Verification | null
): PhoneNumber {
  const now = clock.now()
  const added: PhoneNumber = {
    id: newId("idn"),
    phoneNumber,
    verification,
    reservedForSecondFactor: false,
    defaultSecondFactor: false,
    createdAt: now,
    updatedAt: now
  }
  user.phoneNumbers.push(added)
  markChanged(user, clock)
  return added
}

export const normalizeEmail = (address: string) => address.trim().toLowerCase()

export const isVerified = ({ verification }: { verification: Verification | null }) =>
  verification?.status === "verified"

export const secondFactorPhones = (user: User) =>
  user.phoneNumbers.filter((phone) => phone.reservedForSecondFactor && isVerified(phone))

/** Backup codes don't count: they only replace another second factor. */
export const hasSecondFactor = (user: User) =>
  user.totp?.verified === true || secondFactorPhones(user).length > 0

/** The user with this address, verified or not. */
export const findByEmail = ({ usersByEmail }: Instance, address: string) =>
  usersByEmail.get(normalizeEmail(address))

/** The user with this verified number. There is no index, because numbers are often added and removed. */
export function findByPhone({ users }: Instance, phoneNumber: string) {
  const isIt = (phone: PhoneNumber) => phone.phoneNumber === phoneNumber && isVerified(phone)
  for (const user of users.values()) if (user.phoneNumbers.some(isIt)) return user
  return undefined
}

/** Usernames are case-insensitive. They have no index either. */
export function findByUsername({ users }: Instance, username: string) {
  const wanted = username.toLowerCase()
  for (const user of users.values()) if (user.username?.toLowerCase() === wanted) return user
  return undefined
}

export function findByExternalId({ users }: Instance, externalId: string) {
  for (const user of users.values()) if (user.externalId === externalId) return user
  return undefined
}

/** All identifiers of a user. */
export const identifiersOf = ({ emailAddresses, phoneNumbers, username }: User) => [
  ...emailAddresses.map(({ emailAddress }) => emailAddress),
  ...phoneNumbers.map(({ phoneNumber }) => phoneNumber),
  ...(username ? [username] : [])
]

/** The user's main identifier: the primary email address, or else the username or the phone number. */
export function identifierOf(user: User) {
  const email = user.emailAddresses.find(({ id }) => id === user.primaryEmailAddressId)
  return email?.emailAddress ?? user.username ?? user.phoneNumbers[0]?.phoneNumber ?? user.id
}
