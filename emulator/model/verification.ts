import { type Clock, MINUTE, SECOND } from "./clock"
import type { External } from "./external-verification"
import { newCode, newSecret } from "./ids"
import { deliver, isTestEmail, isTestPhone, TEST_CODE } from "./inbox"
import type { Instance } from "./instance"
import type { PasskeyChallenge } from "./passkeys"

const LIFETIME = 10 * MINUTE
const RESEND_AFTER = 30 * SECOND
const MAX_ATTEMPTS = 5

/** A pending or completed verification, such as a code that was sent, a password or an authenticator app code. */
export type Verification = {
  strategy: string
  /** `transferable` means that the person is verified but has no account, and can sign up with this verification. */
  status: "unverified" | "verified" | "failed" | "expired" | "transferable"
  attempts: number
  expireAt: number | null
  /** The address or number that the code was sent to. */
  sentTo: string | null
  sentAt: number | null
  code: string | null
  /** For emailed links. */
  link?: EmailLink
  /** For passkeys: the challenge to sign. */
  passkey?: PasskeyChallenge
  /** For providers. */
  external?: External
}

/** An emailed link, and the page that it redirects to. */
type EmailLink = { token: string; redirectUrl: string; verifiedAtClient: string | null }

export type CodeRefusal =
  | "missing"
  | "other-strategy"
  | "not-sent"
  | "already-verified"
  | "expired"
  | "too-many-attempts"
  | "incorrect"

/** A verification that is already complete, such as a correct password. */
export const verified = (strategy: string): Verification => ({
  strategy,
  status: "verified",
  attempts: 1,
  expireAt: null,
  sentTo: null,
  sentAt: null,
  code: null
})

/** Sends a new code. Check `mayResend` first. */
export function sendCode(
  { clock, inbox, settings }: Instance,
  strategy: string,
  to: { email: string } | { phone: string }
): Verification {
  const isEmail = "email" in to
  const address = isEmail ? to.email : to.phone
  const isTest = isEmail ? isTestEmail(address) : isTestPhone(address)
  const code = isTest ? TEST_CODE : newCode()
  if (!isTest) {
    const body = `${code} is your verification code for ${settings.applicationName}.`
    deliver(inbox, clock, { to: address, channel: isEmail ? "email" : "sms", code, body })
  }
  const now = clock.now()
  return {
    strategy,
    status: "unverified",
    attempts: 0,
    expireAt: now + LIFETIME,
    sentTo: address,
    sentAt: now,
    code
  }
}

/** Like `sendCode`, but sends no code, so that the caller can't see whether an account exists. The owner gets the note, if any. */
export function withholdCode(
  instance: Instance,
  strategy: string,
  to: { email: string } | { phone: string },
  note: string
): Verification {
  const { clock, inbox } = instance
  const channel = "email" in to ? "email" : "sms"
  const address = "email" in to ? to.email : to.phone
  if (note) deliver(inbox, clock, { to: address, channel, code: "", body: note })
  const now = clock.now()
  return {
    ...verified(strategy),
    status: "unverified",
    attempts: 0,
    expireAt: now + LIFETIME,
    sentTo: address,
    sentAt: now,
    code: newCode()
  }
}

/** Sends a new link to the emulator, which then redirects to `redirectUrl`. Check `mayResend` first. */
export function sendLink(
  { clock, inbox, settings }: Instance,
  to: string,
  { redirectUrl, baseUrl }: { redirectUrl: string; baseUrl: string }
): Verification {
  const now = clock.now()
  const token = newSecret()
  const link = `${baseUrl}/v1/verify?token=${token}`
  const body = `Sign in to ${settings.applicationName}: ${link}`
  deliver(inbox, clock, { to, channel: "email", code: "", link, body })
  return {
    strategy: "email_link",
    status: "unverified",
    attempts: 0,
    expireAt: now + LIFETIME,
    sentTo: to,
    sentAt: now,
    code: null,
    link: { token, redirectUrl, verifiedAtClient: null }
  }
}

export function mayResend(previous: Verification | null, strategy: string, to: string, clock: Clock) {
  const isSame = previous?.strategy === strategy && previous.sentTo === to && previous.status === "unverified"
  return !isSame || clock.now() - (previous.sentAt ?? 0) >= RESEND_AFTER
}

/** Uses up one attempt. Returns why the code is rejected, or `undefined` if it's correct. */
export function checkCode(
  verification: Verification | null,
  code: string,
  clock: Clock
): CodeRefusal | undefined {
  if (verification?.status === "verified" || verification?.status === "transferable")
    return "already-verified"
  if (!verification?.code) return "not-sent"
  if (verification.status === "failed") return "too-many-attempts"
  if (statusOf(verification, clock) === "expired") return "expired"

  verification.attempts += 1
  if (verification.code === code) {
    verification.status = "verified"
    return undefined
  }
  if (verification.attempts >= MAX_ATTEMPTS) {
    verification.status = "failed"
    return "too-many-attempts"
  }
  return "incorrect"
}

export function statusOf({ status, expireAt }: Verification, clock: Clock) {
  return status === "unverified" && expireAt !== null && clock.now() >= expireAt ? "expired" : status
}
