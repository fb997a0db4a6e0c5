import { randomInt } from "node:crypto"
import { Secret, TOTP } from "otpauth"
import { type Clock, markChanged } from "./clock"
import { newId } from "./ids"
import type { Instance } from "./instance"
import { hasSecondFactor, identifierOf, type User } from "./user"

const PERIOD = 30

export type Totp = {
  id: string
  secret: Secret
  verified: boolean
  /** The period of the last accepted code, so that no code is accepted twice. */
  lastPeriod: number
  createdAt: number
  updatedAt: number
}

export type BackupCodes = { id: string; codes: Set<string>; createdAt: number; updatedAt: number }

export function createTotp({ clock }: Instance, user: User): Totp {
  const now = clock.now()
  user.totp = {
    id: newId("totp"),
    secret: new Secret({ size: 20 }),
    verified: false,
    lastPeriod: -1,
    createdAt: now,
    updatedAt: now
  }
  return user.totp
}

export function totpUri({ settings }: Instance, user: User, { secret }: Totp) {
  return new TOTP({ issuer: settings.applicationName, label: identifierOf(user), secret }).toString()
}

/** Accepts the codes of the previous, the current and the next 30 seconds, each once. */
export function isTotpCode(totp: Totp, code: string, clock: Clock) {
  const timestamp = clock.now()
  const delta = new TOTP({ secret: totp.secret }).validate({ token: code, timestamp, window: 1 })
  if (delta === null) return false
  const period = Math.floor(timestamp / 1000 / PERIOD) + delta
  if (period <= totp.lastPeriod) return false
  totp.lastPeriod = period
  return true
}

/**
 * Call this after a factor was added. For the first one, it returns backup codes if the instance uses them. They can't be read again.
 */
export function secondFactorAdded(
  instance: Instance,
  user: User,
  hadSecondFactor: boolean
): string[] | undefined {
  if (hadSecondFactor || !hasSecondFactor(user)) return undefined
  user.mfaEnabledAt = instance.clock.now()
  return instance.settings.mfa.backupCode ? replaceBackupCodes(instance, user) : undefined
}

/** Call this after a factor was removed. Without another factor, the backup codes are removed too. */
export function secondFactorRemoved({ clock }: Instance, user: User) {
  if (hasSecondFactor(user)) return
  user.backupCodes = null
  user.mfaDisabledAt = clock.now()
}

/** Removes all second factors. Phone numbers stay. */
export function disableMfa(instance: Instance, user: User) {
  user.totp = null
  for (const phone of user.phoneNumbers) {
    phone.reservedForSecondFactor = false
    phone.defaultSecondFactor = false
  }
  secondFactorRemoved(instance, user)
  markChanged(user, instance.clock)
}

export function replaceBackupCodes({ clock }: Instance, user: User) {
  const codes = Array.from({ length: 10 }, newBackupCode)
  const now = clock.now()
  user.backupCodes = { id: newId("bc"), codes: new Set(codes), createdAt: now, updatedAt: now }
  markChanged(user, clock)
  return codes
}

/** Each code works once. */
export function spendBackupCode(user: User, code: string) {
  return user.backupCodes?.codes.delete(code.trim().toLowerCase()) === true
}

const newBackupCode = () =>
  Array.from({ length: 8 }, () => "abcdefghijkmnpqrstuvwxyz23456789"[randomInt(32)]).join("")
