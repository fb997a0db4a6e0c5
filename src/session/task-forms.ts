import type { SendTo } from "./snapshot"

/** How hard a password is to guess. */
export type PasswordStrength = {
  /** `fail`: below what the instance asks for. */
  state: "fail" | "pass" | "excellent"
  /** How to make it stronger, in words. */
  suggestions: string[]
}

/** What an authenticator app needs to know; drawn as a QR code, and as text to copy. */
export type TotpEnrolment = {
  /** Base32, without spaces. */
  secret: string
  /** `otpauth:` address with the same secret. */
  uri: string
}

/** Codes that open the account when nothing else is at hand. */
export type BackupCodes = { backupCodes: string[] }

/** Backup codes are shown once; `null` when the instance has none, or the user got them before. */
export type SecondFactorAdded = { backupCodes: string[] | null }

/** A phone number of the user that may become a second factor. */
export type PhoneNumberRow = { phoneNumberId: string; phoneNumber: string; isVerified: boolean }

/** A code that is sent. A phone number may be what the user signs in with, or their second factor. */
export type SentCodeFactor =
  | { level: "first"; strategy: "email_code" | "phone_code"; sendTo: SendTo }
  | { level: "second"; strategy: "phone_code"; sendTo: SendTo }

/** A way to prove again who one is. */
export type ReverificationFactor =
  | { level: "first"; strategy: "password" }
  | { level: "first" | "second"; strategy: "passkey" }
  | SentCodeFactor
  | { level: "second"; strategy: "totp" | "backup_code" }

/** Proof that is asked for before a sensitive change. */
export type Reverification =
  | { status: "complete" }
  | { status: "needs-first-factor" | "needs-second-factor"; factors: ReverificationFactor[] }
