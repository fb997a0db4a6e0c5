import type { Request } from "~messaging/contracts"
import { MessageError } from "~messaging/message-error"
import { t } from "~messaging/translate"
import { dismissAttempt } from "./attempt"
import type { Clerk } from "./clerk"
import { activateSession } from "./session"

/** @see https://clerk.com/docs/guides/development/custom-flows/authentication/email-password */
export async function signInWithPassword(
  clerk: Clerk,
  { identifier, password }: Request<"sign-in-with-password">
) {
  const { signIn } = signedOutClient(clerk)
  await dismissAttempt(clerk.client?.signUp.id)
  await finish(clerk, await signIn.create({ strategy: "password", identifier, password }))
}

/** @see https://clerk.com/docs/guides/development/custom-flows/authentication/email-sms-otp */
export async function sendSignInCode(clerk: Clerk, { identifier }: Request<"send-sign-in-code">) {
  const client = signedOutClient(clerk)
  await dismissAttempt(client.signUp.id)
  const isUnderWay = client.signIn.status === "needs_first_factor" && client.signIn.identifier === identifier
  const signIn = isUnderWay ? client.signIn : await client.signIn.create({ identifier })

  const factor = signIn.supportedFirstFactors?.find(({ strategy }) => strategy === "email_code")
  if (factor?.strategy !== "email_code") {
    throw new MessageError({ code: "rejected", message: t("errorNoEmailCode"), field: "identifier" })
  }
  await signIn.prepareFirstFactor({ strategy: "email_code", emailAddressId: factor.emailAddressId })
}

export async function attemptSignInCode(clerk: Clerk, { code }: Request<"attempt-sign-in-code">) {
  const { signIn } = signedOutClient(clerk)
  if (signIn.status !== "needs_first_factor") {
    throw new MessageError({ code: "expired", message: t("errorAttemptExpired") })
  }
  await finish(clerk, await signIn.attemptFirstFactor({ strategy: "email_code", code }))
}

type Attempted = { status: string | null; createdSessionId: string | null }

// Any other status is a further step, which the snapshot shows.
async function finish(clerk: Clerk, { status, createdSessionId }: Attempted) {
  if (status === "complete") await activateSession(clerk, createdSessionId)
}

/** The client, as long as nobody is signed in. */
export function signedOutClient(clerk: Clerk) {
  if (!clerk.client) throw new Error("Clerk is not loaded")
  return clerk.client
}
