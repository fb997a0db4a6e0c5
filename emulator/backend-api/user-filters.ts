import { paramUnknown, paramValue } from "../frontend-api/errors"
import type { User } from "../model/user"
import type { Call } from "./call"
import { among, amongSigned, choice, containing, ordered } from "./lists"

/** Filters that Clerk has and the emulator doesn't. Ignoring them would return too many users. */
const UNSUPPORTED = ["provider", "provider_user_id", "starting_after"]

const emails = ({ emailAddresses }: User) => emailAddresses.map(({ emailAddress }) => emailAddress)
const phones = ({ phoneNumbers }: User) => phoneNumbers.map(({ phoneNumber }) => phoneNumber)
const wallets = ({ web3Wallets }: User) => web3Wallets.map(({ address }) => address)

/** Whether a user matches the filters in the query. Users need to match each of them. */
export function userFilter(call: Call): (user: User) => boolean {
  for (const name of UNSUPPORTED) if (call.query.has(name)) throw paramUnknown(name)
  const isListed = amongSigned(call, "user_id")
  const hasExternalId = amongSigned(call, "external_id")
  const isMember = amongSigned(call, "organization_id")
  const hasEmail = among(call, "email_address")
  const hasPhone = among(call, "phone_number")
  const hasUsername = among(call, "username")
  const hasWallet = among(call, "web3_wallet")
  const matches = containing(call, "query")
  const matchesEmail = containing(call, "email_address_query")
  const matchesPhone = containing(call, "phone_number_query")
  const matchesUsername = containing(call, "username_query")
  const matchesName = containing(call, "name_query")
  const banned = choice(call, "banned", ["true", "false"])
  const isCreated = between(call, "created_at")
  const isActive = between(call, "last_active_at")
  const isActiveSince = since(call, "last_active_at_since")
  const isSignedIn = between(call, "last_sign_in_at")
  return (user) => {
    const name = fullName(user)
    return (
      isListed(user.id) &&
      hasExternalId(user.externalId) &&
      isMember(...user.memberships.keys()) &&
      hasEmail(...emails(user)) &&
      hasPhone(...phones(user)) &&
      hasUsername(user.username) &&
      hasWallet(...wallets(user)) &&
      matches(user.id, name, user.username, ...emails(user), ...phones(user), ...wallets(user)) &&
      matchesEmail(...emails(user)) &&
      matchesPhone(...phones(user)) &&
      matchesUsername(user.username) &&
      matchesName(name) &&
      (banned === undefined || user.banned === (banned === "true")) &&
      isCreated(user.createdAt) &&
      isActive(user.lastSignInAt) &&
      isActiveSince(user.lastSignInAt) &&
      isSignedIn(user.lastSignInAt)
    )
  }
}

export const userKeys: Record<string, (user: User) => string | number | null> = {
  created_at: (user) => user.createdAt,
  updated_at: (user) => user.updatedAt,
  email_address: (user) => emails(user)[0] ?? null,
  phone_number: (user) => phones(user)[0] ?? null,
  web3wallet: (user) => wallets(user)[0] ?? null,
  username: (user) => user.username,
  first_name: (user) => user.firstName,
  last_name: (user) => user.lastName,
  last_active_at: (user) => user.lastSignInAt,
  last_sign_in_at: (user) => user.lastSignInAt
}

export const foundUsers = (call: Call) =>
  ordered(call, [...call.instance.users.values()].filter(userFilter(call)), userKeys)

const fullName = ({ firstName, lastName }: User) => [firstName, lastName].filter(Boolean).join(" ")

/** Epoch milliseconds, from `created_at_after` and `created_at_before`, for example. */
function between({ query }: Call, name: string) {
  const after = millisecondsOf(query, `${name}_after`) ?? -Infinity
  const before = millisecondsOf(query, `${name}_before`) ?? Infinity
  const isLimited = after !== -Infinity || before !== Infinity
  return (at: number | null) => !isLimited || (at !== null && after < at && at < before)
}

function since({ query }: Call, name: string) {
  const start = millisecondsOf(query, name)
  return (at: number | null) => start === undefined || (at !== null && at >= start)
}

function millisecondsOf(query: URLSearchParams, name: string) {
  const text = query.get(name)
  if (text === null) return undefined
  if (!/^\d+$/.test(text)) throw paramValue(name)
  return Number(text)
}
