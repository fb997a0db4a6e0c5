import { phoneNumberJson } from "../json/identifications"
import { attributePresence } from "../model/attributes"
import { markChanged } from "../model/clock"
import { secondFactorAdded, secondFactorRemoved } from "../model/second-factors"
import { hidesAccounts } from "../model/stranger"
import {
  addPhoneNumber,
  findByPhone,
  hasSecondFactor,
  isVerified,
  type PhoneNumber,
  secondFactorPhones,
  type User
} from "../model/user"
import { checkCode } from "../model/verification"
import { requireUser, requireVerifiedSession } from "./authentication"
import type { Call } from "./call"
import { apiError, codeError, featureDisabled, identifierExists, notFound, paramValue } from "./errors"
import { checkPhoneNumber } from "./identifiers"
import { resend, resendNothing } from "./proofs"
import { limitAttempts } from "./rate-limit"

const MAX_UNVERIFIED = 10

export const listPhoneNumbers = (call: Call) =>
  requireUser(call).phoneNumbers.map((phone) => phoneNumberJson(phone, call.view))

export const readPhoneNumber = (call: Call) =>
  phoneNumberJson(requirePhone(call, requireUser(call)), call.view)

/** Adds an unverified number. It belongs to no user until it is verified. */
export function createPhoneNumber(call: Call) {
  const { instance, form, view } = call
  const { user } = requireVerifiedSession(call)
  if (attributePresence(instance.settings).phone_number === "off") throw featureDisabled()
  if (user.enterpriseAccounts[0]?.disableAdditionalIdentifications) {
    throw apiError(
      422,
      "enterprise_sso_additional_identifications_disabled",
      "Your enterprise account doesn't allow further ways to sign in."
    )
  }
  const phoneNumber = checkPhoneNumber(instance, form.required("phone_number"))
  const isOwn = user.phoneNumbers.some((phone) => phone.phoneNumber === phoneNumber)
  if (isOwn || !hidesAccounts(instance)) requireFree(call, phoneNumber)

  const others = user.phoneNumbers.filter((phone) => phone.phoneNumber !== phoneNumber)
  if (others.filter((phone) => !isVerified(phone)).length >= MAX_UNVERIFIED) {
    throw apiError(400, "too_many_unverified_identifications", "Verify or remove some of your numbers first.")
  }
  user.phoneNumbers = others
  return phoneNumberJson(addPhoneNumber(instance, user, phoneNumber, null), view)
}

export function preparePhoneNumber(call: Call) {
  const { instance, form, view } = call
  const user = requireUser(call)
  const phone = requirePhone(call, user)
  if (form.required("strategy") !== "phone_code") throw paramValue("strategy")
  if (isVerified(phone)) throw codeError("already-verified")
  const send = hidesAccounts(instance) && findByPhone(instance, phone.phoneNumber) ? resendNothing : resend
  phone.verification = send(instance, "phone_code", { phone: phone.phoneNumber }, phone.verification)
  changed(call, user, phone)
  return phoneNumberJson(phone, view)
}

export function attemptPhoneNumber(call: Call) {
  const { instance, form, view } = call
  limitAttempts(instance)
  const user = requireUser(call)
  const phone = requirePhone(call, user)
  const code = form.required("code")
  if (!isVerified(phone) && !hidesAccounts(instance)) requireFree(call, phone.phoneNumber)
  const refusal = checkCode(phone.verification, code, instance.clock)
  changed(call, user, phone)
  if (refusal) throw codeError(refusal)
  return phoneNumberJson(phone, view)
}

/** Reserving a verified number for the second factor completes `setup-mfa`. */
export function updatePhoneNumber(call: Call) {
  const { instance, form, view } = call
  const { user } = requireVerifiedSession(call)
  const phone = requirePhone(call, user)
  const hadSecondFactor = hasSecondFactor(user)
  if (form.has("reserved_for_second_factor"))
    reserve(call, user, phone, form.flag("reserved_for_second_factor"))
  if (form.flag("default_second_factor")) makeDefault(user, phone)
  const backupCodes = secondFactorAdded(instance, user, hadSecondFactor)
  changed(call, user, phone)
  return phoneNumberJson(phone, view, backupCodes)
}

export function deletePhoneNumber(call: Call) {
  const { user } = requireVerifiedSession(call)
  const phone = requirePhone(call, user)
  user.phoneNumbers = user.phoneNumbers.filter((other) => other !== phone)
  if (user.primaryPhoneNumberId === phone.id) user.primaryPhoneNumberId = null
  if (phone.reservedForSecondFactor) secondFactorRemoved(call.instance, user)
  changed(call, user, phone)
  return { object: "phone_number", id: phone.id, deleted: true }
}

function reserve({ instance }: Call, user: User, phone: PhoneNumber, reserved: boolean) {
  if (reserved && !instance.settings.mfa.phoneCode) throw featureDisabled()
  if (reserved && !isVerified(phone)) throw codeError("missing")
  const isFirst = secondFactorPhones(user).length === 0
  const wasReserved = phone.reservedForSecondFactor
  phone.reservedForSecondFactor = reserved
  phone.defaultSecondFactor = reserved && (phone.defaultSecondFactor || isFirst)
  if (wasReserved && !reserved) secondFactorRemoved(instance, user)
}

function makeDefault(user: User, phone: PhoneNumber) {
  if (!phone.reservedForSecondFactor) throw paramValue("default_second_factor")
  for (const other of user.phoneNumbers) other.defaultSecondFactor = other === phone
}

function requirePhone({ params }: Call, user: User): PhoneNumber {
  const phone = user.phoneNumbers.find(({ id }) => id === params.phoneNumberId)
  if (!phone) throw notFound("phone number")
  return phone
}

function requireFree({ instance }: Call, phoneNumber: string) {
  if (findByPhone(instance, phoneNumber)) {
    throw identifierExists("phone_number", "That phone number is taken. Please try another.")
  }
}

function changed({ instance }: Call, user: User, phone: PhoneNumber) {
  markChanged(phone, instance.clock)
  markChanged(user, instance.clock)
}
