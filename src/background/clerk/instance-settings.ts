import { t } from "~i18n"
import {
  BRAND_COLOR,
  type Brand,
  CODE_FACTORS,
  IDENTIFIERS,
  type InstanceSettings,
  isOAuthStrategy,
  OTHER_METHODS,
  type OtherMethod,
  type PasswordRules,
  type Requirement,
  type SocialConnection,
  type SsoStrategy
} from "~session/snapshot"
import { plainText, webAddress } from "./plain"
import { frontendApiHostOf } from "./publishable-key"
import type { Clerk } from "./sdk"

type UserSettings = NonNullable<Clerk["__internal_environment"]>["userSettings"]

/** Translates what the instance's owner chose in Clerk's dashboard into what pages need to know. */
export function readInstance({ __internal_environment: environment }: Clerk): InstanceSettings {
  if (!environment) throw new Error("Clerk is not loaded")
  const { displayConfig, userSettings } = environment
  const { enabled, forceOrganizationSelection, slug, organizationCreationDefaults } =
    environment.organizationSettings

  return {
    applicationName: plainText(displayConfig.applicationName),
    brand: readBrand(displayConfig),
    isMultiSession: !environment.isSingleSession(),
    homeUrl: webAddress(displayConfig.homeUrl),
    signIn: readSignIn(userSettings, displayConfig.preferredSignInStrategy),
    signUp: readSignUp(userSettings, displayConfig),
    organizations: {
      enabled,
      personalAccount: !forceOrganizationSelection,
      slug: !slug.disabled,
      creationDefaults: organizationCreationDefaults.enabled
    },
    password: readPasswordRules(userSettings.passwordSettings),
    hasBackupCodes: secondFactorsIn(userSettings.attributes).includes("backup_code")
  }
}

/** What every instance has until its owner chooses a color. Clerk's own components don't show it either. */
const DEFAULT_COLOR = "#6c47ff"

/** As in the content security policy, in `package.json`. */
const PICTURE_ORIGINS = [
  "https://img.clerk.com",
  process.env.PLASMO_PUBLIC_CLERK_EMULATOR_URL ||
    `https://${frontendApiHostOf(process.env.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY ?? "")}`
]

// An instance may have no theme, or one without colors.
type Themed = { theme?: { general?: { color?: string } }; logoImageUrl?: string }

function readBrand({ theme, logoImageUrl }: Themed): Brand {
  const color = String(theme?.general?.color).toLowerCase()
  const logoUrl = webAddress(logoImageUrl)
  return {
    color: BRAND_COLOR.test(color) && color !== DEFAULT_COLOR ? color : null,
    logoUrl: logoUrl && PICTURE_ORIGINS.includes(new URL(logoUrl).origin) ? logoUrl : null
  }
}

function readSignIn(settings: UserSettings, preferred: string): InstanceSettings["signIn"] {
  const { attributes, passkeySettings, social } = settings
  const sends = [attributes.email_address, attributes.phone_number].flatMap((attribute) =>
    attribute?.enabled ? attribute.first_factors : []
  )
  const codes = CODE_FACTORS.filter((strategy) => sends.includes(strategy))
  const password = attributes.password?.enabled ?? false
  return {
    identifiers: IDENTIFIERS.filter((name) => isFirstFactor(attributes[name])),
    password,
    codes,
    passkey: !isFirstFactor(attributes.passkey)
      ? "off"
      : passkeySettings.show_sign_in_button
        ? "button"
        : "on",
    prefersCode: codes.length > 0 && (!password || preferred === "otp"),
    social: readSocial(social),
    others: OTHER_METHODS.filter((method) => hasMethod(settings, method))
  }
}

/** In the order of Clerk's own components. */
function readSocial(social: UserSettings["social"]): SocialConnection[] {
  const bareName = (strategy: string) => strategy.replace(/^oauth_(custom_)?/, "")
  return Object.values(social)
    .flatMap((connection) => {
      const { enabled, authenticatable, strategy, name } = connection ?? {}
      if (!enabled || !authenticatable || !isOAuthStrategy(strategy)) return []
      return { strategy, name: plainText(name, 40) || bareName(strategy) }
    })
    .sort((one, other) => bareName(one.strategy).localeCompare(bareName(other.strategy)))
}

/** The name by which users know the provider. */
export function providerNameOf(clerk: Clerk, strategy: SsoStrategy): string {
  const connection = readInstance(clerk).signIn.social.find((social) => social.strategy === strategy)
  return connection?.name ?? t("yourCompany")
}

function hasMethod({ attributes, enterpriseSSO }: UserSettings, method: OtherMethod) {
  switch (method) {
    case "enterprise_sso":
      return enterpriseSSO.enabled
    case "email_link":
      return attributes.email_address?.first_factors.includes("email_link") ?? false
    case "web3_wallet":
      return isFirstFactor(attributes.web3_wallet)
  }
}

function isFirstFactor(attribute: { enabled: boolean; used_for_first_factor: boolean } | undefined) {
  return Boolean(attribute?.enabled && attribute.used_for_first_factor)
}

type Pages = { termsUrl: string; privacyPolicyUrl: string }

function readSignUp({ attributes, signUp }: UserSettings, pages: Pages): InstanceSettings["signUp"] {
  const fields = {
    firstName: requirementOf(attributes.first_name),
    lastName: requirementOf(attributes.last_name),
    username: requirementOf(attributes.username),
    emailAddress: requirementOf(attributes.email_address),
    phoneNumber: requirementOf(attributes.phone_number),
    password: requirementOf(attributes.password)
  }
  return {
    // A newer Clerk may have other modes. Clerk itself decides who may sign up, and its refusal explains why.
    mode: signUp.mode === "restricted" || signUp.mode === "waitlist" ? signUp.mode : "public",
    fields,
    legalConsent: signUp.legal_consent_enabled
      ? { termsUrl: webAddress(pages.termsUrl), privacyPolicyUrl: webAddress(pages.privacyPolicyUrl) }
      : null
  }
}

function requirementOf(attribute: { enabled: boolean; required: boolean } | undefined): Requirement {
  return !attribute?.enabled ? "off" : attribute.required ? "required" : "optional"
}

/** Clerk accepts no password shorter than 8 or longer than 72 characters, whatever the settings contain. */
export function readPasswordRules(settings: Partial<UserSettings["passwordSettings"]>): PasswordRules {
  return {
    minLength: Math.max(settings.min_length ?? 8, 8),
    maxLength: Math.min(settings.max_length || 72, 72),
    requireLowercase: settings.require_lowercase ?? false,
    requireUppercase: settings.require_uppercase ?? false,
    requireNumbers: settings.require_numbers ?? false,
    requireSpecial: settings.require_special_char ?? false,
    allowedSpecialCharacters: settings.allowed_special_characters ?? "",
    minStrength: settings.show_zxcvbn ? (settings.min_zxcvbn_strength ?? null) : null
  }
}

/** The allowed lengths of passwords and usernames. */
export type Lengths = Record<"password" | "username", { minLength: number; maxLength: number }>

/** For error messages: Clerk's errors don't carry these numbers. */
export function readLengths({ passwordSettings, usernameSettings }: UserSettings): Lengths {
  const { minLength, maxLength } = readPasswordRules(passwordSettings)
  return {
    password: { minLength, maxLength },
    username: { minLength: usernameSettings.min_length, maxLength: usernameSettings.max_length }
  }
}

/** The instance's second factors, in the order of the attributes, which is also the order of Clerk's own components. */
export function secondFactorsIn(attributes: Partial<UserSettings["attributes"]>) {
  return Object.values(attributes).flatMap((attribute) =>
    attribute?.used_for_second_factor ? attribute.second_factors : []
  )
}
