import { t } from "~i18n"
import type { RequestOf } from "~messaging/contracts"
import { failed } from "~messaging/failed"
import { MessageError } from "~messaging/message-error"
import type { PhoneNumberRow, SecondFactorAdded } from "~session/task-forms"
import { addingSecondFactor } from "./backup-codes"
import { isRefusal } from "./clerk-failure"
import { readInstance } from "./instance-settings"
import type { Clerk } from "./sdk"
import { serverNow } from "./server-clock"
import { currentUser } from "./session"

/** Numbers that can become a second factor: not the only one the user signs in with, and none that already is one. */
export async function listPhoneNumbers(clerk: Clerk): Promise<PhoneNumberRow[]> {
  return currentUser(clerk)
    .phoneNumbers.filter((number) => !number.reservedForSecondFactor && !isOnlyWayIn(clerk, number.id))
    .map(({ id, phoneNumber, verification }) => ({
      phoneNumberId: id,
      phoneNumber,
      isVerified: verification.status === "verified"
    }))
}

// As in Clerk's own components. A number that is a second factor can't be used to sign in, so this would lock its owner out.
function isOnlyWayIn(clerk: Clerk, phoneNumberId: string) {
  const user = currentUser(clerk)
  if (user.primaryPhoneNumber?.id !== phoneNumberId) return false
  const { identifiers } = readInstance(clerk).signIn
  const { primaryEmailAddress, username, primaryWeb3Wallet, passkeys, externalAccounts, enterpriseAccounts } =
    user
  const others = [passkeys, externalAccounts, enterpriseAccounts]
  return !(
    (primaryEmailAddress && identifiers.includes("email_address")) ||
    (username && identifiers.includes("username")) ||
    primaryWeb3Wallet ||
    others.some(({ length }) => length > 0)
  )
}

function requireOtherWayIn(clerk: Clerk, phoneNumberId: string) {
  if (!isOnlyWayIn(clerk, phoneNumberId)) return
  throw new MessageError({ code: "rejected", message: t("errorPhoneNumberOnlyWayIn"), field: "phoneNumber" })
}

/**
 * Adds a number in E.164 form and sends it a code. A number that was added before but never verified also gets one, unless Clerk still
 * expects the last one; then the user can request another.
 * @see https://clerk.com/docs/guides/development/custom-flows/account-updates/manage-mfa
 */
export async function addPhoneNumber(
  clerk: Clerk,
  { phoneNumber }: RequestOf<"add-phone-number">
): Promise<PhoneNumberRow> {
  const user = currentUser(clerk)
  const known = user.phoneNumbers.find((added) => added.phoneNumber === phoneNumber)
  if (known) requireOtherWayIn(clerk, known.id)
  const added = known ?? (await user.createPhoneNumber({ phoneNumber }))
  const isVerified = added.verification.status === "verified"
  if (!isVerified && !isAwaited(added.verification)) {
    await added.prepareVerification().catch((error) => {
      if (!isRefusal(error, "verification_code_too_many_requests")) throw error
    })
  }
  return { phoneNumberId: added.id, phoneNumber, isVerified }
}

// The expiry is in Clerk's time.
function isAwaited({ strategy, status, expireAt }: PhoneNumber["verification"]) {
  const now = serverNow()
  const isOver = expireAt !== null && expireAt.getTime() <= (Number.isNaN(now) ? Date.now() : now)
  return strategy === "phone_code" && status === "unverified" && !isOver
}

/** Sends a new code. */
export async function sendPhoneCode(clerk: Clerk, { phoneNumberId }: RequestOf<"send-phone-code">) {
  await find(clerk, phoneNumberId).prepareVerification()
}

/** Verifies the number and makes it a second factor, which completes the `setup-mfa` task. */
export async function verifyPhoneNumber(
  clerk: Clerk,
  { phoneNumberId, code }: RequestOf<"verify-phone-number">
): Promise<SecondFactorAdded> {
  const added = find(clerk, phoneNumberId)
  // It may already be verified: the answer got lost, or Clerk required reverification only for the request after it.
  if (added.verification.status !== "verified") {
    await added.attemptVerification({ code }).catch((error) => {
      if (!isRefusal(error, "verification_already_verified")) throw error
    })
  }
  return reservePhoneNumber(clerk, { phoneNumberId })
}

/** Makes a verified number a second factor, which completes the `setup-mfa` task. */
export async function reservePhoneNumber(
  clerk: Clerk,
  { phoneNumberId }: RequestOf<"use-phone-number">
): Promise<SecondFactorAdded> {
  requireOtherWayIn(clerk, phoneNumberId)
  return addingSecondFactor(clerk, () =>
    find(clerk, phoneNumberId).setReservedForSecondFactor({ reserved: true })
  )
}

type PhoneNumber = ReturnType<typeof currentUser>["phoneNumbers"][number]

function find(clerk: Clerk, phoneNumberId: string) {
  const found = currentUser(clerk).phoneNumbers.find(({ id }) => id === phoneNumberId)
  if (!found) throw failed("expired", "errorPhoneNumberGone")
  return found
}
