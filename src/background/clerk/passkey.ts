import type { AnswerOf, RequestOf } from "~messaging/contracts"
import { failed } from "~messaging/failed"
import { dismissAttempt } from "./dismissed"
import type { Clerk } from "./sdk"
import { currentSession, loadedClient } from "./session"
import { secondStep, signInUnderWay } from "./sign-in-under-way"

/**
 * Has Clerk create a challenge for a passkey. Only a page has `navigator.credentials`, so the page lets the passkey sign it and
 * sends the result with the attempt.
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/passkeys
 */
export async function startPasskey(
  clerk: Clerk,
  request: RequestOf<"start-passkey">
): Promise<AnswerOf<"start-passkey">> {
  const { nonce } = await prepare(clerk, request.for)
  if (!nonce) throw failed("expired", "errorAttemptExpired")
  return JSON.parse(nonce)
}

async function prepare(clerk: Clerk, step: RequestOf<"start-passkey">["for"]) {
  const strategy = "passkey"
  switch (step) {
    case "sign-in": {
      const { signIn, signUp } = loadedClient(clerk)
      await dismissAttempt(signUp.id)
      return (await signIn.create({ strategy })).firstFactorVerification
    }
    case "first-factor": {
      const signIn = signInUnderWay(clerk, "needs_first_factor")
      return (await signIn.prepareFirstFactor({ strategy })).firstFactorVerification
    }
    case "second-factor":
      return (await secondStep(clerk).prepareSecondFactor({ strategy })).secondFactorVerification
    case "first-reverification": {
      const session = currentSession(clerk)
      return (await session.prepareFirstFactorVerification({ strategy })).firstFactorVerification
    }
    case "second-reverification": {
      const session = currentSession(clerk)
      return (await session.prepareSecondFactorVerification({ strategy })).secondFactorVerification
    }
  }
}
