import { type Finding, notChecked, ok, toFix } from "./finding"

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

type UserSettings = NonNullable<SettingsOfInstance["user_settings"]>
type Attributes = NonNullable<UserSettings["attributes"]>
type Attribute = { enabled?: boolean; used_for_first_factor?: boolean; first_factors?: string[] }

/** Looks at what of a Clerk app's settings works in an extension, and what on web pages only. */
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
  if (here.length > 0) return ok("Ways to sign in", `${list(here)} work here.`)
  const others = [...(hasSso ? [] : sso), ...waysElsewhere(settings.attributes ?? {})]
  return toFix(
    "Ways to sign in",
    `none that is on works in this extension${others.length > 0 ? `: ${others.join(", ")}` : ""}.`,
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
    company?.enabled && company.authenticatable ? [`${company.name ?? strategy} accounts`] : []
  )
  return [...companies, ...(enterprise_sso?.enabled ? ["company accounts"] : [])]
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

const captcha = toFix(
  "Bot protection",
  "asks for a CAPTCHA at sign-up, and no extension can show one: new accounts are made on the web only.",
  `Turn off "Bot sign-up protection", or move to "Challenge suspicious sign-ups": ${RULES}`
)

const consentWithoutLinks = toFix(
  "Legal consent",
  "is asked for at sign-up, but neither the terms nor the privacy policy has an address.",
  `Add one, or turn it off: ${DASHBOARD}/compliance/legal`
)

// Clerk names the domain only when somebody signs in. The extension may have a permission for it already.
const passkeys = notChecked(
  "Passkeys",
  "are on, and Chrome hands them only to extensions that may reach exactly the domain that they belong to.",
  "Set CLERK_PASSKEY_DOMAIN in .env to that domain, such as example.com, and build again."
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
