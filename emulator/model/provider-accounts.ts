import { MINUTE } from "./clock"
import { newId, newSecret } from "./ids"
import type { Instance } from "./instance"
import { normalizeEmail } from "./user"

const CODE_LIFETIME = MINUTE

/** A person's account at a provider, with the data that the provider shares. */
export type ProviderAccount = {
  id: string
  /** The key of its provider; `null` if the account exists at every provider. */
  provider: string | null
  email: string
  emailVerified: boolean
  firstName: string | null
  lastName: string | null
}

/** A code that the app exchanges for the chosen account. */
export type ProviderCode = { provider: string; account: ProviderAccount; expireAt: number }

/** A browser's state at the providers: who is signed in at each, and which accounts may be shared with the app. */
export type ProviderBrowser = Map<string, { signedIn: string | null; consented: Set<string> }>

export function addProviderAccount(
  { providerAccounts }: Instance,
  { email, ...rest }: { email: string } & Partial<Omit<ProviderAccount, "id" | "email">>
): ProviderAccount {
  const account: ProviderAccount = {
    id: newId("pac"),
    provider: null,
    email: normalizeEmail(email),
    emailVerified: true,
    firstName: null,
    lastName: null,
    ...rest
  }
  providerAccounts.set(account.id, account)
  return account
}

/** The accounts to choose from at a provider. */
export const accountsAt = ({ providerAccounts }: Instance, key: string) =>
  [...providerAccounts.values()].filter(({ provider }) => provider === null || provider === key)

/** Finds the account with this address at a provider, or creates it. */
export function accountFor(instance: Instance, key: string, email: string): ProviderAccount {
  const wanted = normalizeEmail(email)
  const known = accountsAt(instance, key).find((account) => account.email === wanted)
  return known ?? addProviderAccount(instance, { email: wanted, provider: key })
}

/** Creates a single-use code that the app exchanges for the account. */
export function mintProviderCode(
  { providerCodes, clock }: Instance,
  provider: string,
  account: ProviderAccount
) {
  for (const [known, { expireAt }] of providerCodes) if (expireAt <= clock.now()) providerCodes.delete(known)
  const code = newSecret()
  providerCodes.set(code, { provider, account, expireAt: clock.now() + CODE_LIFETIME })
  return code
}

export function redeemProviderCode(
  { providerCodes, clock }: Instance,
  provider: string,
  code: string
): ProviderAccount | undefined {
  const known = providerCodes.get(code)
  providerCodes.delete(code)
  const isGood = known && known.provider === provider && clock.now() < known.expireAt
  return isGood ? known.account : undefined
}
