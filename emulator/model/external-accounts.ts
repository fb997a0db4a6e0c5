import { markChanged } from "./clock"
import type { Identity } from "./external-verification"
import { newId } from "./ids"
import type { Instance } from "./instance"
import type { ExternalAccount, User } from "./user"

/** The user who is connected to an account at a provider. */
export function findByIdentity({ users }: Instance, identity: Identity) {
  for (const user of users.values()) if (accountOf(user, identity)) return user
  return undefined
}

const accountOf = (user: User, { provider: { key, connection }, account }: Identity) =>
  connection
    ? user.enterpriseAccounts.find((own) => own.connectionId === key && own.providerUserId === account.id)
    : user.externalAccounts.find((own) => own.provider === key && own.providerUserId === account.id)

/** Connects a user to an account at a provider, or updates the connection with the provider's current data. */
export function link({ clock }: Instance, user: User, identity: Identity) {
  const { provider, account } = identity
  const now = clock.now()
  const vouched = {
    providerUserId: account.id,
    emailAddress: account.email,
    emailVerified: account.emailVerified,
    firstName: account.firstName,
    lastName: account.lastName
  }
  const known = accountOf(user, identity)
  if (known) {
    Object.assign(known, vouched)
    if ("lastAuthenticatedAt" in known) known.lastAuthenticatedAt = now
    markChanged(known, clock)
  } else if (provider.connection) {
    user.enterpriseAccounts.push({
      id: newId("ent"),
      ...vouched,
      connectionId: provider.key,
      disableAdditionalIdentifications: provider.connection.disableAdditionalIdentifications,
      lastAuthenticatedAt: now,
      createdAt: now,
      updatedAt: now
    })
  } else {
    user.externalAccounts.push({
      id: newId("eac"),
      provider: provider.key,
      ...vouched,
      createdAt: now,
      updatedAt: now
    })
  }
  markChanged(user, clock)
}

/** The user's connected accounts that have this email address. */
export const linkedTo = (user: User, emailAddress: string): ExternalAccount[] =>
  user.externalAccounts.filter((account) => account.emailAddress === emailAddress)
