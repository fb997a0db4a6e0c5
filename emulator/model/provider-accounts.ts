import { MINUTE } from "./clock"
import { newId, newSecret } from "./ids"
import type { Instance } from "./instance"
import { normalizeEmail } from "./user"

const CODE_LIFETIME = MINUTE

/** Somebody's account at a provider, with what the provider tells of them. */
export type ProviderAccount = {
  id: string
  /** The key of the only provider that has it; `null` for one that is at all of them. */
  provider: string | null
  email: string
  emailVerified: boolean
  firstName: string | null
  lastName: string | null
}

/** What an app exchanges for the account that somebody has chosen. */
export type ProviderCode = { provider: string; account: ProviderAccount; expireAt: number }

/** What a browser's cookie stands for: who is signed in at each provider, and which accounts the app may know of. */
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

/** The accounts that one may choose from at a provider. */
export const accountsAt = ({ providerAccounts }: Instance, key: string) =>
  [...providerAccounts.values()].filter(({ provider }) => provider === null || provider === key)

/** The account with an address at a provider, which is made if there is none. */
export function accountFor(instance: Instance, key: string, email: string): ProviderAccount {
  const wanted = normalizeEmail(email)
  const known = accountsAt(instance, key).find((account) => account.email === wanted)
  return known ?? addProviderAccount(instance, { email: wanted, provider: key })
}

/** Lets the app know of an account, once. */
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
