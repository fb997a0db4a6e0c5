import { newSecret } from "./ids"
import type { Instance } from "./instance"
import { accountsAt, mintProviderCode, type ProviderAccount, type ProviderBrowser } from "./provider-accounts"
import type { Provider } from "./providers"

/** An app's request to a provider. */
export type AuthorizeRequest = {
  provider: Provider
  browser: ProviderBrowser
  /** Any of `select_account`, `consent`, `login` and `none`. */
  prompts: string[]
  hint: string | null
}

type Memory = { signedIn: string | null; consented: Set<string> }

export function createBrowser({ providerBrowsers }: Instance) {
  const cookie = newSecret()
  const browser: ProviderBrowser = new Map()
  providerBrowsers.set(cookie, browser)
  return { cookie, browser }
}

function memoryOf(browser: ProviderBrowser, { key }: Provider): Memory {
  const memory = browser.get(key) ?? { signedIn: null, consented: new Set<string>() }
  browser.set(key, memory)
  return memory
}

/** The account that is signed in at the provider in this browser, if it still exists. */
export function signedInAt(instance: Instance, { provider, browser }: AuthorizeRequest) {
  const { signedIn } = memoryOf(browser, provider)
  return accountsAt(instance, provider.key).find(({ id }) => id === signedIn)
}

/** The account to return without showing a page: signed in at the provider, with consent from an earlier sign-in. */
export function silentAccount(instance: Instance, request: AuthorizeRequest): ProviderAccount | undefined {
  const { prompts, hint } = request
  const account = signedInAt(instance, request)
  const isAsked = ["select_account", "consent", "login"].some((prompt) => prompts.includes(prompt))
  const isOther = hint !== null && account?.email !== hint.trim().toLowerCase()
  return account && !isAsked && !isOther && !needsConsent(request, account) ? account : undefined
}

/** Enterprise connections need no consent. Other users consent once for each account. */
export function needsConsent({ provider, browser, prompts }: AuthorizeRequest, { id }: ProviderAccount) {
  if (provider.connection) return false
  return prompts.includes("consent") || !memoryOf(browser, provider).consented.has(id)
}

/** Signs the user in at the provider and returns a code for the app. */
export function answerWith(
  instance: Instance,
  { provider, browser }: AuthorizeRequest,
  account: ProviderAccount
): string {
  const memory = memoryOf(browser, provider)
  memory.signedIn = account.id
  memory.consented.add(account.id)
  return mintProviderCode(instance, provider.key, account)
}
