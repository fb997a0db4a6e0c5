import { t } from "~i18n"
import type { RequestOf } from "~messaging/contracts"
import { MessageError } from "~messaging/message-error"
import { dismissAttempt, isHeldByProtect } from "./attempt"
import type { Clerk } from "./sdk"
import { finish, loadedClient } from "./session"

/** @see https://clerk.com/docs/guides/development/custom-flows/authentication/email-password */
export async function signUp(
  clerk: Clerk,
  { emailAddress, password, firstName, lastName }: RequestOf<"sign-up">
) {
  const client = loadedClient(clerk)
  await dismissAttempt(client.signIn.id)
  const created = await client.signUp.create({
    emailAddress,
    ...(password && { password }),
    ...(firstName && { firstName }),
    ...(lastName && { lastName })
  })
  const awaitsCode = created.unverifiedFields.includes("email_address") && !isHeldByProtect(created)
  if (awaitsCode) await sendSignUpCode(clerk)
  await finish(clerk, created)
}

/** Sends a code, or a new one, to the address of the sign-up under way. */
export async function sendSignUpCode(clerk: Clerk) {
  await signUpUnderWay(clerk).prepareEmailAddressVerification({ strategy: "email_code" })
}

/** Verifies the address of the sign-up under way. */
export async function attemptSignUpCode(clerk: Clerk, { code }: RequestOf<"attempt-sign-up-code">) {
  await finish(clerk, await signUpUnderWay(clerk).attemptEmailAddressVerification({ code }))
}

function signUpUnderWay(clerk: Clerk) {
  const { signUp } = loadedClient(clerk)
  if (signUp.status !== "missing_requirements") {
    throw new MessageError({ code: "expired", message: t("errorAttemptExpired") })
  }
  return signUp
}
