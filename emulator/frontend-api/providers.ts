import {
  awaitProvider,
  type External,
  type ExternalVerification,
  type Purpose
} from "../model/external-verification"
import {
  connectionsFor,
  findProvider,
  isKnownStrategy,
  type Provider,
  providerOfConnection
} from "../model/providers"
import type { EnterpriseConnection } from "../model/settings"
import type { Call } from "./call"
import {
  connectionIdRequired,
  connectionNotFound,
  providerNotAuthenticatable,
  providerNotEnabled,
  providerUnsupported
} from "./errors"
import { readReturn } from "./redirect-urls"

export const COMPANY = "enterprise_sso"

/** Whether a provider verifies this strategy, rather than something the user knows or receives. */
export const isExternal = (strategy: string) => strategy === COMPANY || strategy.startsWith("oauth_")

/** The strategy that a client remembers after a sign-in with a provider. */
export const strategyOf = ({ provider }: External) => (provider.connection ? COMPANY : provider.strategy)

type Departure = (purpose: Purpose) => ExternalVerification

/** Validates the redirect and the return addresses. Nothing changes until the returned function is called. */
export function planDeparture(call: Call, strategy: string, address: string | null): Departure {
  const back = readReturn(call)
  const provider =
    strategy === COMPANY ? companyOf(call, address) : socialProvider(call, strategy.replace("oauth_", ""))
  const hint = call.form.text("oidc_login_hint") ?? (provider.connection ? address : null)
  const prompt = call.form.text("oidc_prompt")
  const addressFor = (state: string) => authorizeUrl(call, provider, { state, hint, prompt })
  return (purpose) => awaitProvider(call.instance, purpose, provider, { ...back, addressFor })
}

function socialProvider({ instance }: Call, key: string): Provider {
  const provider = findProvider(instance.settings, key)
  if (!provider || provider.connection) {
    throw isKnownStrategy(key) ? providerNotEnabled(key) : providerUnsupported(key)
  }
  if (!provider.authenticatable) throw providerNotAuthenticatable(provider.name)
  return provider
}

function companyOf({ instance, form }: Call, address: string | null): Provider {
  const connections = connectionsFor(address, instance.settings)
  const id = form.text("enterprise_connection_id")
  const [first, ...others] = id ? connections.filter((connection) => connection.id === id) : connections
  if (!first) throw connectionNotFound(id ?? "")
  if (others.length > 0) throw connectionIdRequired()
  return providerOfConnection(first)
}

/** Whether it's clear which of a company's connections to use. */
export const isChosen = ({ form }: Call, connections: EnterpriseConnection[]) =>
  connections.length === 1 || form.has("enterprise_connection_id")

/** An OpenID Connect URL, even for connections that use SAML at Clerk. */
function authorizeUrl(
  { view, instance }: Call,
  { key }: Provider,
  { state, hint, prompt }: { state: string; hint: string | null; prompt: string | undefined }
) {
  const url = new URL(`/providers/${key}/authorize`, view.baseUrl)
  const parameters = {
    client_id: instance.id,
    redirect_uri: `${view.baseUrl}/v1/oauth_callback`,
    response_type: "code",
    scope: "openid email profile",
    state,
    ...(prompt && { prompt }),
    ...(hint && { login_hint: hint })
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}
