import * as v from "valibot"
import { deleteUser, setBanned, setDeactivated, setLocked } from "../model/administration"
import { markChanged } from "../model/clock"
import { newId } from "../model/ids"
import type { Instance } from "../model/instance"
import { addMembership, findOrganization, invite, type Role, suggest } from "../model/organization"
import { hashPassword, type Password } from "../model/password"
import { phoneNumberOf } from "../model/phone-format"
import { accountsAt, addProviderAccount } from "../model/provider-accounts"
import { createTotp, replaceBackupCodes } from "../model/second-factors"
import {
  addEmailAddress,
  addPhoneNumber,
  createUser,
  findByEmail,
  findByPhone,
  findByUsername,
  hasSecondFactor,
  identifierOf,
  type User
} from "../model/user"
import { verified } from "../model/verification"
import { Count, check, refuse, subscription } from "./input"

/** `admin` is short for `org:admin`. */
const RoleInput = v.pipe(
  v.string(),
  v.nonEmpty(),
  v.transform((role): Role => (role.startsWith("org:") ? (role as Role) : `org:${role}`))
)

const Place = v.union([
  v.strictObject({ organization: v.string(), role: v.optional(RoleInput, "org:member") }),
  v.pipe(
    v.string(),
    v.transform((organization) => ({ organization, role: "org:member" as Role }))
  )
])

const Name = v.pipe(v.string(), v.maxLength(256))

const changeable = {
  password: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(1000))),
  firstName: v.optional(Name),
  lastName: v.optional(Name),
  passwordCompromised: v.optional(v.boolean()),
  banned: v.optional(v.boolean()),
  deactivated: v.optional(v.boolean()),
  locked: v.optional(v.boolean()),
  createOrganizationEnabled: v.optional(v.boolean()),
  ...subscription,
  memberships: v.optional(v.array(Place)),
  invitations: v.optional(v.array(Place)),
  suggestions: v.optional(v.array(Place))
}

/** Providers and connections sign users in only if the settings enable them. Wallets never do. */
const otherWays = {
  /** Also adds an account at the provider, with the user's address and name. */
  externalAccounts: v.optional(v.array(v.pipe(v.string(), v.regex(/^(custom_)?[a-z0-9_]+$/)))),
  enterpriseAccounts: v.optional(
    v.array(
      v.strictObject({
        disableAdditionalIdentifications: v.optional(v.boolean(), true),
        /** The id of an enterprise connection. */
        connection: v.optional(v.string())
      })
    )
  ),
  passkeys: v.optional(v.array(Name)),
  web3Wallets: v.optional(v.array(Name))
}

const NewUser = v.strictObject({
  /** Optional if the user has a `phone` or a `username`. */
  email: v.optional(v.pipe(v.string(), v.email())),
  /** `false` for an address that the user has entered but not verified. */
  emailVerified: v.optional(v.boolean(), true),
  username: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(64))),
  ...otherWays,
  phone: v.optional(v.string()),
  phoneSecondFactor: v.optional(v.boolean(), false),
  totp: v.optional(v.boolean(), false),
  ...changeable
})

const NewUsers = v.strictObject({
  ...NewUser.entries,
  count: Count
})

const UserChange = v.strictObject(changeable)

export type NewUserInput = v.InferInput<typeof NewUser>
export type UserChangeInput = v.InferInput<typeof UserChange>

/** Adds one user or, with `count`, that many numbered ones: member1@acme.com, member2@acme.com and so on. */
export async function addUsers(instance: Instance, input: unknown) {
  const { count, ...wanted } = check(NewUsers, input)
  const { email } = wanted
  if (!email && ((!wanted.phone && !wanted.username) || count !== undefined))
    throw refuse("missing", "A user needs an email address, a phone number or a username.", "email")
  const emails =
    count === undefined || !email
      ? [email]
      : Array.from({ length: count }, (_, index) => numbered(email, index + 1))
  const phone = wanted.phone === undefined ? undefined : phoneNumberOf(wanted.phone)
  if (wanted.phone !== undefined && !phone)
    throw refuse("invalid_value", "Use the format +15555550100.", "phone")
  if (phone && count !== undefined)
    throw refuse("invalid_value", "Only one user can have a phone number.", "phone")
  if (phone && findByPhone(instance, phone))
    throw refuse("taken", "Another user has this phone number.", "phone")
  if (wanted.username && count !== undefined) {
    throw refuse("invalid_value", "Only one user can have a username.", "username")
  }
  if (wanted.username && findByUsername(instance, wanted.username)) {
    throw refuse("taken", "Another user has this username.", "username")
  }
  if (wanted.phoneSecondFactor && !phone)
    throw refuse("missing", "`phoneSecondFactor` needs a `phone`.", "phone")
  checkChange(instance, wanted, null)
  const password = wanted.password ? await hashPassword(wanted.password, instance.clock.now()) : null
  if (emails.some((address) => address && findByEmail(instance, address))) {
    throw refuse("taken", "Another user has this email address.", "email")
  }
  const users = emails.map((address) =>
    makeUser(instance, { ...wanted, email: address, phone }, password && { ...password })
  )
  return count === undefined ? users[0] : users
}

function makeUser(
  instance: Instance,
  wanted: Omit<v.InferOutput<typeof NewUser>, "phone" | "email"> &
    Record<"email" | "phone", string | undefined>,
  password: Password | null
) {
  const user = createUser(instance, {
    firstName: wanted.firstName ?? null,
    lastName: wanted.lastName ?? null
  })
  user.password = password
  user.username = wanted.username ?? null
  if (wanted.email) {
    addEmailAddress(instance, user, wanted.email, wanted.emailVerified ? verified("admin") : null)
  }
  addOtherWays(instance, user, wanted)
  if (wanted.phone) {
    const added = addPhoneNumber(instance, user, wanted.phone, verified("admin"))
    added.reservedForSecondFactor = wanted.phoneSecondFactor
    added.defaultSecondFactor = wanted.phoneSecondFactor
    if (!wanted.phoneSecondFactor) user.primaryPhoneNumberId = added.id
  }
  if (wanted.totp) createTotp(instance, user).verified = true
  if (hasSecondFactor(user)) user.mfaEnabledAt = instance.clock.now()
  const backupCodes =
    hasSecondFactor(user) && instance.settings.mfa.backupCode ? replaceBackupCodes(instance, user) : undefined
  applyChange(instance, user, wanted)
  return {
    ...userSummary(user),
    ...(user.totp && { totpSecret: user.totp.secret.base32 }),
    ...(backupCodes && { backupCodes })
  }
}

function addOtherWays(
  instance: Instance,
  user: User,
  wanted: Pick<v.InferOutput<typeof NewUser>, keyof typeof otherWays>
) {
  const { clock } = instance
  const record = (prefix: string) => ({ id: newId(prefix), createdAt: clock.now(), updatedAt: clock.now() })
  user.externalAccounts = (wanted.externalAccounts ?? []).map((provider) => ({
    ...record("eac"),
    provider,
    ...vouched(instance, user, provider)
  }))
  user.enterpriseAccounts = (wanted.enterpriseAccounts ?? []).map(({ connection = null, ...account }) => ({
    ...record("ent"),
    ...account,
    connectionId: connection,
    lastAuthenticatedAt: null,
    ...vouched(instance, user, connection)
  }))
  user.passkeys = (wanted.passkeys ?? []).map((name) => ({ ...record("passkey"), name }))
  user.web3Wallets = (wanted.web3Wallets ?? []).map((address) => ({ ...record("idn"), address }))
}

/** The user's account at a provider. Without a provider or an email address, the account exists in name only. */
function vouched(instance: Instance, user: User, provider: string | null) {
  const { firstName, lastName } = user
  const emailAddress = user.emailAddresses[0]?.emailAddress ?? ""
  const known = accountsAt(instance, provider ?? "").find(({ email }) => email === emailAddress)
  const account =
    provider && emailAddress
      ? (known ?? addProviderAccount(instance, { provider, email: emailAddress, firstName, lastName }))
      : undefined
  return {
    providerUserId: account?.id ?? "",
    emailAddress: emailAddress || identifierOf(user),
    emailVerified: account?.emailVerified ?? false,
    firstName,
    lastName
  }
}

export async function changeUser(instance: Instance, id: string, input: unknown) {
  const user = requireUser(instance, id)
  const change = check(UserChange, input)
  checkChange(instance, change, user)
  if (change.password) user.password = await hashPassword(change.password, instance.clock.now())
  applyChange(instance, user, change)
  return userSummary(user)
}

export function removeUser(instance: Instance, id: string) {
  deleteUser(instance, requireUser(instance, id))
  return { id, deleted: true }
}

export const userSummary = (user: User) => ({
  id: user.id,
  /** The user's main identifier, of whichever kind. */
  identifier: identifierOf(user),
  email: user.emailAddresses.find(({ id }) => id === user.primaryEmailAddressId)?.emailAddress ?? null,
  username: user.username,
  phone: user.phoneNumbers[0]?.phoneNumber ?? null,
  firstName: user.firstName,
  lastName: user.lastName
})

/** Inserts the number before the `+clerk_test` tag, if there is one. */
const numbered = (email: string, number: number) => email.replace(/(?=\+|@)/, String(number))

function requireUser({ users }: Instance, id: string) {
  const user = users.get(id)
  if (!user) throw refuse("not_found", "User not found.")
  return user
}

type Change = v.InferOutput<typeof UserChange>

/** Validates the whole change before any of it is applied. */
function checkChange(instance: Instance, change: Change, user: User | null) {
  if (change.passwordCompromised && !change.password && !user?.password) {
    throw refuse("missing", "This user has no password to compromise.", "passwordCompromised")
  }
  for (const list of ["memberships", "invitations", "suggestions"] as const) {
    for (const [index, { organization }] of (change[list] ?? []).entries()) {
      if (!findOrganization(instance, organization)) {
        throw refuse(
          "not_found",
          `Organization "${organization}" not found.`,
          `${list}.${index}.organization`
        )
      }
    }
  }
}

function applyChange(instance: Instance, user: User, change: Change) {
  if (change.firstName !== undefined) user.firstName = change.firstName || null
  if (change.lastName !== undefined) user.lastName = change.lastName || null
  if (change.createOrganizationEnabled !== undefined) {
    user.createOrganizationEnabled = change.createOrganizationEnabled
  }
  if (change.plan !== undefined) user.plan = change.plan
  if (change.features) user.features = [...change.features]
  if (change.passwordCompromised !== undefined && user.password) {
    user.password.compromised = change.passwordCompromised
  }
  for (const { place, role } of placesIn(instance, change.memberships)) {
    if (!user.memberships.has(place.id)) addMembership(instance, user, place, role)
  }
  for (const { place, role } of placesIn(instance, change.invitations)) {
    invite(instance, user, place, role, identifierOf(user))
  }
  for (const { place } of placesIn(instance, change.suggestions)) suggest(instance, user, place)
  markChanged(user, instance.clock)
  if (change.banned !== undefined) setBanned(instance, user, change.banned)
  if (change.deactivated !== undefined) setDeactivated(instance, user, change.deactivated)
  if (change.locked !== undefined) setLocked(instance, user, change.locked)
}

function* placesIn(instance: Instance, places: Change["memberships"] = []) {
  for (const { organization, role } of places) {
    const place = findOrganization(instance, organization)
    if (place) yield { place, role }
  }
}
