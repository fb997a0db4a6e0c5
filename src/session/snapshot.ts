import type { EnterpriseSSOStrategy, OAuthStrategy } from "@clerk/shared/types"

/** Where the snapshot lies in `chrome.storage.session`. */
export const SNAPSHOT_KEY = "session-snapshot"

/** Raised whenever the shape changes: a snapshot of another version is ignored, not migrated. */
export const SNAPSHOT_VERSION = 6 as const

/**
 * What every page of the extension may know about the session. The service worker writes it after each change, pages
 * only read it. It never holds a token, password, code or secret.
 *
 * A `pending` session counts as signed out everywhere but on task pages.
 * @see https://clerk.com/docs/guides/configure/session-tasks
 */
export type SessionSnapshot = SessionState & {
  version: typeof SNAPSHOT_VERSION
  /** Grows by one with each write, so a reader can tell which of two snapshots is newer. */
  revision: number
}

/** What a snapshot tells, without its version and revision. */
export type SessionState = Loading | KnownSession | Unavailable

/** What Clerk last said. */
export type KnownSession = SignedOut | PendingSession | ActiveSession

/** What readers see before the first snapshot is written. */
export const NEVER_SYNCED: SessionSnapshot = { version: SNAPSHOT_VERSION, revision: 0, status: "loading" }

/** What Clerk last said, whether or not it can be asked now; `null` when it never said anything. */
export function lastKnownOf(state: SessionState): KnownSession | null {
  if (state.status === "loading") return null
  if (state.status === "unavailable") return state.lastKnown
  return state
}

/** The current session's id; `null` if there is none. */
export function sessionIdOf(session: KnownSession | null): string | null {
  return session && session.status !== "signed-out" ? session.sessionId : null
}

/** Never synced since the browser started. */
export type Loading = { status: "loading" }

type Common = {
  /** When Clerk last said so, in epoch milliseconds. */
  syncedAt: number
  instance: InstanceSettings
  /** All sessions of this browser, the current one among them; more than one only where the instance allows it. */
  sessions: SessionSummary[]
  /** How far a sign-in or sign-up has come, if one is under way. It lives at Clerk, so a stopped worker loses nothing. */
  attempt: SignInAttempt | SignUpAttempt | null
  /** Why a sign-in or sign-up with SSO came to nothing, until the next one begins: the page that asked for it may be closed by then. */
  ssoFailure: SsoFailure | null
  /**
   * How somebody signed in last with this browser, by Clerk's name of the strategy, such as `password` or `email_code`; `null` when
   * Clerk does not say.
   */
  lastStrategy: string | null
  /** The email address that joined the waitlist from here, until somebody signs in. */
  waitlistedAs: string | null
  /** Chrome couldn't save that somebody is signed in, for example because the disk is full: it's forgotten when the browser closes. */
  isUnsaved: boolean
  /** What the web app has changed that nobody here has seen yet. Only with a sync host. */
  accountChange: AccountChange | null
}

/**
 * Why SSO came to nothing, as errors of messages say it. `rejected`: by the provider, or by Clerk. `not-allowed`: not with this account.
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

/** What came to nothing, and what to do instead. */
export type SsoFailure = {
  /** Tells one from the next. */
  id: string
  code: (typeof SSO_FAILURE_CODES)[number]
  /** For the user. */
  message: string
  /** Clerk's trace id, for support. */
  traceId: string | null
  /** What they can do instead. */
  offer: "sign-up" | "sign-in" | "waitlist" | "invitation" | null
}

/** Somebody else, or nobody, is signed in now, because that is so in the web app. */
export type AccountChange = {
  /** The user who was signed in here before. */
  formerUserId: string
  /** What people know that account by, if it's still signed in with the extension's own client: `return-to-account` goes back to it. */
  returnTo: string | null
}

/** No session. */
export type SignedOut = Common & { status: "signed-out" }

/** Signed in, with session tasks left to complete. */
export type PendingSession = Common & {
  status: "pending"
  sessionId: string
  user: UserSummary
  /** The second factor is on, and the user hasn't said that they've saved the backup codes that came with it. */
  hasUnsavedBackupCodes: boolean
  /**
   * Task keys in the order to complete them, the current one first. A newer Clerk may send keys that are not known here; it may
   * also say that something is left, but not what: then there are none.
   */
  tasks: string[]
  /** How many tasks this session has had since it was first seen pending, for "2 of 3". */
  taskCount: number
  /**
   * Second factors that this user may add, in the order to offer them: what the instance has, without those that the user has, or
   * that the user's company forbids. Backup codes come with the first of them.
   */
  mfaMethods: MfaMethod[]
  /** An organization of the user whose members belong to no other: there is nothing to choose. */
  exclusiveOrganizationId: string | null
}

/** Signed in, all tasks completed. */
export type ActiveSession = Common & {
  status: "active"
  sessionId: string
  user: UserSummary
  /** As in a pending session: they may have been completing a task. */
  hasUnsavedBackupCodes: boolean
  /** The active organization, or `null` for the personal account. */
  organization: OrganizationSummary | null
  /**
   * The plans and features of the user and the active organization, as the session token has them: each with the scope it
   * comes from, for example `o:pro,u:free`, empty where there are none.
   * @see https://clerk.com/docs/guides/sessions/session-tokens
   */
  plans: string
  features: string
}

/** Clerk cannot be asked. */
export type Unavailable = {
  status: "unavailable"
  reason: UnavailableReason
  /** What the extension's author has to do when it is `misconfigured`, in English. Only in development builds. */
  advice: string | null
  /** Clerk's trace id of the failed request, for support. */
  traceId: string | null
  /** What was last known, so that a page can keep what its user was doing. */
  lastKnown: KnownSession | null
  /** When asking again makes sense, in epoch milliseconds; `null`: at any time. */
  retryAt: number | null
}

/** Why Clerk cannot be asked. */
export type UnavailableReason =
  /** No network, or the Frontend API cannot be reached. */
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

/** What pages may know about a user. Names are Clerk's, and so is what they hold where nothing else is said. */
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
  /** What people know the account by: its primary email address, else its username, else its phone number. */
  identifier: string
  /** Clerk draws one for a user who has none. */
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
  /** For people, for example `Admin`. */
  roleName: string
  /** For example `org:sys_memberships:manage`. */
  permissions: string[]
  /** Clerk draws one for an organization that has none. */
  imageUrl: string
  hasImage: boolean
}

/** What the Clerk instance allows, as far as pages need it. */
export type InstanceSettings = {
  applicationName: string
  /** Several people can be signed in at once. */
  isMultiSession: boolean
  /** The author's web app, or `null`. */
  homeUrl: string | null
  signIn: {
    /** What people can sign in with, in the order to name them. */
    identifiers: Identifier[]
    password: boolean
    /** Codes that people can sign in with instead of a password. */
    codes: CodeFactor[]
    /** Whether people can sign in with a passkey; with `button`, the first form offers it. */
    passkey: "off" | "on" | "button"
    /** The instance prefers codes: people have to ask for the password. */
    prefersCode: boolean
    /** Social connections, in Clerk's order. Only some builds can sign in with them. */
    social: SocialConnection[]
    /** Ways that the instance has too, and that people may need a web page for. */
    others: OtherMethod[]
  }
  signUp: {
    /** `restricted`: by invitation only. `waitlist`: the same, and people can ask for one. */
    mode: "public" | "restricted" | "waitlist"
    fields: Record<SignUpField, Requirement>
    /** The pages that people have to agree to; `null` if the instance doesn't ask. */
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

/** A provider to sign in with, such as Google: Clerk's name of the strategy, such as `oauth_google`, and the provider's. */
export type SocialConnection = { strategy: OAuthStrategy; name: string }

/** What people can sign in with, by Clerk's names of attributes. */
export const IDENTIFIERS = ["email_address", "username", "phone_number"] as const
/** One of them. */
export type Identifier = (typeof IDENTIFIERS)[number]

/** Ways to sign in that need a web page, the first in builds without SSO only. */
export const OTHER_METHODS = ["enterprise_sso", "email_link", "web3_wallet"] as const
/** One of these ways. */
export type OtherMethod = (typeof OTHER_METHODS)[number]

/** What the instance asks of a new password. */
export type PasswordRules = {
  minLength: number
  maxLength: number
  requireLowercase: boolean
  requireUppercase: boolean
  requireNumbers: boolean
  requireSpecial: boolean
  allowedSpecialCharacters: string
  /** The zxcvbn score it must reach, 0 to 4; `null` when strength is not asked for. */
  minStrength: number | null
}

/** A second factor that a user may add. */
export type MfaMethod = "totp" | "phone_code"

/** Whether a sign-up asks for something. */
export type Requirement = "off" | "optional" | "required"

/** What a sign-up asks for, in the order of the form. */
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

/** Codes that people sign in with instead of a password. */
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

/** The address or number that a code goes to: its id at Clerk, and how Clerk masks it. */
export type SendTo = { id: string; label: string }

/** How users prove who they are: by Clerk's names of strategies. */
export type FirstFactor =
  | { strategy: "password" | "passkey" }
  | { strategy: SentFirstStrategy; sendTo: SendTo }
  | SsoFactor

/** A social connection, or a company's SSO. */
export type SsoFactor = {
  /** `enterprise_sso`, or for example `oauth_google`. */
  strategy: SsoStrategy
  /** What people call it. */
  name: string
  /** Which of the company's connections, by Clerk's id; `null` for a social connection, or the only one. */
  connectionId: string | null
}

/** Clerk's names for signing in elsewhere. */
export type SsoStrategy = EnterpriseSSOStrategy | OAuthStrategy

/** Whether this is one of them. */
export function isSsoStrategy(value: unknown): value is SsoStrategy {
  return value === "enterprise_sso" || isOAuthStrategy(value)
}

/** Whether this is the strategy of a social connection, also of one that a newer Clerk has, or of an author's own. */
export function isOAuthStrategy(value: unknown): value is OAuthStrategy {
  return typeof value === "string" && /^oauth_\w{1,60}$/.test(value)
}

/** How they prove it once more: in two-step verification, or on a new device. */
export type SecondFactor =
  | { strategy: "totp" | "backup_code" | "passkey" }
  | { strategy: SentSecondStrategy; sendTo: SendTo }

/** A factor that Clerk sends a code or link for. */
export type Sent<Factor> = Extract<Factor, { sendTo: SendTo }>

/** A sign-in under way at Clerk. */
export type SignInAttempt = {
  kind: "sign-in"
  id: string
  identifier: string
  /** Those that work here, the preferred first. */
  factors: FirstFactor[]
  secondFactors: SecondFactor[]
} & (
  | {
      /**
       * `new-password`: choose one. `protect-check`: Clerk wants to check this browser, which an extension can't show. `unsupported`:
       * Clerk asks for something that this extension does not offer.
       */
      step: "new-password" | "protect-check" | "unsupported"
    }
  | SsoStep
  | {
      /** Prove who you are in one of `factors`. */
      step: "first-factor"
      /** The one whose code Clerk is waiting for, if any. */
      sent: Sent<FirstFactor> | null
    }
  | {
      /** Prove it in one of `secondFactors` too. */
      step: "second-factor"
      /**
       * Clerk asks because it hasn't seen this device before, not because the account has a second factor.
       * @see https://clerk.com/docs/guides/secure/device-trust
       */
      isNewDevice: boolean
      /** The one whose code or link Clerk is waiting for, if any. */
      sent: Sent<SecondFactor> | null
      /** What was sent last has expired, or was tried too often. */
      isOutdated: boolean
    }
)

/** The user goes on in a window of the provider that they sign in with. */
export type SsoStep = {
  step: "sso"
  /** What people call the provider. */
  provider: string
  /** The provider has led back, and Clerk is asked what came of it. */
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
       * that has people sign in with its SSO. `unsupported`: the instance asks for something that only a web page can give.
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
      /** A social connection may give what is missing: none has yet. */
      mayUseSocial: boolean
    }
)
