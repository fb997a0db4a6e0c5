import { type Finding, notChecked, ok, toMend } from "./finding"

const DASHBOARD = "https://dashboard.clerk.com/~"
const RULES = `${DASHBOARD}/protect/rules`
const SIGN_IN = `${DASHBOARD}/user-authentication/user-and-authentication`

/** What the instance tells everybody of its settings, as far as an extension may not be able to do what they ask. */
export type SettingsOfInstance = {
  display_config?: { terms_url?: string | null; privacy_policy_url?: string | null }
  user_settings?: {
    attributes?: Record<string, Attribute | undefined>
    social?: Record<string, { enabled?: boolean; authenticatable?: boolean; name?: string } | undefined>
    enterprise_sso?: { enabled?: boolean }
    sign_up?: { mode?: string; captcha_enabled?: boolean; legal_consent_enabled?: boolean }
  }
}

type Attribute = { enabled?: boolean; used_for_first_factor?: boolean; first_factors?: string[] }

/** Looks at what of a Clerk app's settings works in an extension, and what on web pages only. */
export function examineSettings({ user_settings: settings, display_config }: SettingsOfInstance): Finding[] {
  if (!settings) return []
  const { captcha_enabled, legal_consent_enabled, mode } = settings.sign_up ?? {}
  const hasPassword = settings.attributes?.password?.enabled === true
  return [
    examineWays(settings),
    ...(captcha_enabled && mode === "public" ? [captcha] : []),
    ...(legal_consent_enabled && !display_config?.terms_url && !display_config?.privacy_policy_url
      ? [consentWithoutLinks]
      : []),
    protect,
    ...(hasPassword ? [deviceTrust] : [])
  ]
}

function examineWays(settings: NonNullable<SettingsOfInstance["user_settings"]>): Finding {
  const here = waysHere(settings.attributes ?? {})
  if (here.length > 0) return ok("Ways to sign in", `${here.join(" and ")} work here.`)
  const others = waysElsewhere(settings)
  return toMend(
    "Ways to sign in",
    `none that is on works in an extension${others.length > 0 ? `: ${others.join(", ")}` : ""}.`,
    `Turn on passwords, or codes by e-mail: ${SIGN_IN}`
  )
}

function waysHere({ password, email_address }: Record<string, Attribute | undefined>) {
  const hasCode = email_address?.first_factors?.includes("email_code")
  // People sign in with an address, and with nothing else, whatever they prove it by.
  const hasPassword = password?.enabled && email_address?.used_for_first_factor
  return [...(hasPassword ? ["passwords"] : []), ...(hasCode ? ["codes by e-mail"] : [])]
}

function waysElsewhere({
  attributes = {},
  social = {},
  enterprise_sso
}: {
  attributes?: Record<string, Attribute | undefined>
  social?: NonNullable<SettingsOfInstance["user_settings"]>["social"]
  enterprise_sso?: { enabled?: boolean }
}) {
  const { email_address, phone_number, passkey, web3_wallet } = attributes
  const isOn = (attribute: Attribute | undefined) => attribute?.enabled && attribute.used_for_first_factor
  const companies = Object.entries(social).flatMap(([strategy, company]) =>
    company?.enabled && company.authenticatable ? [company.name ?? strategy] : []
  )
  return [
    ...companies,
    ...(enterprise_sso?.enabled ? ["single sign-on"] : []),
    ...(email_address?.first_factors?.includes("email_link") ? ["links by e-mail"] : []),
    ...(isOn(phone_number) ? ["codes by text message"] : []),
    ...(isOn(passkey) ? ["passkeys"] : []),
    ...(isOn(web3_wallet) ? ["wallets"] : [])
  ]
}

const captcha = toMend(
  "Bot protection",
  "asks for a CAPTCHA at sign-up, and no extension can show one: new accounts are made on the web only.",
  `Turn off "Bot sign-up protection", or move to "Challenge suspicious sign-ups": ${RULES}`
)

const consentWithoutLinks = toMend(
  "Legal consent",
  "is asked for at sign-up, but neither the terms nor the privacy policy has an address.",
  `Add one, or turn it off: ${DASHBOARD}/compliance/legal`
)

// `protect_config` tells how pages load Protect, not what it does with an attempt.
const protect = notChecked(
  "Clerk Protect",
  "Clerk does not say whether it challenges sign-ups. Where it does, the popup sends people to the web.",
  `See which protections are on: ${RULES}`
)

const deviceTrust = notChecked(
  "Device Trust",
  "Clerk does not say whether it is on. Where it is, people enter a code after their password on a new device.",
  `It is on for apps made after 14 November 2025: ${RULES}`
)
