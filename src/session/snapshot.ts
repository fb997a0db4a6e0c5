/** Where the snapshot lies in `chrome.storage.session`. */
export const SNAPSHOT_KEY = "session-snapshot"

/** Raised whenever the shape changes: a snapshot of another version is ignored, not migrated. */
export const SNAPSHOT_VERSION = 3 as const

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

/** Whether what lies in storage is a snapshot of this version. */
export function isSnapshot(stored: unknown): stored is SessionSnapshot {
  return (stored as SessionSnapshot | undefined)?.version === SNAPSHOT_VERSION
}

/** What Clerk last said, whether or not it can be asked now; `null` when it never said anything. */
export function lastKnownOf(state: SessionState): KnownSession | null {
  if (state.status === "loading") return null
  if (state.status === "unavailable") return state.lastKnown
  return state
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
}

/** No session. */
export type SignedOut = Common & { status: "signed-out" }

/** Signed in, with session tasks left to complete. */
export type PendingSession = Common & {
  status: "pending"
  sessionId: string
  user: UserSummary
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
  /** What the extension's author has to do, when it is `misconfigured`. */
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
    password: boolean
    emailCode: boolean
    /** Ways that the instance has too, but this extension has not: companies by their names, such as "Google". */
    social: string[]
    others: OtherMethod[]
  }
  signUp: {
    /** `restricted` and `waitlist` instances take no sign-ups here. */
    mode: "public" | "restricted" | "waitlist"
    password: Requirement
    firstName: Requirement
    lastName: Requirement
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

/** Ways to sign in that need a web page, or an identifier that is no email address. */
export const OTHER_METHODS = [
  "enterprise_sso",
  "email_link",
  "phone_number",
  "username",
  "passkey",
  "web3_wallet"
] as const
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

/** First factors whose proof is a code that Clerk sends. */
export const CODE_FACTORS = ["email_code", "reset_password_email_code"] as const
/** One of these factors. */
export type CodeFactor = (typeof CODE_FACTORS)[number]

/** How users prove who they are: by Clerk's names of strategies. */
export const FIRST_FACTORS = ["password", ...CODE_FACTORS] as const
/** One of these factors. */
export type FirstFactor = (typeof FIRST_FACTORS)[number]

/** Second factors whose proof is a code, or a link, that Clerk sends. */
export const SENT_SECOND_FACTORS = ["phone_code", "email_code", "email_link"] as const
/** One of these factors. */
export type SentSecondFactor = (typeof SENT_SECOND_FACTORS)[number]

/** How they prove it once more, the preferred first: in two-step verification, or on a new device. */
export const SECOND_FACTORS = ["totp", ...SENT_SECOND_FACTORS, "backup_code"] as const
/** One of these factors. */
export type SecondFactor = (typeof SECOND_FACTORS)[number]

/** A sign-in under way at Clerk. */
export type SignInAttempt = {
  kind: "sign-in"
  id: string
  identifier: string
  factors: FirstFactor[]
  secondFactors: SecondFactor[]
} & (
  | {
      /**
       * `first-factor`: prove who you are in one of `factors`. `new-password`: choose one. `protect-check`: Clerk wants to check
       * this browser, which an extension can't show. `unsupported`: Clerk asks for something that this extension does not offer.
       */
      step: "first-factor" | "new-password" | "protect-check" | "unsupported"
    }
  | {
      /** A code was sent and is awaited. */
      step: "first-factor-code"
      strategy: CodeFactor
      /** Where it went, masked by Clerk; `null` when Clerk does not say. */
      sentTo: string | null
    }
  | {
      /** Prove it in one of `secondFactors` too. */
      step: "second-factor"
      /**
       * Clerk asks because it hasn't seen this device before, not because the account has a second factor.
       * @see https://clerk.com/docs/guides/secure/device-trust
       */
      isNewDevice: boolean
      /** What was sent and is awaited, and where it went, masked by Clerk; `null` when nothing was. */
      sent: { strategy: SentSecondFactor; to: string | null } | null
      /** What was sent last has expired, or was tried too often. */
      isOutdated: boolean
    }
)

/** A sign-up under way at Clerk. */
export type SignUpAttempt = {
  kind: "sign-up"
  id: string
  /**
   * `email-unverified`: no code is on its way. `email-code`: one was sent and is awaited. `protect-check`: Clerk wants to check
   * this browser, which an extension can't show. `unsupported`: the instance asks for more than this extension offers.
   */
  step: "email-unverified" | "email-code" | "protect-check" | "unsupported"
  /** The address to verify. */
  sentTo: string | null
}
