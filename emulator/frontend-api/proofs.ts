import { LOCK_DURATION } from "../model/administration"
import { type Clock, markChanged } from "../model/clock"
import { isBreached } from "../model/compromised-passwords"
import { type Factor, hasOtherFirstFactor } from "../model/factors"
import type { Instance } from "../model/instance"
import { isPassword } from "../model/password"
import { countryOf, isOfCountry } from "../model/phone-format"
import { isTotpCode, spendBackupCode } from "../model/second-factors"
import { isStranger } from "../model/stranger"
import type { User } from "../model/user"
import {
  checkCode,
  mayResend,
  sendCode,
  sendLink,
  type Verification,
  verified,
  withholdCode
} from "../model/verification"
import {
  type ApiError,
  codeError,
  codeIncorrect,
  countryUnsupported,
  identifierNotFound,
  notFound,
  paramFormat,
  passwordCompromised,
  passwordIncorrect,
  passwordPwned,
  secondFactorMissing,
  strategyInvalid,
  tooManyCodes,
  userBanned,
  userDeactivated,
  userLocked
} from "./errors"
import type { Form } from "./form"

const MAX_FAILURES = 10

/** Sends a code to the address or number of an offered factor. */
export function prepareCode(instance: Instance, user: User, preparation: Preparation): Verification {
  const { strategy, form, offered, previous } = preparation
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
  const to = email ? { email: email.emailAddress } : phone && { phone: phone.phoneNumber }
  // Email only: an unneeded text message would cost money.
  const note = email ? NO_ACCOUNT : ""
  if (to && isStranger(user) && !preparation.reachesStrangers)
    return resendNothing(instance, strategy, to, previous, note)
  if (email && strategy === "email_link") return resendLink(instance, email.emailAddress, preparation)
  if (to) return resend(instance, strategy, to, previous)
  throw notFound("verified address or number")
}

type Preparation = {
  strategy: string
  form: Form
  offered: Factor[]
  previous: Verification | null
  /** Whether to send codes to people without an account, too. */
  reachesStrangers?: boolean
  /** The URL at which the caller reached the emulator, for links back to it. */
  baseUrl?: string
}

const targetOf = (factor: Factor) => factor.email_address_id ?? factor.phone_number_id

/** Sends a code, unless the same target got one a moment ago. */
export function resend(
  instance: Instance,
  strategy: string,
  to: { email: string } | { phone: string },
  previous: Verification | null
) {
  requireTextable(instance, to)
  const address = "email" in to ? to.email : to.phone
  if (!mayResend(previous, strategy, address, instance.clock)) throw tooManyCodes(30)
  return sendCode(instance, strategy, to)
}

/** Like `resend`, but sends no code, so that the caller can't see whether an account exists. The owner gets the `note`, if any. */
export function resendNothing(
  instance: Instance,
  strategy: string,
  to: { email: string } | { phone: string },
  previous: Verification | null,
  note = ""
) {
  requireTextable(instance, to)
  const address = "email" in to ? to.email : to.phone
  if (!mayResend(previous, strategy, address, instance.clock)) throw tooManyCodes(30)
  return withholdCode(instance, strategy, to, note)
}

/** Rejects phone numbers in countries to which the instance sends no text messages. */
export function requireTextable({ settings }: Instance, to: { email: string } | { phone: string }) {
  if ("phone" in to && !isOfCountry(settings.sms.countries, to.phone)) {
    throw countryUnsupported(countryOf(to.phone))
  }
}

const NO_ACCOUNT = "Someone tried to sign in with this email address, which has no account."

function resendLink(instance: Instance, address: string, { form, previous, baseUrl = "" }: Preparation) {
  const redirectUrl = form.required("redirect_url", 2048)
  if (!/^https?:\/\//.test(redirectUrl) || !URL.canParse(redirectUrl)) {
    throw paramFormat("redirect_url", "The redirect URL is not valid.")
  }
  if (!mayResend(previous, "email_link", address, instance.clock)) throw tooManyCodes(30)
  return sendLink(instance, address, { redirectUrl, baseUrl })
}

export async function provePassword(instance: Instance, user: User, plain: string): Promise<Verification> {
  requireAllowed(instance, user)
  if (!instance.settings.signIn.password || !user.password) throw strategyInvalid()
  if (!(await isPassword(user.password, plain))) throw failed(instance, user, passwordIncorrect())
  requireAllowed(instance, user)
  if (user.password.compromised && hasOtherFirstFactor(user, instance)) throw passwordCompromised()
  if (instance.settings.password.checkCompromisedAtSignIn && isBreached(plain)) throw passwordPwned()
  return succeeded(user, verified("password"))
}

type Proof = { strategy: string; code: string; prepared: Verification | null }
type SecondProof = Proof & { offered: Factor[] }

/** Verifies a factor with the code that was sent for it. */
export function proveCode(instance: Instance, user: User, { strategy, code, prepared }: Proof) {
  requireAllowed(instance, user)
  if (!prepared) throw codeError("missing")
  if (prepared.strategy !== strategy) throw codeError("other-strategy")
  const refusal = checkCode(prepared, code, instance.clock)
  if (refusal === "incorrect") throw failed(instance, user, codeIncorrect())
  if (refusal) throw codeError(refusal)
}

export function proveSecondFactor(instance: Instance, user: User, proof: SecondProof): Verification {
  const { strategy, code, prepared } = proof
  requireAllowed(instance, user)
  requireOffered(proof)
  if (strategy === "phone_code" || strategy === "email_code") {
    proveCode(instance, user, proof)
    return succeeded(user, prepared ?? verified(strategy))
  }
  if (!isRight(instance.clock, user, strategy, code)) throw failed(instance, user, codeIncorrect())
  return succeeded(user, verified(strategy))
}

export function requireOffered({ offered, strategy }: { offered: Factor[]; strategy: string }) {
  if (!offered.some((factor) => factor.strategy === strategy)) throw secondFactorMissing(strategy)
}

/** Rejects users who are banned, deactivated or locked, whatever they can prove. */
export function requireAllowed({ clock, users }: Instance, user: User) {
  if (isStranger(user)) return
  // The user was deleted while their password was being checked.
  if (!users.has(user.id)) throw identifierNotFound()
  if (user.banned) throw userBanned()
  if (user.deactivated) throw userDeactivated()
  if (user.lockedUntil !== null && clock.now() < user.lockedUntil) {
    throw userLocked(Math.ceil((user.lockedUntil - clock.now()) / 1000))
  }
}

function isRight(clock: Clock, user: User, strategy: string, code: string) {
  return strategy === "totp" && user.totp ? isTotpCode(user.totp, code, clock) : spendBackupCode(user, code)
}

/** Counts failures of any kind, and locks the user after too many. */
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
