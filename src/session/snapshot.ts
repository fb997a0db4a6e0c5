import type { EnterpriseSSOStrategy, OAuthStrategy } from "@clerk/shared/types"

/** The snapshot's key in `chrome.storage.session`. */
export const SNAPSHOT_KEY = "session-snapshot"

/** Raised whenever the shape changes: a snapshot of another version is ignored, not migrated. */
export const SNAPSHOT_VERSION = 7 as const

/**
 * What every page of the extension may know about the session. The service worker writes it after each change, pages
 * only read it. It never contains a token, password, code or secret.
 *
 * A `pending` session counts as signed out everywhere but on task pages.
 * @see https://clerk.com/docs/guides/configure/session-tasks
 */
export type SessionSnapshot = SessionState & {
  version: typeof SNAPSHOT_VERSION
  /** Grows by one with each write, so a reader can tell which of two snapshots is newer. */
  revision: number
}

/** A snapshot without its version and revision. */
export type SessionState = Loading | KnownSession | Unavailable

/** The session as Clerk last reported it. */
export type KnownSession = SignedOut | PendingSession | ActiveSession

/** What readers see before the first snapshot is written. */
export const NEVER_SYNCED: SessionSnapshot = { version: SNAPSHOT_VERSION, revision: 0, status: "loading" }

/** The session as Clerk last reported it, whether or not Clerk can be reached now; `null` if it never has. */
export function lastKnownOf(state: SessionState): KnownSession | null {
  if (state.status === "loading") return null
  if (state.status === "unavailable") return state.lastKnown
  return state
}

/** The current session's ID; `null` if there is none. */
export function sessionIdOf(session: KnownSession | null): string | null {
  return session && session.status !== "signed-out" ? session.sessionId : null
}

/** Never synced since the browser started. */
export type Loading = { status: "loading" }

type Common = {
  /** When Clerk last reported it, in epoch milliseconds. */
  syncedAt: number
  instance: InstanceSettings
  /** All sessions of this browser, including the current one; more than one only if the instance allows it. */
  sessions: SessionSummary[]
  /** How far a sign-in or sign-up has come, if one is under way. It lives at Clerk, so a stopped worker loses nothing. */
  attempt: SignInAttempt | SignUpAttempt | null
  /** Why a sign-in or sign-up with SSO failed, until the next one begins: the page that started it may be closed by then. */
  ssoFailure: SsoFailure | null
  /**
   * How the user last signed in with this browser, by Clerk's name of the strategy, such as `password` or `email_code`; `null` if
   * Clerk doesn't report it.
   */
  lastStrategy: string | null
  /** The email address that joined the waitlist from here, until someone signs in. */
  waitlistedAs: string | null
  /** Chrome couldn't save the sign-in, for example because the disk is full: it's lost when the browser closes. */
  isUnsaved: boolean
  /** The web app has changed who is signed in, and the user hasn't seen it here yet. Only with a sync host. */
  accountChange: AccountChange | null
}

/**
 * Why SSO failed, with the codes of `MessageError`. `rejected`: by the provider, or by Clerk. `not-allowed`: not with this account.
 * `interrupted`: Chrome stopped the service worker.
 */
export const SSO_FAILURE_CODES = [
  "rejected",
  "not-allowed",
  "web-only",
  "interrupted",
  "expired",
  "offline",
  "clerk-down",
  "rate-limited",
  "misconfigured",
  "unexpected"
] as const

/** Why SSO failed, and what to do instead. */
export type SsoFailure = {
  /** Identifies this failure. */
  id: string
  code: (typeof SSO_FAILURE_CODES)[number]
  /** For the user. */
  message: string
  /** Clerk's trace ID, for support. */
  traceId: string | null
  /** What the user can do instead. */
  offer: "sign-up" | "sign-in" | "waitlist" | "invitation" | null
}

/** The web app has signed in another user here, or signed the user out. */
export type AccountChange = {
  /** The user who was signed in here before. */
  formerUserId: string
  /** The identifier of that account, if it's still signed in with the extension's own client: `return-to-account` goes back to it. */
  returnTo: string | null
}

/** No session. */
export type SignedOut = Common & { status: "signed-out" }

/** Signed in, with session tasks left to complete. */
export type PendingSession = Common & {
  status: "pending"
  sessionId: string
  user: UserSummary
  /** The user has a second factor and hasn't confirmed that they saved the backup codes that came with it. */
  hasUnsavedBackupCodes: boolean
  /**
   * Task keys in the order to complete them, the current one first. A newer Clerk may send keys that are not known here. It may
   * also report that tasks are left without saying which: then this is empty.
   */
  tasks: string[]
  /** How many tasks this session has had since it was first seen pending, for "2 of 3". */
  taskCount: number
  /**
   * Second factors that this user may add, in the order to offer them: the instance's, except those the user already has or
   * the user's company forbids. Backup codes come with the first one.
   */
  mfaMethods: MfaMethod[]
  /** The user's organization whose members can't belong to any other: there is nothing to choose. */
  exclusiveOrganizationId: string | null
}

/** Signed in, all tasks completed. */
export type ActiveSession = Common & {
  status: "active"
  sessionId: string
  user: UserSummary
  /** As in a pending session: the user may have been completing a task. */
  hasUnsavedBackupCodes: boolean
  /** The active organization, or `null` for the personal account. */
  organization: OrganizationSummary | null
  /**
   * The plans and features of the user and the active organization, as in the session token: each with the scope it
   * comes from, for example `o:pro,u:free`, or empty.
   * @see https://clerk.com/docs/guides/sessions/session-tokens
   */
  plans: string
  features: string
}

/** Clerk can't be reached. */
export type Unavailable = {
  status: "unavailable"
  reason: UnavailableReason
  /** What the extension's author has to do when it is `misconfigured`, in English. Only in development builds. */
  advice: string | null
  /** Clerk's trace ID of the failed request, for support. */
  traceId: string | null
  /** The last known session, so that a page can keep what its user was doing. */
  lastKnown: KnownSession | null
  /** When a retry makes sense, in epoch milliseconds; `null`: at any time. */
  retryAt: number | null
}

/** Why Clerk can't be reached. */
export type UnavailableReason =
  /** No network, or no connection to the Frontend API. */
  | "offline"
  /** Clerk answered with a server error, or not at all. */
  | "clerk-down"
  /** Too many requests: wait until `retryAt`. */
  | "rate-limited"
  /** The instance refuses this extension: wrong key, origin not allowed, Native API off. */
  | "misconfigured"
  /** This version of Chrome lacks something that keeps the session safe. */
  | "outdated-chrome"
  | "unexpected"

/** One of the sessions of this browser. */
export type SessionSummary = { sessionId: string; user: UserSummary }

/** What pages may know about a user. Names are Clerk's, and so are the values unless noted. */
export type UserSummary = {
  id: string
  firstName: string | null
  lastName: string | null
  /** `null` for a user without a name. */
  fullName: string | null
  username: string | null
  primaryEmailAddress: string | null
  /** In E.164 form. */
  primaryPhoneNumber: string | null
  /** How the user knows the account: its primary email address, else its username, else its phone number. */
  identifier: string
  /** Clerk draws one for a user without a picture. */
  imageUrl: string
  hasImage: boolean
  mayCreateOrganizations: boolean
}

/** What pages may know about the active organization, and the user's membership in it. */
export type OrganizationSummary = {
  id: string
  name: string
  slug: string | null
  /** For example `org:admin`. */
  role: string
  /** For display, for example `Admin`. */
  roleName: string
  /** For example `org:sys_memberships:manage`. */
  permissions: string[]
  /** Clerk draws one for an organization without a logo. */
  imageUrl: string
  hasImage: boolean
}

/** The settings of the Clerk instance that pages need. */
export type InstanceSettings = {
  applicationName: string
  brand: Brand
  /** Several users can be signed in at once. */
  isMultiSession: boolean
  /** The author's web app, or `null`. */
  homeUrl: string | null
  signIn: {
    /** What users can sign in with, in the order to name them. */
    identifiers: Identifier[]
    password: boolean
    /** Codes that users can sign in with instead of a password. */
    codes: CodeFactor[]
    /** Whether users can sign in with a passkey; with `button`, the first form offers it. */
    passkey: "off" | "on" | "button"
    /** The instance prefers codes, so users have to choose the password. */
    prefersCode: boolean
    /** Social connections, in Clerk's order. Only some builds can sign in with them. */
    social: SocialConnection[]
    /** Other ways that the instance has, for which users may need a web page. */
    others: OtherMethod[]
  }
  signUp: {
    /** `restricted`: by invitation only. `waitlist`: the same, and users can ask for an invitation. */
    mode: "public" | "restricted" | "waitlist"
    fields: Record<SignUpField, Requirement>
    /** The pages that users have to agree to; `null` if the instance doesn't require it. */
    legalConsent: { termsUrl: string | null; privacyPolicyUrl: string | null } | null
  }
  organizations: {
    enabled: boolean
    /** Users may also work outside of organizations. */
    personalAccount: boolean
    slug: boolean
    creationDefaults: boolean
  }
  password: PasswordRules
  /** Whether backup codes come with the first second factor that a user adds. */
  hasBackupCodes: boolean
}

/** The look that the owner of the instance has chosen. */
export type Brand = {
  /** Such as `#b4235a`. */
  color: string | null
  /** From a host that the content security policy allows for pictures. */
  logoUrl: string | null
}

/** The only colors that a brand may have: hexadecimal, without alpha. */
export const BRAND_COLOR = /^#(?:[\da-f]{3}){1,2}$/

/** A provider to sign in with, such as Google: Clerk's name of the strategy, such as `oauth_google`, and the provider's name. */
export type SocialConnection = { strategy: OAuthStrategy; name: string }

/** What users can sign in with, by Clerk's names of attributes. */
export const IDENTIFIERS = ["email_address", "username", "phone_number"] as const
/** One of them. */
export type Identifier = (typeof IDENTIFIERS)[number]

/** Ways to sign in that need a web page, the first one only in builds without SSO. */
export const OTHER_METHODS = ["enterprise_sso", "email_link", "web3_wallet"] as const
/** One of these ways. */
export type OtherMethod = (typeof OTHER_METHODS)[number]

/** The instance's rules for a new password. */
export type PasswordRules = {
  minLength: number
  maxLength: number
  requireLowercase: boolean
  requireUppercase: boolean
  requireNumbers: boolean
  requireSpecial: boolean
  allowedSpecialCharacters: string
  /** The zxcvbn score it must reach, 0 to 4; `null` if the instance doesn't check strength. */
  minStrength: number | null
}

/** A second factor that a user may add. */
export type MfaMethod = "totp" | "phone_code"

/** Whether a sign-up has this field. */
export type Requirement = "off" | "optional" | "required"

/** The fields of a sign-up, in the order of the form. */
export const SIGN_UP_FIELDS = [
  "firstName",
  "lastName",
  "username",
  "emailAddress",
  "phoneNumber",
  "password"
] as const
/** One of these fields. */
export type SignUpField = (typeof SIGN_UP_FIELDS)[number]

/** Codes that users sign in with instead of a password. */
export const CODE_FACTORS = ["email_code", "phone_code"] as const
/** One of these codes. */
export type CodeFactor = (typeof CODE_FACTORS)[number]

/** Codes for a forgotten password. */
export const RESET_FACTORS = ["reset_password_email_code", "reset_password_phone_code"] as const

/** First factors whose proof is a code that Clerk sends. */
export const SENT_FIRST_FACTORS = [...CODE_FACTORS, ...RESET_FACTORS] as const
/** One of these factors. */
export type SentFirstStrategy = (typeof SENT_FIRST_FACTORS)[number]

/** Second factors whose proof is a code, or a link, that Clerk sends. */
export const SENT_SECOND_FACTORS = ["phone_code", "email_code", "email_link"] as const
/** One of these factors. */
export type SentSecondStrategy = (typeof SENT_SECOND_FACTORS)[number]

/** The address or number that a code goes to: its ID at Clerk, and Clerk's masked form of it. */
export type SendTo = { id: string; label: string }

/** How users prove who they are, by Clerk's names of strategies. */
export type FirstFactor =
  | { strategy: "password" | "passkey" }
  | { strategy: SentFirstStrategy; sendTo: SendTo }
  | SsoFactor

/** A social connection, or a company's SSO. */
export type SsoFactor = {
  /** `enterprise_sso`, or for example `oauth_google`. */
  strategy: SsoStrategy
  /** The name by which users know it. */
  name: string
  /** Which of the company's connections, by Clerk's ID; `null` for a social connection, or the only one. */
  connectionId: string | null
}

/** Clerk's names for signing in elsewhere. */
export type SsoStrategy = EnterpriseSSOStrategy | OAuthStrategy

/** Whether this is one of them. */
export function isSsoStrategy(value: unknown): value is SsoStrategy {
  return value === "enterprise_sso" || isOAuthStrategy(value)
}

/** Whether this is a social connection's strategy, including those of a newer Clerk or an author's own. */
export function isOAuthStrategy(value: unknown): value is OAuthStrategy {
  return typeof value === "string" && /^oauth_\w{1,60}$/.test(value)
}

/** How users prove it a second time: in two-step verification, or on a new device. */
export type SecondFactor =
  | { strategy: "totp" | "backup_code" | "passkey" }
  | { strategy: SentSecondStrategy; sendTo: SendTo }

/** A factor with a code or link that Clerk sends. */
export type Sent<Factor> = Extract<Factor, { sendTo: SendTo }>

/** A sign-in under way at Clerk. */
export type SignInAttempt = {
  kind: "sign-in"
  id: string
  identifier: string
  /** The factors that work here, the preferred one first. */
  factors: FirstFactor[]
  secondFactors: SecondFactor[]
} & (
  | {
      /**
       * `new-password`: choose one. `protect-check`: Clerk wants to check this browser, which an extension can't show. `unsupported`:
       * Clerk requires something that this extension doesn't offer.
       */
      step: "new-password" | "protect-check" | "unsupported"
    }
  | SsoStep
  | {
      /** Prove who you are with one of `factors`. */
      step: "first-factor"
      /** The factor whose code Clerk is waiting for, if any. */
      sent: Sent<FirstFactor> | null
    }
  | {
      /** Prove it with one of `secondFactors` too. */
      step: "second-factor"
      /**
       * Clerk requires this because it hasn't seen this device before, not because the account has a second factor.
       * @see https://clerk.com/docs/guides/secure/device-trust
       */
      isNewDevice: boolean
      /** The factor whose code or link Clerk is waiting for, if any. */
      sent: Sent<SecondFactor> | null
      /** The last code or link has expired, or had too many attempts. */
      isOutdated: boolean
    }
)

/** The user continues in the window of the provider they sign in with. */
export type SsoStep = {
  step: "sso"
  /** The name by which users know the provider. */
  provider: string
  /** The provider has redirected back, and the result is being fetched from Clerk. */
  isFinishing: boolean
}

/** A sign-up under way at Clerk. */
export type SignUpAttempt = {
  kind: "sign-up"
  id: string
  /** What Clerk has so far, except for secrets. */
  given: Partial<Record<Exclude<SignUpField, "password">, string>>
} & (
  | {
      /**
       * `protect-check`: Clerk wants to check this browser, which an extension can't show. `enterprise-sso`: the address belongs to a company
       * whose people sign in with its SSO. `unsupported`: the instance requires something that only a web page can provide.
       */
      step: "protect-check" | "enterprise-sso" | "unsupported"
    }
  | SsoStep
  | {
      /** Verify that the address or number is yours. */
      step: "verification"
      strategy: CodeFactor
      /** The address or number. */
      sentTo: string
      /** Clerk is waiting for a code. */
      isSent: boolean
    }
  | {
      /** Clerk still needs something. */
      step: "missing-fields"
      /** If it lists several optional identifiers, one is enough. */
      missing: (SignUpField | "legalAccepted")[]
      /** A social connection can supply what is missing; none is connected yet. */
      mayUseSocial: boolean
    }
)
