/** Where the snapshot lies in `chrome.storage.session`. */
export const SNAPSHOT_KEY = "session-snapshot"

/** Raised whenever the shape changes: a snapshot of another version is ignored, not migrated. */
export const SNAPSHOT_VERSION = 1 as const

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

export type SessionState = Loading | KnownSession | Unavailable

/** What Clerk last said. */
export type KnownSession = SignedOut | PendingSession | ActiveSession

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
  /** Task keys in the order to complete them; a newer Clerk may send keys that this version does not know. */
  tasks: string[]
  currentTask: string
  /** How many tasks this session has had since it was first seen pending, for "2 of 3". */
  taskCount: number
}

/** Signed in, all tasks completed. */
export type ActiveSession = Common & {
  status: "active"
  sessionId: string
  user: UserSummary
  /** The active organization, or `null` for the personal account. */
  organization: OrganizationSummary | null
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

export type SessionSummary = {
  sessionId: string
  user: UserSummary
  /** How many session tasks are left; none when the session is active. */
  tasksLeft: number
}

export type UserSummary = {
  id: string
  /** Full name, or the identifier of a user without a name. */
  name: string
  /** Primary e-mail address, phone number or username. */
  identifier: string
  imageUrl: string | null
  mayCreateOrganizations: boolean
}

export type OrganizationSummary = {
  id: string
  name: string
  slug: string | null
  /** For example `org:admin`. */
  role: string
  roleName: string
  imageUrl: string | null
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
  /** Second factors that a user may add, in the order to offer them. Backup codes come with the first of them. */
  mfa: { methods: MfaMethod[]; backupCodes: boolean }
}

/** A way to sign in that needs a web page, or an identifier that is no e-mail address. */
export type OtherMethod =
  | "email_link"
  | "enterprise_sso"
  | "passkey"
  | "phone_number"
  | "username"
  | "web3_wallet"

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

export type MfaMethod = "totp" | "phone_code"

export type Requirement = "off" | "optional" | "required"

/** A sign-in under way at Clerk. */
export type SignInAttempt = {
  kind: "sign-in"
  id: string
  identifier: string
  /**
   * `first-factor`: prove who you are in one of `factors`. `email-code`: a code was sent and is awaited. `reset-code`: the
   * same, because the password was forgotten. `new-password`: choose one. `second-factor`: prove it in one of
   * `secondFactors` too. `unsupported`: Clerk asks for something that this extension does not offer.
   */
  step: "first-factor" | "email-code" | "reset-code" | "new-password" | "second-factor" | "unsupported"
  factors: FirstFactor[]
  secondFactors: SecondFactor[]
  /** Where the awaited code went, masked by Clerk; `null` when none was sent. */
  sentTo: string | null
}

export type FirstFactor = "password" | "email_code" | "reset_password_email_code"
export type SecondFactor = "totp" | "phone_code" | "backup_code"

/** A sign-up under way at Clerk. */
export type SignUpAttempt = {
  kind: "sign-up"
  id: string
  /** `email-code`: a code was sent and is awaited. `unsupported`: the instance asks for more than this extension offers. */
  step: "email-unverified" | "email-code" | "unsupported"
  sentTo: string | null
}
