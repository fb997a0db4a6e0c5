import * as v from "valibot"
import { newId } from "./ids"
import { TASK_KEYS, type TaskKey } from "./tasks"

const RoleKey = v.pipe(v.string(), v.regex(/^org:[a-z0-9_-]+$/, "Use the format org:billing."))
const PermissionKey = v.pipe(
  v.string(),
  v.regex(/^org:[a-z0-9_-]+:[a-z0-9_-]+$/, "Use the format org:invoices:create."),
  v.check((key) => !key.startsWith("org:sys_"), "Roles already include the system permissions.")
)

const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max))

/** How Clerk can verify a new device. Clerk derives the strategies from the email and phone settings. */
export const TRUST_STRATEGIES = ["email_code", "phone_code", "email_link"] as const

/** `check` requires a challenge that only Clerk's own pages can show. */
export const PROTECT_ACTIONS = ["off", "check", "block"] as const

/** The enterprise identity providers that Clerk supports, with SAML or OpenID Connect. */
export const ENTERPRISE_PROVIDERS = [
  "saml_custom",
  "saml_okta",
  "saml_google",
  "saml_microsoft",
  "oauth_google",
  "oauth_microsoft"
] as const

/** How accounts use an attribute that a sign-up can set. */
const PRESENCE = ["required", "optional", "off"] as const

/** The settings in Clerk's dashboard. */
export const Settings = v.strictObject({
  applicationName: v.pipe(v.string(), v.nonEmpty()),
  /** The color of the theme and the address of the logo; empty where there are none. */
  branding: v.strictObject({ color: v.string(), logoUrl: v.string() }),
  organizations: v.strictObject({
    enabled: v.boolean(),
    forceSelection: v.boolean(),
    slugDisabled: v.boolean(),
    /** 0 means unlimited. */
    maxAllowedMemberships: count(1_000_000),
    /** The limit of the organization's plan, whatever else is set. 0 means unlimited. */
    maxMembershipsOfPlan: count(1_000_000),
    creationEnabled: v.boolean(),
    creationDefaults: v.boolean(),
    /** Whether creation defaults suggest a logo to users with a work email address. */
    creationLogo: v.boolean(),
    domains: v.boolean()
  }),
  /** The custom permissions of each role, such as `org:invoices:create`. */
  permissions: v.record(RoleKey, v.array(PermissionKey)),
  mfa: v.strictObject({
    required: v.boolean(),
    authenticatorApp: v.boolean(),
    phoneCode: v.boolean(),
    backupCode: v.boolean()
  }),
  password: v.strictObject({
    minLength: v.pipe(count(72), v.minValue(8)),
    /** 0 means 72, Clerk's maximum. */
    maxLength: count(72),
    requireUppercase: v.boolean(),
    requireLowercase: v.boolean(),
    requireNumbers: v.boolean(),
    requireSpecial: v.boolean(),
    minStrength: count(4),
    checkCompromised: v.boolean(),
    checkCompromisedAtSignIn: v.boolean()
  }),
  signIn: v.strictObject({
    password: v.boolean(),
    emailCode: v.boolean(),
    /** Codes by text message. Implies `phoneNumber`. */
    phoneCode: v.boolean(),
    emailAddress: v.boolean(),
    phoneNumber: v.boolean(),
    username: v.boolean(),
    /** Whether pages ask for a password or a code first. Without passwords, it's always a code. */
    preferred: v.picklist(["password", "otp"])
  }),
  passkeys: v.strictObject({
    enabled: v.boolean(),
    /** Whether Clerk's components suggest passkeys in the identifier field and show a button for them. */
    autofill: v.boolean(),
    signInButton: v.boolean(),
    /** Whether a passkey also counts as the second factor. Off in apps created before 8 July 2026, unless the owner turns it on. */
    satisfiesSecondFactor: v.boolean(),
    /** The domain of passkeys. If empty, it's the page's own, as at Clerk. */
    rpId: v.string()
  }),
  /** Requires a code or link after the password, for users without a second factor on a new device. */
  deviceTrust: v.strictObject({
    enabled: v.boolean(),
    strategies: v.pipe(v.array(v.picklist(TRUST_STRATEGIES)), v.nonEmpty()),
    /** Uses `needs_second_factor` instead of `needs_client_trust`, as in apps that haven't adopted Clerk's update. */
    legacyStatus: v.boolean()
  }),
  /** Whether emailed links work only in the browser that requested them. */
  emailLink: v.strictObject({ requireSameClient: v.boolean() }),
  signUp: v.strictObject({
    mode: v.picklist(["public", "restricted", "waitlist"]),
    /** Whether the waitlist accepts new entries. */
    waitlistOpen: v.boolean(),
    emailAddress: v.picklist(PRESENCE),
    phoneNumber: v.picklist(PRESENCE),
    username: v.picklist(PRESENCE),
    firstName: v.picklist(PRESENCE),
    lastName: v.picklist(PRESENCE),
    password: v.picklist(["required", "optional"]),
    verifyEmail: v.boolean(),
    verifyPhone: v.boolean(),
    /** Addresses, and domains such as `acme.com`. If empty, all are allowed. Takes precedence over the blocklist. */
    allowlist: v.array(v.string()),
    blocklist: v.array(v.string()),
    /** Requires consent to the documents in `legal`. */
    legalConsent: v.boolean()
  }),
  username: v.strictObject({
    minLength: v.pipe(count(64), v.minValue(1)),
    maxLength: v.pipe(count(64), v.minValue(1)),
    /** Also allows ^ $ ! . ` # + ~ */
    extendedCharacters: v.boolean(),
    numericOnly: v.boolean()
  }),
  /** The ISO codes of the countries to which text messages can be sent. */
  sms: v.strictObject({
    countries: v.array(
      v.pipe(
        v.string(),
        v.regex(/^[A-Za-z]{2}$/, "Use a two-letter country code, such as CH."),
        v.toUpperCase()
      )
    )
  }),
  /** The URLs of the documents. Empty if there are none. */
  legal: v.strictObject({ termsUrl: v.string(), privacyPolicyUrl: v.string() }),
  /** Social providers. A custom provider with the key `acme` has the strategy `oauth_custom_acme`. */
  social: v.strictObject({
    google: v.boolean(),
    microsoft: v.boolean(),
    custom: v.pipe(
      v.array(
        v.strictObject({
          key: v.pipe(
            v.string(),
            v.regex(/^[a-z0-9_]+$/, "Use lowercase letters, numbers and underscores, such as acme.")
          ),
          name: v.pipe(v.string(), v.nonEmpty()),
          /** Whether users can sign in with it. If not, they can only connect it to their account. */
          authenticatable: v.optional(v.boolean(), true)
        })
      ),
      v.check(
        (custom) => new Set(custom.map(({ key }) => key)).size === custom.length,
        "Each key must be unique."
      )
    )
  }),
  /** Enterprise single sign-on: all users with an address in the domain sign in there. */
  enterpriseConnections: v.pipe(
    v.array(
      v.strictObject({
        id: v.optional(v.pipe(v.string(), v.regex(/^\w+$/)), () => newId("ec")),
        domain: v.pipe(
          v.string(),
          v.toLowerCase(),
          v.regex(/^[^\s@.]+(\.[^\s@.]+)+$/, "Use a domain, such as acme.com.")
        ),
        name: v.pipe(v.string(), v.nonEmpty()),
        provider: v.optional(v.picklist(ENTERPRISE_PROVIDERS), "saml_custom"),
        active: v.optional(v.boolean(), true),
        allowSubdomains: v.optional(v.boolean(), false),
        /** Whether its users can't add other email addresses or phone numbers. */
        disableAdditionalIdentifications: v.optional(v.boolean(), true),
        /** Whether signing in for the first time creates an account. */
        jitProvisioning: v.optional(v.boolean(), true)
      })
    ),
    v.check((all) => new Set(all.map(({ id }) => id)).size === all.length, "Each id must be unique.")
  ),
  /** Redirect URLs that are allowed in addition to the app's own pages: Clerk's list for native applications. */
  redirectUrls: v.array(v.pipe(v.string(), v.url())),
  /** What Clerk Protect does with sign-ins and sign-ups. */
  protect: v.strictObject({
    signIn: v.picklist(PROTECT_ACTIONS),
    signUp: v.picklist(PROTECT_ACTIONS),
    /** Keeps a sign-in's status while a check is pending, as in apps that haven't adopted Clerk's update. */
    legacyStatus: v.boolean(),
    /** What blocked users see. Empty values are left out. */
    blockTitle: v.string(),
    blockDescription: v.string(),
    blockLinkUrl: v.string(),
    blockLinkText: v.string()
  }),
  /** Bot protection in older apps: sign-ups need a captcha token. */
  captcha: v.strictObject({
    enabled: v.boolean(),
    widgetType: v.picklist(["smart", "invisible"]),
    /** Makes the SDK solve a captcha from time to time. The emulator only declares it. */
    heartbeat: v.boolean()
  }),
  /** `strict` hides whether an account exists. `bulk` limits requests; use `rateLimit` for that. */
  enumerationProtection: v.picklist(["off", "bulk", "strict"]),
  session: v.strictObject({
    tokenLifetimeSeconds: v.pipe(count(315_360_000), v.minValue(1)),
    multiSession: v.boolean()
  }),
  tasks: v.strictObject({
    /** Omitted keys come last, in the default order. */
    order: v.pipe(
      v.array(v.picklist(TASK_KEYS)),
      v.check((keys) => new Set(keys).size === keys.length, "List each task only once."),
      v.transform((keys): TaskKey[] => [...keys, ...TASK_KEYS.filter((key) => !keys.includes(key))])
    ),
    autoActivateSingleMembership: v.boolean(),
    /** If off, pending sessions don't list their tasks, as in API versions that predate tasks. */
    told: v.boolean()
  }),
  reverification: v.strictObject({
    enabled: v.boolean(),
    windowMinutes: count(1_000_000),
    /** Ignores recent sign-ins, so that only a reverification counts. */
    force: v.boolean()
  }),
  /** If off, extensions with a production key are rejected, because they call the API as native applications do. */
  nativeApi: v.strictObject({ enabled: v.boolean() }),
  /**
   * If empty, extensions, local pages and the instance's own pages may call. Otherwise only these origins and its own pages may, as
   * at Clerk in production.
   */
  allowedOrigins: v.array(v.string()),
  /** Clerk's documented limits: 5 sign-ins or sign-ups, and 3 attempts, per 10 seconds. */
  rateLimit: v.boolean()
})

export type Settings = v.InferOutput<typeof Settings>

export type EnterpriseConnection = Settings["enterpriseConnections"][number]

/**
 * The settings of a new instance: everything optional is off, except what Clerk turns on. Device Trust is on in every app created
 * after 14 November 2025.
 * @see https://clerk.com/docs/guides/secure/device-trust
 */
export const defaultSettings = (): Settings => ({
  applicationName: "Emulator",
  branding: { color: "#6c47ff", logoUrl: "" },
  organizations: {
    enabled: false,
    forceSelection: false,
    slugDisabled: true,
    maxAllowedMemberships: 5,
    maxMembershipsOfPlan: 0,
    creationEnabled: true,
    creationDefaults: false,
    creationLogo: false,
    domains: false
  },
  permissions: { "org:admin": [], "org:member": [] },
  mfa: { required: false, authenticatorApp: false, phoneCode: false, backupCode: false },
  password: {
    minLength: 8,
    maxLength: 72,
    requireUppercase: false,
    requireLowercase: false,
    requireNumbers: false,
    requireSpecial: false,
    minStrength: 0,
    checkCompromised: false,
    checkCompromisedAtSignIn: false
  },
  signIn: {
    password: true,
    emailCode: true,
    phoneCode: false,
    emailAddress: true,
    phoneNumber: false,
    username: false,
    preferred: "password"
  },
  passkeys: { enabled: false, autofill: true, signInButton: true, satisfiesSecondFactor: true, rpId: "" },
  deviceTrust: { enabled: true, strategies: ["email_code"], legacyStatus: false },
  emailLink: { requireSameClient: true },
  signUp: {
    mode: "public",
    waitlistOpen: true,
    emailAddress: "required",
    phoneNumber: "off",
    username: "off",
    firstName: "optional",
    lastName: "optional",
    password: "required",
    verifyEmail: true,
    verifyPhone: true,
    allowlist: [],
    blocklist: [],
    legalConsent: false
  },
  username: { minLength: 4, maxLength: 64, extendedCharacters: false, numericOnly: false },
  sms: { countries: ["US", "CA"] },
  legal: { termsUrl: "", privacyPolicyUrl: "" },
  social: { google: false, microsoft: false, custom: [] },
  enterpriseConnections: [],
  redirectUrls: [],
  protect: {
    signIn: "off",
    signUp: "off",
    legacyStatus: false,
    blockTitle: "",
    blockDescription: "",
    blockLinkUrl: "",
    blockLinkText: ""
  },
  captcha: { enabled: false, widgetType: "smart", heartbeat: false },
  enumerationProtection: "off",
  session: { tokenLifetimeSeconds: 60, multiSession: false },
  tasks: { order: [...TASK_KEYS], autoActivateSingleMembership: true, told: true },
  reverification: { enabled: false, windowMinutes: 10, force: false },
  nativeApi: { enabled: true },
  allowedOrigins: [],
  rateLimit: false
})

type DeepPartial<Value> = Value extends unknown[]
  ? Value
  : Value extends object
    ? { [Key in keyof Value]?: DeepPartial<Value[Key]> }
    : Value

export type SettingsPatch = DeepPartial<v.InferInput<typeof Settings>>

/** Merges a patch into the settings and replaces lists. The result still has to be validated. */
export function mergeSettings(settings: unknown, patch: unknown): unknown {
  if (!isRecord(settings) || !isRecord(patch)) return patch
  const merged: Record<string, unknown> = { ...settings }
  for (const [key, value] of Object.entries(patch)) merged[key] = mergeSettings(settings[key], value)
  return merged
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
