import type { SendTo } from "./snapshot"

/** How hard a password is to guess. */
export type PasswordStrength = {
  /** `fail`: below what the instance requires. */
  state: "fail" | "pass" | "excellent"
  /** How to make it stronger, in words. */
  suggestions: string[]
}

/** What an authenticator app needs, shown as a QR code and as text to copy. */
export type TotpEnrolment = {
  /** Base32, without spaces. */
  secret: string
  /** `otpauth:` address with the same secret. */
  uri: string
}

/** Codes for signing in without the usual second factor. */
export type BackupCodes = { backupCodes: string[] }

/** Backup codes are shown once; `null` if the instance has none, or the user got them before. */
export type SecondFactorAdded = { backupCodes: string[] | null }

/** The user's phone number that may become a second factor. */
export type PhoneNumberRow = { phoneNumberId: string; phoneNumber: string; isVerified: boolean }

/** A code that Clerk sends. A phone number may be what the user signs in with, or their second factor. */
export type SentCodeFactor =
  | { level: "first"; strategy: "email_code" | "phone_code"; sendTo: SendTo }
  | { level: "second"; strategy: "phone_code"; sendTo: SendTo }

/** A way to reverify. */
export type ReverificationFactor =
  | { level: "first"; strategy: "password" }
  | { level: "first" | "second"; strategy: "passkey" }
  | SentCodeFactor
  | { level: "second"; strategy: "totp" | "backup_code" }

/** A reverification before a sensitive change. */
export type Reverification =
  | { status: "complete" }
  | { status: "needs-first-factor" | "needs-second-factor"; factors: ReverificationFactor[] }
