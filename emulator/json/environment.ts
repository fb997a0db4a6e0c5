import { type Attribute, attributePresence, type IdentifierKind, identifierKinds } from "../model/attributes"
import type { Instance } from "../model/instance"
import { isSaml, type Provider, socialProviders } from "../model/providers"
import type { Settings } from "../model/settings"
import { passkeyAttribute, passkeySettingsJson } from "./passkey"
import type { View } from "./view"

/** The instance's configuration, for the SDK and the pages that use it. */
export function environmentJson({ instance, baseUrl }: View) {
  const { settings } = instance
  return {
    auth_config: authConfigJson(settings, instance.id),
    display_config: displayConfigJson(settings, instance.id, instance.type, webAppOf(instance, baseUrl)),
    user_settings: userSettingsJson(settings),
    organization_settings: organizationSettingsJson(settings),
    fraud_settings: { object: "fraud_settings", native: { device_attestation_mode: "disabled" } },
    commerce_settings: {
      billing: {
        stripe_publishable_key: null,
        free_trial_requires_payment_method: true,
        user: { enabled: false, has_paid_plans: false },
        organization: { enabled: false, has_paid_plans: false }
      }
    },
    api_keys_settings: { enabled: false, user_api_keys_enabled: false, orgs_api_keys_enabled: false },
    protect_config: {},
    client_debug_mode: false,
    partitioned_cookies: false,
    maintenance_mode: false
  }
}

function authConfigJson(settings: Settings, id: string) {
  const { mfa, session, reverification, nativeApi } = settings
  const presence = attributePresence(settings)
  const inWords = (attribute: Attribute) => (presence[attribute] === "optional" ? "on" : presence[attribute])
  const kinds = identifierKinds(settings)
  return {
    object: "auth_config",
    id,
    first_name: inWords("first_name"),
    last_name: inWords("last_name"),
    email_address: inWords("email_address"),
    phone_number: inWords("phone_number"),
    username: inWords("username"),
    password: inWords("password"),
    identification_requirements: [
      kinds.filter((kind) => kind !== "username"),
      kinds.filter((kind) => kind === "username")
    ],
    identification_strategies: kinds,
    first_factors: firstFactors(settings, kinds),
    second_factors: [
      ...(mfa.phoneCode ? ["phone_code"] : []),
      ...(mfa.authenticatorApp ? ["totp"] : []),
      ...(mfa.backupCode ? ["backup_code"] : [])
    ],
    email_address_verification_strategies: ["email_code"],
    single_session_mode: !session.multiSession,
    enhanced_email_deliverability: false,
    test_mode: true,
    cookieless_dev: true,
    url_based_session_syncing: true,
    claimed_at: null,
    reverification: reverification.enabled || reverification.force,
    native_settings: {
      object: "native_settings",
      api_enabled: nativeApi.enabled,
      trusted_device_sign_in_enabled: false,
      trusted_device_enrollment_prompt_after_sign_in_enabled: false,
      trusted_device_enrollment_prompt_after_sign_up_enabled: false
    }
  }
}

function displayConfigJson(settings: Settings, id: string, type: string, webApp: string) {
  const { applicationName, branding, signIn, legal, captcha } = settings
  const page = (path: string) => `${webApp}/demo${path}`
  return {
    object: "display_config",
    id,
    instance_environment_type: type,
    application_name: applicationName,
    theme: branding.color ? themeJson(branding.color) : {},
    preferred_sign_in_strategy: signIn.password ? signIn.preferred : "otp",
    logo_image_url: branding.logoUrl || null,
    favicon_image_url: null,
    home_url: page(""),
    sign_in_url: page("/sign-in"),
    sign_up_url: page("/sign-up"),
    user_profile_url: page(""),
    waitlist_url: page("/sign-up"),
    oauth_consent_url: page(""),
    after_sign_in_url: page(""),
    after_sign_up_url: page(""),
    after_sign_out_one_url: page(""),
    after_sign_out_all_url: page("/sign-in"),
    after_switch_session_url: page(""),
    after_join_waitlist_url: page(""),
    organization_profile_url: page(""),
    create_organization_url: page(""),
    after_leave_organization_url: page(""),
    after_create_organization_url: page(""),
    logo_link_url: page(""),
    support_email: null,
    branded: false,
    experimental_force_oauth_first: false,
    clerk_js_version: null,
    show_devmode_warning: false,
    google_one_tap_client_id: null,
    help_url: null,
    privacy_policy_url: legal.privacyPolicyUrl || null,
    terms_url: legal.termsUrl || null,
    logo_url: branding.logoUrl || null,
    favicon_url: null,
    logo_image: null,
    favicon_image: null,
    captcha_public_key: captcha.enabled ? CAPTCHA_KEYS.smart : null,
    captcha_widget_type: captcha.enabled ? captcha.widgetType : null,
    captcha_public_key_invisible: captcha.enabled ? CAPTCHA_KEYS.invisible : null,
    captcha_provider: captcha.enabled ? "turnstile" : null,
    captcha_oauth_bypass: [],
    captcha_heartbeat: captcha.heartbeat
  }
}

/** The theme of an instance whose owner has chosen no more than a color. Clerk's components don't read it any more. */
const themeJson = (color: string) => ({
  buttons: { font_color: "#ffffff", font_family: '"Source Sans Pro", sans-serif', font_weight: "600" },
  general: {
    color,
    padding: "1em",
    box_shadow: "0 2px 8px rgba(0, 0, 0, 0.2)",
    font_color: "#151515",
    font_family: '"Source Sans Pro", sans-serif',
    border_radius: "0.5em",
    background_color: "#ffffff",
    label_font_weight: "600"
  },
  accounts: { background_color: "#ffffff" }
})

/**
 * Turnstile's test keys, which always pass.
 * @see https://developers.cloudflare.com/turnstile/troubleshooting/testing/
 */
const CAPTCHA_KEYS = { smart: "1x00000000000000000000AA", invisible: "1x00000000000000000000BB" }

const providerJson = ({ strategy, name, authenticatable }: Provider) => ({
  enabled: true,
  required: false,
  authenticatable,
  block_email_subaddresses: false,
  strategy,
  not_selectable: false,
  deprecated: false,
  name,
  logo_url: null
})

/** In production, the Frontend API has its own hostname next to the web app's. */
export const webAppOf = ({ type, frontendApi, domain }: Instance, baseUrl: string) =>
  type === "production" && baseUrl === `https://${frontendApi}` ? `https://app.${domain}` : baseUrl

const DISABLED = {
  enabled: false,
  required: false,
  used_for_first_factor: false,
  first_factors: [] as string[],
  used_for_second_factor: false,
  second_factors: [] as string[],
  verifications: [] as string[],
  verify_at_sign_up: false,
  immutable: false
}
const ENABLED = { ...DISABLED, enabled: true }

function userSettingsJson(settings: Settings) {
  const { signIn, signUp, mfa, password, username, organizations, emailLink, captcha } = settings
  const connections = settings.enterpriseConnections.filter(({ active }) => active)
  const presence = attributePresence(settings)
  const kinds = identifierKinds(settings)
  const attribute = (name: Attribute) => ({
    ...DISABLED,
    enabled: presence[name] !== "off",
    required: presence[name] === "required",
    used_for_first_factor: kinds.some((kind) => kind === name)
  })
  const email = attribute("email_address")
  const phone = attribute("phone_number")
  const secondFactor = (enabled: boolean, strategy: string) =>
    enabled ? { ...ENABLED, used_for_second_factor: true, second_factors: [strategy] } : DISABLED
  return {
    attributes: {
      email_address: {
        ...email,
        first_factors: email.used_for_first_factor && signIn.emailCode ? ["email_code"] : [],
        verifications: email.enabled ? ["email_code"] : [],
        verify_at_sign_up: email.enabled && signUp.verifyEmail
      },
      phone_number: {
        ...phone,
        used_for_second_factor: mfa.phoneCode,
        second_factors: mfa.phoneCode ? ["phone_code"] : [],
        first_factors: signIn.phoneCode ? ["phone_code"] : [],
        verifications: phone.enabled ? ["phone_code"] : [],
        verify_at_sign_up: phone.enabled && signUp.verifyPhone,
        channels: ["sms"]
      },
      username: attribute("username"),
      web3_wallet: DISABLED,
      first_name: attribute("first_name"),
      last_name: attribute("last_name"),
      password: attribute("password"),
      authenticator_app: secondFactor(mfa.authenticatorApp, "totp"),
      ticket: ENABLED,
      backup_code: secondFactor(mfa.backupCode, "backup_code"),
      passkey: settings.passkeys.enabled ? { ...ENABLED, ...passkeyAttribute } : DISABLED
    },
    social: Object.fromEntries(
      socialProviders(settings).map((provider) => [provider.strategy, providerJson(provider)])
    ),
    saml: { enabled: connections.some(isSaml) },
    enterprise_sso: { enabled: connections.length > 0, self_serve_sso: false },
    sign_in: {
      second_factor: { required: false, enabled: mfa.authenticatorApp || mfa.phoneCode || mfa.backupCode }
    },
    sign_up: {
      captcha_enabled: captcha.enabled,
      captcha_widget_type: captcha.widgetType,
      custom_action_required: false,
      progressive: true,
      mode: signUp.mode,
      legal_consent_enabled: signUp.legalConsent,
      mfa: { required: mfa.required }
    },
    restrictions: {
      allowlist: { enabled: signUp.allowlist.length > 0 },
      blocklist: { enabled: signUp.blocklist.length > 0 },
      allowlist_blocklist_disabled_on_sign_in: { enabled: true },
      block_email_subaddresses: { enabled: false },
      block_disposable_email_domains: { enabled: false }
    },
    password_settings: passwordSettingsJson(password),
    username_settings: {
      min_length: username.minLength,
      max_length: username.maxLength,
      allow_extended_special_characters: username.extendedCharacters,
      allow_numeric_usernames: username.numericOnly
    },
    actions: {
      delete_self: true,
      create_organization: organizations.creationEnabled,
      create_organizations_limit: null
    },
    attack_protection: {
      user_lockout: { enabled: true, max_attempts: 10, duration_in_minutes: 60 },
      pii: { enabled: false },
      email_link: { require_same_client: emailLink.requireSameClient },
      enumeration_protection: { enabled: settings.enumerationProtection === "strict" }
    },
    passkey_settings: passkeySettingsJson(settings)
  }
}

function passwordSettingsJson(password: Settings["password"]) {
  return {
    disable_hibp: !password.checkCompromised,
    disable_password_reverification: false,
    min_length: password.minLength,
    max_length: password.maxLength,
    require_special_char: password.requireSpecial,
    require_numbers: password.requireNumbers,
    require_uppercase: password.requireUppercase,
    require_lowercase: password.requireLowercase,
    show_zxcvbn: password.minStrength > 0,
    min_zxcvbn_strength: password.minStrength,
    enforce_hibp_on_sign_in: password.checkCompromisedAtSignIn,
    allowed_special_characters: "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~"
  }
}

function organizationSettingsJson({ organizations }: Settings) {
  return {
    enabled: organizations.enabled,
    max_allowed_memberships: organizations.maxAllowedMemberships,
    force_organization_selection: organizations.forceSelection,
    actions: { admin_delete: true },
    domains: {
      enabled: organizations.domains,
      enrollment_modes: organizations.domains ? ["automatic_suggestion"] : [],
      default_role: "org:member"
    },
    slug: { disabled: organizations.slugDisabled },
    organization_creation_defaults: { enabled: organizations.creationDefaults },
    creator_role: "org:admin"
  }
}

function firstFactors(settings: Settings, kinds: IdentifierKind[]) {
  const { signIn, passkeys } = settings
  const byEmail = kinds.includes("email_address")
  const byPhone = kinds.includes("phone_number")
  return [
    ...(signIn.emailCode && byEmail ? ["email_code"] : []),
    ...(signIn.password ? ["password"] : []),
    ...(signIn.phoneCode ? ["phone_code"] : []),
    ...(signIn.password && byEmail ? ["reset_password_email_code"] : []),
    ...(signIn.password && byPhone ? ["reset_password_phone_code"] : []),
    ...(passkeys.enabled ? ["passkey"] : []),
    ...socialProviders(settings).flatMap(({ strategy, authenticatable }) =>
      authenticatable ? [strategy] : []
    ),
    "ticket"
  ]
}
