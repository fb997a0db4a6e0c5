import { registeredPasskeys } from "../model/passkeys"
import type { User } from "../model/user"
import { identifierOf } from "../model/user"
import { passkeyJson } from "./passkey"
import type { View } from "./view"

const verifiedBy = (object: string, strategy: string) => ({
  object,
  status: "verified",
  strategy,
  attempts: null,
  expire_at: 0
})

/** What else the user may sign in with, as their profile lists it. */
export function otherWaysJson(user: User, view: View) {
  const { firstName, lastName } = user
  const emailAddress = identifierOf(user)
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
    external_accounts: user.externalAccounts.map(({ id, provider, ...record }) => ({
      object: "external_account",
      id,
      provider: `oauth_${provider}`,
      identification_id: id,
      provider_user_id: id,
      approved_scopes: "",
      email_address: emailAddress,
      first_name: firstName ?? "",
      last_name: lastName ?? "",
      public_metadata: {},
      verification: verifiedBy("verification_oauth", `oauth_${provider}`),
      ...dated(record)
    })),
    enterprise_accounts: user.enterpriseAccounts.map(
      ({ id, disableAdditionalIdentifications, ...record }) => ({
        object: "enterprise_account",
        id,
        active: true,
        protocol: "saml",
        provider: "saml_custom",
        provider_user_id: null,
        email_address: emailAddress,
        first_name: firstName,
        last_name: lastName,
        public_metadata: {},
        verification: null,
        last_authenticated_at: null,
        enterprise_connection_id: `${id}_connection`,
        enterprise_connection: {
          object: "enterprise_connection",
          id: `${id}_connection`,
          enterprise_connection_id: `${id}_connection`,
          active: true,
          allow_idp_initiated: false,
          allow_subdomains: false,
          allow_organization_account_linking: false,
          disable_additional_identifications: disableAdditionalIdentifications,
          domain: emailAddress.split("@")[1] ?? "",
          logo_public_url: null,
          name: "Company",
          protocol: "saml",
          provider: "saml_custom",
          sync_user_attributes: false,
          ...dated(record)
        },
        ...dated(record)
      })
    )
  }
}

const dated = ({ createdAt, updatedAt }: { createdAt: number; updatedAt: number }) => ({
  created_at: createdAt,
  updated_at: updatedAt
})
