import { t } from "~i18n"
import type { RequestOf } from "~messaging/contracts"
import { MessageError } from "~messaging/message-error"
import { SENT_SECOND_FACTORS } from "~session/snapshot"
import { dismissAttempt, isDismissed, isHeldByProtect } from "./attempt"
import { isRefusal } from "./clerk-failure"
import type { Clerk } from "./sdk"
import {
  isNewDevice,
  needsSecondFactor,
  preferredFactor,
  type SignInResource,
  secondFactorsOf,
  sendSecondFactor
} from "./second-factor"
import { finish, loadedClient } from "./session"
import { sendSignUpCode } from "./sign-up"

/**
 * Starts a sign-in with a password, or answers the code that `sendFirstFactorCode` sent.
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/email-password
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/email-sms-otp
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/forgot-password
 */
export async function attemptFirstFactor(clerk: Clerk, request: RequestOf<"attempt-first-factor">) {
  if (request.strategy === "password") return signInWithPassword(clerk, request)
  await finish(clerk, await signInUnderWay(clerk, "needs_first_factor").attemptFirstFactor(request))
}

async function signInWithPassword(
  clerk: Clerk,
  request: Extract<RequestOf<"attempt-first-factor">, { strategy: "password" }>
) {
  const { signIn, signUp } = loadedClient(clerk)
  await dismissAttempt(signUp.id)
  const attempt = await signIn.create(request).catch((error) => {
    // Of a new password the same code says to choose another.
    if (!isRefusal(error, "form_password_pwned")) throw error
    throw new MessageError({
      code: "rejected",
      message: t("errorPasswordCompromisedAtSignIn"),
      field: "password"
    })
  })
  await finish(clerk, attempt)
  if (isNewDevice(clerk, attempt) && !isHeldByProtect(attempt)) await sendToNewDevice(clerk, attempt)
}

/** Nobody chose this step, and there is nothing to choose: so the code, or the link, is sent at once. */
async function sendToNewDevice(clerk: Clerk, signIn: SignInResource) {
  const [preferred] = await secondFactorsOf(clerk, signIn)
  const strategy = SENT_SECOND_FACTORS.find((factor) => factor === preferred)
  if (strategy) await sendSecondFactor(clerk, signIn, strategy)
}

/**
 * Answers a second factor, or the code for a new device.
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/multi-factor-authentication
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/device-trust
 */
export async function attemptSecondFactor(clerk: Clerk, request: RequestOf<"attempt-second-factor">) {
  await finish(clerk, await secondStep(clerk).attemptSecondFactor(request))
}

/** Sends a code or a link, or a new one, for a step of the sign-in or sign-up. */
export async function sendCode(clerk: Clerk, request: RequestOf<"send-code">) {
  switch (request.for) {
    case "first-factor":
      return sendFirstFactorCode(clerk, request)
    case "second-factor":
      await sendSecondFactor(clerk, secondStep(clerk), request.strategy)
      return
    case "sign-up":
      return sendSignUpCode(clerk)
  }
}

/** The last step of a forgotten password. */
export async function setNewPassword(clerk: Clerk, request: RequestOf<"set-new-password">) {
  const signIn = signInUnderWay(clerk, "needs_new_password")
  const { newPassword: password, signOutOfOtherSessions } = request
  await finish(clerk, await signIn.resetPassword({ password, signOutOfOtherSessions }))
}

async function sendFirstFactorCode(
  clerk: Clerk,
  { strategy, identifier }: Extract<RequestOf<"send-code">, { for: "first-factor" }>
) {
  const client = loadedClient(clerk)
  await dismissAttempt(client.signUp.id)
  const { id, status, identifier: named } = client.signIn
  const isUnderWay = status === "needs_first_factor" && named === identifier && !(await isDismissed(id))
  const signIn = isUnderWay ? client.signIn : await client.signIn.create({ identifier })

  if (isHeldByProtect(signIn)) return
  const factor = preferredFactor(signIn, signIn.supportedFirstFactors, strategy)
  if (!factor || !("emailAddressId" in factor) || !factor.emailAddressId) {
    throw new MessageError({ code: "rejected", message: t("errorNoEmailCode"), field: "identifier" })
  }
  await signIn.prepareFirstFactor({ strategy, emailAddressId: factor.emailAddressId })
}

function signInUnderWay(clerk: Clerk, status: "needs_first_factor" | "needs_new_password") {
  const { signIn } = loadedClient(clerk)
  if (signIn.status !== status) throw attemptExpired()
  return signIn
}

function secondStep(clerk: Clerk) {
  const { signIn } = loadedClient(clerk)
  if (!needsSecondFactor(signIn)) throw attemptExpired()
  return signIn
}

const attemptExpired = () => new MessageError({ code: "expired", message: t("errorAttemptExpired") })
