import * as v from "valibot"
import type { Instance } from "../model/instance"
import { accountsAt, addProviderAccount, type ProviderAccount } from "../model/provider-accounts"
import { findProvider } from "../model/providers"
import { check, refuse } from "./input"

const Name = v.pipe(v.string(), v.maxLength(256))

const NewAccount = v.strictObject({
  email: v.pipe(v.string(), v.email()),
  /** Whether the provider has verified the address. */
  emailVerified: v.optional(v.boolean(), true),
  firstName: v.optional(Name),
  lastName: v.optional(Name),
  /** `google`, `custom_acme` or the id of an enterprise connection. Omit it to add the account at every provider. */
  provider: v.optional(v.string())
})

export type NewProviderAccountInput = v.InferInput<typeof NewAccount>

export const listAccounts = ({ providerAccounts }: Instance) => [...providerAccounts.values()]

export function addAccount(instance: Instance, input: unknown): ProviderAccount {
  const {
    provider = null,
    email,
    emailVerified,
    firstName = null,
    lastName = null
  } = check(NewAccount, input)
  if (provider !== null && !findProvider(instance.settings, provider)) {
    throw refuse("not_found", `Provider "${provider}" not found.`, "provider")
  }
  const rivals = provider === null ? listAccounts(instance) : accountsAt(instance, provider)
  if (rivals.some((account) => account.email === email.toLowerCase())) {
    throw refuse("taken", "An account with this email address already exists.", "email")
  }
  return addProviderAccount(instance, { provider, email, emailVerified, firstName, lastName })
}

export function removeAccount({ providerAccounts }: Instance, id: string) {
  if (!providerAccounts.delete(id)) throw refuse("not_found", "Provider account not found.")
  return { id, deleted: true }
}
