import { newSecret } from "./ids"
import type { Instance } from "./instance"
import { accountsAt, mintProviderCode, type ProviderAccount, type ProviderBrowser } from "./provider-accounts"
import type { Provider } from "./providers"

/** What an app asks a provider for. */
export type AuthorizeRequest = {
  provider: Provider
  browser: ProviderBrowser
  /** `select_account`, `consent`, `login`, `none` or several of them. */
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

/** Who is signed in at the provider in this browser, as far as their account is still there. */
export function signedInAt(instance: Instance, { provider, browser }: AuthorizeRequest) {
  const { signedIn } = memoryOf(browser, provider)
  return accountsAt(instance, provider.key).find(({ id }) => id === signedIn)
}

/** The account that the app gets without a question: of someone who is signed in, and has agreed to it before. */
export function silentAccount(instance: Instance, request: AuthorizeRequest): ProviderAccount | undefined {
  const { prompts, hint } = request
  const account = signedInAt(instance, request)
  const isAsked = ["select_account", "consent", "login"].some((prompt) => prompts.includes(prompt))
  const isOther = hint !== null && account?.email !== hint.trim().toLowerCase()
  return account && !isAsked && !isOther && !needsConsent(request, account) ? account : undefined
}

/** Companies decide for their people. Everybody else is asked once what the app may know. */
export function needsConsent({ provider, browser, prompts }: AuthorizeRequest, { id }: ProviderAccount) {
  if (provider.connection) return false
  return prompts.includes("consent") || !memoryOf(browser, provider).consented.has(id)
}

/** Signs somebody in at the provider, and lets the app know who it is. */
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
