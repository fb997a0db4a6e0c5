import { type Finding, needsFix, ok, skipped } from "./finding"

const DASHBOARD = "https://dashboard.clerk.com/~"
const RULES = `${DASHBOARD}/protect/rules`
const SIGN_IN = `${DASHBOARD}/user-authentication/user-and-authentication`

/** The instance's public settings that an extension may not support. */
export type SettingsOfInstance = {
  display_config?: { terms_url?: string | null; privacy_policy_url?: string | null }
  user_settings?: {
    attributes?: Record<string, Attribute | undefined>
    social?: Record<string, { enabled?: boolean; authenticatable?: boolean; name?: string } | undefined>
    enterprise_sso?: { enabled?: boolean }
    sign_up?: { mode?: string; captcha_enabled?: boolean; legal_consent_enabled?: boolean }
  }
}

type UserSettings = NonNullable<SettingsOfInstance["user_settings"]>
type Attributes = NonNullable<UserSettings["attributes"]>
type Attribute = { enabled?: boolean; used_for_first_factor?: boolean; first_factors?: string[] }

/** Checks which settings of a Clerk app work in an extension, and which only on web pages. */
export function examineSettings(
  { user_settings: settings, display_config }: SettingsOfInstance,
  { mayUsePasskeys, hasSso }: { mayUsePasskeys: boolean; hasSso: boolean }
): Finding[] {
  if (!settings) return []
  const { captcha_enabled, legal_consent_enabled, mode } = settings.sign_up ?? {}
  const hasPassword = settings.attributes?.password?.enabled === true
  return [
    examineWays(settings, hasSso),
    ...(isOn(settings.attributes?.passkey) && !mayUsePasskeys ? [passkeys] : []),
    ...(captcha_enabled && mode === "public" ? [captcha] : []),
    ...(legal_consent_enabled && !display_config?.terms_url && !display_config?.privacy_policy_url
      ? [consentWithoutLinks]
      : []),
    protect,
    ...(hasPassword ? [deviceTrust] : [])
  ]
}

function examineWays(settings: UserSettings, hasSso: boolean): Finding {
  const sso = ssoOf(settings)
  const here = [...waysHere(settings.attributes ?? {}), ...(hasSso ? sso : [])]
  if (here.length > 0)
    return ok("Sign-in methods", `${list(here)} ${here.length === 1 ? "works" : "work"} in the extension.`)
  const others = [...(hasSso ? [] : sso), ...waysElsewhere(settings.attributes ?? {})]
  return needsFix(
    "Sign-in methods",
    `None that is on works in the extension${others.length > 0 ? ` (${others.join(", ")})` : ""}.`,
    `Turn on passwords, codes by email or text message, or passkeys: ${SIGN_IN}${sso.length > 0 ? " Or set PLASMO_PUBLIC_CLERK_SSO to on." : ""}`
  )
}

function waysHere({ password, email_address, phone_number, username, passkey }: Attributes) {
  const sends = (attribute: Attribute | undefined, code: string) =>
    isOn(attribute) && attribute?.first_factors?.includes(code)
  const hasIdentifier = [email_address, phone_number, username].some(isOn)
  return [
    ...(password?.enabled && hasIdentifier ? ["passwords"] : []),
    ...(sends(email_address, "email_code") ? ["codes by email"] : []),
    ...(sends(phone_number, "phone_code") ? ["codes by text message"] : []),
    ...(isOn(passkey) ? ["passkeys"] : [])
  ]
}

function ssoOf({ social = {}, enterprise_sso }: UserSettings) {
  const companies = Object.entries(social).flatMap(([strategy, company]) =>
    company?.enabled && company.authenticatable ? [company.name ?? strategy] : []
  )
  return [...companies, ...(enterprise_sso?.enabled ? ["company SSO"] : [])]
}

function waysElsewhere({ email_address, web3_wallet }: Attributes) {
  return [
    ...(email_address?.first_factors?.includes("email_link") ? ["links by email"] : []),
    ...(isOn(web3_wallet) ? ["wallets"] : [])
  ]
}

function isOn(attribute: Attribute | undefined) {
  return attribute?.enabled === true && attribute.used_for_first_factor === true
}

const list = (names: string[]) => new Intl.ListFormat("en").format(names)

const captcha = needsFix(
  "Bot protection",
  "Sign-ups require a CAPTCHA, which extensions can't show. Users can sign up only on the web.",
  `Turn off "Bot sign-up protection", or move to "Challenge suspicious sign-ups": ${RULES}`
)

const consentWithoutLinks = needsFix(
  "Legal consent",
  "Sign-ups require it, but neither the terms nor the privacy policy has a URL.",
  `Add a URL, or turn consent off: ${DASHBOARD}/compliance/legal`
)

// Clerk names the domain only when a user signs in. The extension may already have a permission for it.
const passkeys = skipped(
  "Passkeys",
  "on, but Chrome offers them only to extensions that may reach exactly the domain they belong to.",
  "Set CLERK_PASSKEY_DOMAIN in .env to that domain, such as example.com, and build again."
)

// `protect_config` says how pages load Protect, not what Protect does with an attempt.
const protect = skipped(
  "Clerk Protect",
  "Clerk doesn't report whether it challenges sign-ups. If it does, the popup sends users to the web.",
  `See which protections are on: ${RULES}`
)

const deviceTrust = skipped(
  "Device Trust",
  "Clerk doesn't report whether it's on. If it is, users on a new device enter a code after their password.",
  `It's on for apps created after 14 November 2025: ${RULES}`
)
