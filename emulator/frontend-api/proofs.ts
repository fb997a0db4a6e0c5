import { LOCK_DURATION } from "../model/administration"
import { type Clock, markChanged } from "../model/clock"
import { type Factor, hasOtherFirstFactor } from "../model/factors"
import type { Instance } from "../model/instance"
import { isPassword } from "../model/password"
import { isTotpCode, spendBackupCode } from "../model/second-factors"
import type { User } from "../model/user"
import { checkCode, mayResend, sendCode, type Verification, verified } from "../model/verification"
import {
  type ApiError,
  codeError,
  codeIncorrect,
  identifierNotFound,
  notFound,
  passwordCompromised,
  passwordIncorrect,
  strategyInvalid,
  tooManyCodes,
  userBanned,
  userLocked
} from "./errors"
import type { Form } from "./form"

const MAX_FAILURES = 10

/** Sends a code to the address or number of one of the factors that are offered. */
export function prepareCode(
  instance: Instance,
  user: User,
  { strategy, form, offered, previous }: Preparation
): Verification {
  requireAllowed(instance, user)
  const candidates = offered.filter(
    (factor) => factor.strategy === strategy && targetOf(factor) !== undefined
  )
  if (candidates.length === 0) throw strategyInvalid()
  const id = form.text("email_address_id") ?? form.text("phone_number_id")
  const factor = id
    ? candidates.find((candidate) => targetOf(candidate) === id)
    : (candidates.find((candidate) => candidate.primary || candidate.default) ?? candidates[0])
  const email = user.emailAddresses.find((candidate) => candidate.id === factor?.email_address_id)
  const phone = user.phoneNumbers.find((candidate) => candidate.id === factor?.phone_number_id)
  if (email) return resend(instance, strategy, { email: email.emailAddress }, previous)
  if (phone) return resend(instance, strategy, { phone: phone.phoneNumber }, previous)
  throw notFound("verified address or number")
}

type Preparation = { strategy: string; form: Form; offered: Factor[]; previous: Verification | null }

const targetOf = (factor: Factor) => factor.email_address_id ?? factor.phone_number_id

/** Sends a code, unless one was sent to the same place just now. */
export function resend(
  instance: Instance,
  strategy: string,
  to: { email: string } | { phone: string },
  previous: Verification | null
) {
  const address = "email" in to ? to.email : to.phone
  if (!mayResend(previous, strategy, address, instance.clock)) throw tooManyCodes(30)
  return sendCode(instance, strategy, to)
}

export async function provePassword(instance: Instance, user: User, plain: string): Promise<Verification> {
  requireAllowed(instance, user)
  if (!instance.settings.signIn.password || !user.password) throw strategyInvalid()
  if (!(await isPassword(user.password, plain))) throw failed(instance, user, passwordIncorrect())
  requireAllowed(instance, user)
  if (user.password.compromised && hasOtherFirstFactor(user, instance)) throw passwordCompromised()
  return succeeded(user, verified("password"))
}

export function proveCode(instance: Instance, user: User, verification: Verification | null, code: string) {
  requireAllowed(instance, user)
  const refusal = checkCode(verification, code, instance.clock)
  if (refusal === "incorrect") throw failed(instance, user, codeIncorrect())
  if (refusal) throw codeError(refusal)
}

export function proveSecondFactor(
  instance: Instance,
  user: User,
  { strategy, code, prepared }: { strategy: string; code: string; prepared: Verification | null }
): Verification {
  requireAllowed(instance, user)
  if (strategy === "phone_code") {
    proveCode(instance, user, prepared, code)
    return succeeded(user, prepared ?? verified(strategy))
  }
  if (!isRight(instance.clock, user, strategy, code)) throw failed(instance, user, codeIncorrect())
  return succeeded(user, verified(strategy))
}

/** Refuses who is banned or locked out, whatever they can prove. */
export function requireAllowed({ clock, users }: Instance, user: User) {
  // Deleted while their password was being checked.
  if (!users.has(user.id)) throw identifierNotFound()
  if (user.banned) throw userBanned()
  if (user.lockedUntil !== null && clock.now() < user.lockedUntil) {
    throw userLocked(Math.ceil((user.lockedUntil - clock.now()) / 1000))
  }
}

function isRight(clock: Clock, user: User, strategy: string, code: string) {
  if (strategy === "totp" && user.totp?.verified) return isTotpCode(user.totp, code, clock)
  if (strategy === "backup_code" && user.backupCodes) return spendBackupCode(user, code)
  throw strategyInvalid()
}

/** After too many failures, in any mixture, the user is locked out for a while. */
function failed({ clock }: Instance, user: User, error: ApiError): ApiError {
  user.failedAttempts += 1
  if (user.failedAttempts < MAX_FAILURES) return error
  user.failedAttempts = 0
  user.lockedUntil = clock.now() + LOCK_DURATION
  markChanged(user, clock)
  return userLocked(LOCK_DURATION / 1000)
}

function succeeded(user: User, verification: Verification) {
  user.failedAttempts = 0
  return verification
}
