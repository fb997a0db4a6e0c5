import type { Request } from "~messaging/contracts"
import { MessageError } from "~messaging/message-error"
import { t } from "~messaging/translate"
import { dismissAttempt } from "./attempt"
import type { Clerk } from "./clerk"
import { isRefusal } from "./clerk-failure"
import { activateSession } from "./session"

/** @see https://clerk.com/docs/guides/development/custom-flows/authentication/email-password */
export async function signInWithPassword(
  clerk: Clerk,
  { identifier, password }: Request<"sign-in-with-password">
) {
  const { signIn } = loadedClient(clerk)
  await dismissAttempt(clerk.client?.signUp.id)
  const attempt = await signIn.create({ strategy: "password", identifier, password }).catch((error) => {
    // Of a new password the same code says to choose another.
    if (!isRefusal(error, "form_password_pwned")) throw error
    throw new MessageError({
      code: "rejected",
      message: t("errorPasswordCompromisedAtSignIn"),
      field: "password"
    })
  })
  await finish(clerk, attempt)
}

/** @see https://clerk.com/docs/guides/development/custom-flows/authentication/email-sms-otp */
export async function sendSignInCode(clerk: Clerk, { identifier }: Request<"send-sign-in-code">) {
  await sendCode(clerk, identifier, "email_code")
}

export async function attemptSignInCode(clerk: Clerk, { code }: Request<"attempt-sign-in-code">) {
  const signIn = signInUnderWay(clerk, "needs_first_factor")
  await finish(clerk, await signIn.attemptFirstFactor({ strategy: "email_code", code }))
}

/** @see https://clerk.com/docs/guides/development/custom-flows/authentication/forgot-password */
export async function sendResetCode(clerk: Clerk, { identifier }: Request<"send-reset-code">) {
  await sendCode(clerk, identifier, "reset_password_email_code")
}

export async function attemptResetCode(clerk: Clerk, { code }: Request<"attempt-reset-code">) {
  const signIn = signInUnderWay(clerk, "needs_first_factor")
  await finish(clerk, await signIn.attemptFirstFactor({ strategy: "reset_password_email_code", code }))
}

export async function setNewPassword(clerk: Clerk, request: Request<"set-new-password">) {
  const signIn = signInUnderWay(clerk, "needs_new_password")
  const { newPassword: password, signOutOfOtherSessions } = request
  await finish(clerk, await signIn.resetPassword({ password, signOutOfOtherSessions }))
}

export async function sendSecondFactorCode(clerk: Clerk) {
  await signInUnderWay(clerk, "needs_second_factor").prepareSecondFactor({ strategy: "phone_code" })
}

/** @see https://clerk.com/docs/guides/development/custom-flows/authentication/multi-factor-authentication */
export async function attemptSecondFactor(clerk: Clerk, request: Request<"attempt-second-factor">) {
  await finish(clerk, await signInUnderWay(clerk, "needs_second_factor").attemptSecondFactor(request))
}

async function sendCode(
  clerk: Clerk,
  identifier: string,
  strategy: "email_code" | "reset_password_email_code"
) {
  const client = loadedClient(clerk)
  await dismissAttempt(client.signUp.id)
  const isUnderWay = client.signIn.status === "needs_first_factor" && client.signIn.identifier === identifier
  const signIn = isUnderWay ? client.signIn : await client.signIn.create({ identifier })

  const factor = signIn.supportedFirstFactors?.find((offered) => offered.strategy === strategy)
  if (!factor || !("emailAddressId" in factor) || !factor.emailAddressId) {
    throw new MessageError({ code: "rejected", message: t("errorNoEmailCode"), field: "identifier" })
  }
  await signIn.prepareFirstFactor({ strategy, emailAddressId: factor.emailAddressId })
}

function signInUnderWay(
  clerk: Clerk,
  status: "needs_first_factor" | "needs_second_factor" | "needs_new_password"
) {
  const { signIn } = loadedClient(clerk)
  if (signIn.status !== status) throw new MessageError({ code: "expired", message: t("errorAttemptExpired") })
  return signIn
}

type Attempted = { status: string | null; createdSessionId: string | null }

/**
 * Makes the session current that a sign-in or sign-up has created; any other status is a further step, which the snapshot
 * shows. Give it what the SDK's call returned: a client has no attempt any more once it is complete.
 */
export async function finish(clerk: Clerk, { status, createdSessionId }: Attempted) {
  if (status === "complete") await activateSession(clerk, createdSessionId)
}

/** The client with its sign-in and sign-up. */
export function loadedClient(clerk: Clerk) {
  if (!clerk.client) throw new Error("Clerk is not loaded")
  return clerk.client
}
