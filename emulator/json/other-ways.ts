import { registeredPasskeys } from "../model/passkeys"
import type { EnterpriseAccount, User } from "../model/user"
import { passkeyJson } from "./passkey"
import type { View } from "./view"

const verifiedBy = (object: string, strategy: string) => ({
  object,
  status: "verified",
  strategy,
  attempts: null,
  expire_at: 0
})

/** The user's other ways to sign in, as a profile lists them. */
export function otherWaysJson(user: User, view: View) {
  return {
    username: user.username,
    primary_web3_wallet_id: user.web3Wallets[0]?.id ?? null,
    web3_wallets: user.web3Wallets.map(({ id, address, ...record }) => ({
      object: "web3_wallet",
      id,
      web3_wallet: address,
      verification: verifiedBy("verification_web3", "web3_metamask_signature"),
      ...dated(record)
    })),
    passkeys: registeredPasskeys(user).map((passkey) => passkeyJson(passkey, view)),
    external_accounts: user.externalAccounts.map((account) => ({
      object: "external_account",
      id: account.id,
      provider: `oauth_${account.provider}`,
      identification_id: account.id,
      provider_user_id: account.providerUserId,
      approved_scopes: "email openid profile",
      email_address: account.emailAddress,
      email_address_verified: account.emailVerified,
      first_name: account.firstName ?? "",
      last_name: account.lastName ?? "",
      image_url: "",
      username: null,
      phone_number: null,
      label: null,
      public_metadata: {},
      verification: verifiedBy("verification_oauth", `oauth_${account.provider}`),
      ...dated(account)
    })),
    enterprise_accounts: user.enterpriseAccounts.map((account) => enterpriseAccountJson(account, view))
  }
}

/** An account that exists in name only gets a placeholder connection. */
function enterpriseAccountJson(account: EnterpriseAccount, { instance }: View) {
  const { id, emailAddress, disableAdditionalIdentifications, connectionId } = account
  const known = instance.settings.enterpriseConnections.find((connection) => connection.id === connectionId)
  const domain = emailAddress.split("@")[1] ?? ""
  const connection = known ?? { id: `${id}_connection`, name: "Company", provider: "saml_custom", domain }
  const provider = { protocol: connection.provider.replace(/_.*/, ""), provider: connection.provider }
  const active = known?.active ?? connectionId === null
  return {
    object: "enterprise_account",
    id,
    active,
    ...provider,
    provider_user_id: account.providerUserId || null,
    email_address: emailAddress,
    first_name: account.firstName,
    last_name: account.lastName,
    public_metadata: {},
    verification: null,
    last_authenticated_at: account.lastAuthenticatedAt,
    enterprise_connection_id: connection.id,
    enterprise_connection: {
      object: "enterprise_connection",
      id: connection.id,
      enterprise_connection_id: connection.id,
      active,
      allow_idp_initiated: false,
      allow_subdomains: known?.allowSubdomains ?? false,
      allow_organization_account_linking: false,
      disable_additional_identifications: disableAdditionalIdentifications,
      domain: connection.domain,
      logo_public_url: null,
      name: connection.name,
      ...provider,
      sync_user_attributes: false,
      ...dated(account)
    },
    ...dated(account)
  }
}

const dated = ({ createdAt, updatedAt }: { createdAt: number; updatedAt: number }) => ({
  created_at: createdAt,
  updated_at: updatedAt
})
