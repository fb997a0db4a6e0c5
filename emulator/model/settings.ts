import * as v from "valibot"
import { newId } from "./ids"
import { TASK_KEYS, type TaskKey } from "./tasks"

const RoleKey = v.pipe(v.string(), v.regex(/^org:[a-z0-9_-]+$/, "Write it as org:billing."))
const PermissionKey = v.pipe(
  v.string(),
  v.regex(/^org:[a-z0-9_-]+:[a-z0-9_-]+$/, "Write it as org:invoices:create."),
  v.check((key) => !key.startsWith("org:sys_"), "Roles have the system permissions already.")
)

const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max))

/** How Clerk verifies a new device; which of them, it takes from settings of the address and the number. */
export const TRUST_STRATEGIES = ["email_code", "phone_code", "email_link"] as const

/** `check`: something that only Clerk's own pages can show has to be solved first. */
export const PROTECT_ACTIONS = ["off", "check", "block"] as const

/** The identity providers of companies that Clerk knows: by SAML, or by OpenID Connect. */
export const ENTERPRISE_PROVIDERS = [
  "saml_custom",
  "saml_okta",
  "saml_google",
  "saml_microsoft",
  "oauth_google",
  "oauth_microsoft"
] as const

/** How accounts use what someone may give who signs up. */
const PRESENCE = ["required", "optional", "off"] as const

/** What an instance's owner chooses in Clerk's dashboard. */
export const Settings = v.strictObject({
  applicationName: v.pipe(v.string(), v.nonEmpty()),
  organizations: v.strictObject({
    enabled: v.boolean(),
    forceSelection: v.boolean(),
    slugDisabled: v.boolean(),
    /** 0 is unlimited. */
    maxAllowedMemberships: count(1_000_000),
    /** What the plan that is paid for allows, whatever else is set. 0 is unlimited. */
    maxMembershipsOfPlan: count(1_000_000),
    creationEnabled: v.boolean(),
    creationDefaults: v.boolean(),
    /** They propose a logo, too, to people with an address at work. */
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
    /** 0 means 72, the longest that Clerk takes. */
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
    /** A code by text message. It implies `phoneNumber`. */
    phoneCode: v.boolean(),
    emailAddress: v.boolean(),
    phoneNumber: v.boolean(),
    username: v.boolean(),
    /** What the app's pages ask for first. Without passwords it's always a code. */
    preferred: v.picklist(["password", "otp"])
  }),
  passkeys: v.strictObject({
    enabled: v.boolean(),
    /** What Clerk's components offer: passkeys among the suggestions for the identifier, and a button. */
    autofill: v.boolean(),
    signInButton: v.boolean(),
    /** People who sign in with a passkey skip the second factor. In apps made before 8 July 2026 this is off until the owner turns it on. */
    satisfiesSecondFactor: v.boolean(),
    /** The domain that passkeys belong to. Empty: the page's own, as at Clerk. */
    rpId: v.string()
  }),
  /** After a password, a code or link for those who have no second factor and are on a device that Clerk has not seen. */
  deviceTrust: v.strictObject({
    enabled: v.boolean(),
    strategies: v.pipe(v.array(v.picklist(TRUST_STRATEGIES)), v.nonEmpty()),
    /** `needs_second_factor` instead of `needs_client_trust`, as apps get it that have not taken Clerk's update. */
    legacyStatus: v.boolean()
  }),
  /** Links that are emailed work only in the browser that asked for them. */
  emailLink: v.strictObject({ requireSameClient: v.boolean() }),
  signUp: v.strictObject({
    mode: v.picklist(["public", "restricted", "waitlist"]),
    /** Whether the waitlist takes anyone. */
    waitlistOpen: v.boolean(),
    emailAddress: v.picklist(PRESENCE),
    phoneNumber: v.picklist(PRESENCE),
    username: v.picklist(PRESENCE),
    firstName: v.picklist(PRESENCE),
    lastName: v.picklist(PRESENCE),
    password: v.picklist(["required", "optional"]),
    verifyEmail: v.boolean(),
    verifyPhone: v.boolean(),
    /** Addresses, and domains such as `acme.com`. Empty: everyone's. It precedes the blocklist. */
    allowlist: v.array(v.string()),
    blocklist: v.array(v.string()),
    /** Asks for consent to the terms and the privacy policy, which `legal` names. */
    legalConsent: v.boolean()
  }),
  username: v.strictObject({
    minLength: v.pipe(count(64), v.minValue(1)),
    maxLength: v.pipe(count(64), v.minValue(1)),
    /** Allows these too: ^ $ ! . ` # + ~ */
    extendedCharacters: v.boolean(),
    numericOnly: v.boolean()
  }),
  /** The countries, by their ISO codes, to whose numbers text messages are sent. */
  sms: v.strictObject({
    countries: v.array(v.pipe(v.string(), v.regex(/^[A-Za-z]{2}$/, "Write it as CH."), v.toUpperCase()))
  }),
  /** Addresses of pages; empty where there are none. */
  legal: v.strictObject({ termsUrl: v.string(), privacyPolicyUrl: v.string() }),
  /** Companies to sign in with. A custom one with the key `acme` is the strategy `oauth_custom_acme`. */
  social: v.strictObject({
    google: v.boolean(),
    microsoft: v.boolean(),
    custom: v.pipe(
      v.array(
        v.strictObject({
          key: v.pipe(v.string(), v.regex(/^[a-z0-9_]+$/, "Write it as acme.")),
          name: v.pipe(v.string(), v.nonEmpty()),
          /** Whether people sign in with it. Otherwise they only connect it to an account that they have. */
          authenticatable: v.optional(v.boolean(), true)
        })
      ),
      v.check((custom) => new Set(custom.map(({ key }) => key)).size === custom.length, "Name each key once.")
    )
  }),
  /** Single sign-on by companies: everyone with an address of the domain signs in there. */
  enterpriseConnections: v.pipe(
    v.array(
      v.strictObject({
        id: v.optional(v.pipe(v.string(), v.regex(/^\w+$/)), () => newId("ec")),
        domain: v.pipe(
          v.string(),
          v.toLowerCase(),
          v.regex(/^[^\s@.]+(\.[^\s@.]+)+$/, "Write it as acme.com.")
        ),
        name: v.pipe(v.string(), v.nonEmpty()),
        provider: v.optional(v.picklist(ENTERPRISE_PROVIDERS), "saml_custom"),
        active: v.optional(v.boolean(), true),
        allowSubdomains: v.optional(v.boolean(), false),
        /** Its people can't add addresses or numbers of their own. */
        disableAdditionalIdentifications: v.optional(v.boolean(), true),
        /** Makes accounts for people who have none yet. */
        jitProvisioning: v.optional(v.boolean(), true)
      })
    ),
    v.check((all) => new Set(all.map(({ id }) => id)).size === all.length, "Give each an id of its own.")
  ),
  /** Where people may come back to from a provider, besides the pages of the app: the list for native applications. */
  redirectUrls: v.array(v.pipe(v.string(), v.url())),
  /** What Clerk Protect does with a sign-in, and with a sign-up. */
  protect: v.strictObject({
    signIn: v.picklist(PROTECT_ACTIONS),
    signUp: v.picklist(PROTECT_ACTIONS),
    /** Sign-ins keep their status while a check is pending, as apps get it that have not taken Clerk's update. */
    legacyStatus: v.boolean(),
    /** What the app's owner says to those who are blocked; what is empty is left out. */
    blockTitle: v.string(),
    blockDescription: v.string(),
    blockLinkUrl: v.string(),
    blockLinkText: v.string()
  }),
  /** Bot protection of older apps: sign-ups carry the token of a captcha. */
  captcha: v.strictObject({
    enabled: v.boolean(),
    widgetType: v.picklist(["smart", "invisible"]),
    /** Tells the SDK to solve one now and then; declared only. */
    heartbeat: v.boolean()
  }),
  /** `strict` does not tell whether an account exists; `bulk` is a limit of requests, which `rateLimit` stands for. */
  enumerationProtection: v.picklist(["off", "bulk", "strict"]),
  session: v.strictObject({
    tokenLifetimeSeconds: v.pipe(count(315_360_000), v.minValue(1)),
    multiSession: v.boolean()
  }),
  tasks: v.strictObject({
    /** Keys that are left out come last, in the usual order. */
    order: v.pipe(
      v.array(v.picklist(TASK_KEYS)),
      v.check((keys) => new Set(keys).size === keys.length, "Name each task once."),
      v.transform((keys): TaskKey[] => [...keys, ...TASK_KEYS.filter((key) => !keys.includes(key))])
    ),
    autoActivateSingleMembership: v.boolean(),
    /** Off: pending sessions come without their tasks, as from a version of the API that knows none. */
    told: v.boolean()
  }),
  reverification: v.strictObject({
    enabled: v.boolean(),
    windowMinutes: count(1_000_000),
    /** A recent sign-in does not count: only a reverification opens the window. */
    force: v.boolean()
  }),
  /** Off: extensions with a production key are refused, as they call as native applications do. */
  nativeApi: v.strictObject({ enabled: v.boolean() }),
  /** Empty: extensions may call, pages of this machine, and the instance's own. Otherwise only these and the instance's own, as at Clerk in production. */
  allowedOrigins: v.array(v.string()),
  /** Clerk's documented limits: 5 sign-ins or sign-ups, and 3 attempts, in 10 seconds. */
  rateLimit: v.boolean()
})

export type Settings = v.InferOutput<typeof Settings>

export type EnterpriseConnection = Settings["enterpriseConnections"][number]

/**
 * A new instance with everything optional off, and on what Clerk has on: Device Trust is for every app made after 14 November 2025.
 * @see https://clerk.com/docs/guides/secure/device-trust
 */
export const defaultSettings = (): Settings => ({
  applicationName: "Emulator",
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

/** The settings with a patch merged into them; lists are replaced. The result still has to be validated. */
export function mergeSettings(settings: unknown, patch: unknown): unknown {
  if (!isRecord(settings) || !isRecord(patch)) return patch
  const merged: Record<string, unknown> = { ...settings }
  for (const [key, value] of Object.entries(patch)) merged[key] = mergeSettings(settings[key], value)
  return merged
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
