import type { EnterpriseConnection, Settings } from "./settings"

/** An identity provider: one that anyone can use, or an enterprise connection. */
export type Provider = {
  /** `google`, `custom_acme` or the id of an enterprise connection. */
  key: string
  name: string
  /** The strategy of its verifications. */
  strategy: string
  authenticatable: boolean
  connection: EnterpriseConnection | null
}

/** The providers that Clerk supports, as their strategies name them. */
const KNOWN =
  "apple atlassian bitbucket box coinbase discord dropbox enstall expressen facebook github gitlab google hubspot huggingface instagram line linear linkedin linkedin_oidc microsoft notion slack spotify tiktok twitch twitter x xero".split(
    " "
  )

const NAMES = { google: "Google", microsoft: "Microsoft" }

/** The social providers that the instance has enabled. */
export function socialProviders({ social }: Settings): Provider[] {
  const company = (key: string, name: string, authenticatable = true): Provider => ({
    key,
    name,
    strategy: `oauth_${key}`,
    authenticatable,
    connection: null
  })
  return [
    ...(["google", "microsoft"] as const).filter((key) => social[key]).map((key) => company(key, NAMES[key])),
    ...social.custom.map(({ key, name, authenticatable }) => company(`custom_${key}`, name, authenticatable))
  ]
}

export const isKnownStrategy = (strategy: string) => KNOWN.includes(strategy.replace("oauth_", ""))

export function providerOfConnection(connection: EnterpriseConnection): Provider {
  const { id, name, provider } = connection
  const strategy = isSaml(connection) ? "saml" : provider
  return { key: id, name, strategy, authenticatable: true, connection }
}

/** The enabled provider with this key. */
export function findProvider(settings: Settings, key: string): Provider | undefined {
  const connection = settings.enterpriseConnections.find(({ id, active }) => id === key && active)
  return connection
    ? providerOfConnection(connection)
    : socialProviders(settings).find((provider) => provider.key === key)
}

export const isSaml = ({ provider }: EnterpriseConnection) => provider.startsWith("saml_")

/** The connections that an address must sign in with. Empty for most addresses. */
export function connectionsFor(
  address: string | null,
  { enterpriseConnections }: Settings
): EnterpriseConnection[] {
  return enterpriseConnections.filter((connection) => connection.active && isOfDomain(address, connection))
}

export function isOfDomain(address: string | null, { domain, allowSubdomains }: EnterpriseConnection) {
  const given = /@([^@]+)$/.exec(address ?? "")?.[1]?.toLowerCase()
  return given === domain || (allowSubdomains && given?.endsWith(`.${domain}`) === true)
}
