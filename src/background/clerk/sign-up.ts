import type { RequestOf } from "~messaging/contracts"
import { failed } from "~messaging/failed"
import type { CodeFactor } from "~session/snapshot"
import { isRefusal } from "./clerk-failure"
import { dismissAttempt } from "./dismissed"
import type { Clerk, SignUpResource } from "./sdk"
import { finish, loadedClient } from "./session"
import { fromSignUp } from "./sign-up-attempt"
import { signUpWithEnterpriseSso } from "./sso"

/** Clerk's errors for a ticket that is for signing in, not for signing up. */
const TICKETS_TO_SIGN_IN = [
  "invitation_account_exists",
  "organization_invitation_identification_already_exists",
  "sign_in_token_not_in_sign_in_code"
]

/**
 * Starts a sign-up with everything from the form.
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/email-password
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/legal-acceptance
 */
export async function signUp(clerk: Clerk, request: RequestOf<"sign-up">) {
  const client = loadedClient(clerk)
  await dismissAttempt(client.signIn.id)
  await goOn(clerk, await client.signUp.create(present(request)))
}

/**
 * Adds what Clerk still needs, or corrects an address or number that isn't verified yet. An unchanged one gets a new code, unless
 * Clerk has just sent one.
 */
export async function updateSignUp(clerk: Clerk, request: RequestOf<"update-sign-up">) {
  const before = fromSignUp(signUpUnderWay(clerk))
  const signUp = await signUpUnderWay(clerk).update(present(request))
  const next = await goOn(clerk, signUp)
  if (before.step !== "verification" || next?.step !== "verification" || !next.isSent) return
  await sendSignUpCode(clerk, next.strategy).catch((error) => {
    if (!isRefusal(error, "verification_code_too_many_requests")) throw error
  })
}

/** Sends a code, or a new one, to the address or number of the sign-up under way. */
export async function sendSignUpCode(clerk: Clerk, strategy: CodeFactor) {
  await signUpUnderWay(clerk).prepareVerification({ strategy })
}

/** Verifies the address or number of the sign-up under way. */
export async function attemptSignUpCode(clerk: Clerk, request: RequestOf<"attempt-sign-up-code">) {
  await goOn(clerk, await signUpUnderWay(clerk).attemptVerification(request))
}

/**
 * Signs up with an invitation's ticket. If its address already has an account, which only Clerk knows, this signs in instead.
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/application-invitations
 */
export async function acceptTicket(clerk: Clerk, { ticket }: RequestOf<"use-invitation">) {
  const client = loadedClient(clerk)
  await dismissAttempt(client.signIn.id)
  const invited = await client.signUp.create({ strategy: "ticket", ticket }).catch((error) => {
    if (!TICKETS_TO_SIGN_IN.some((code) => isRefusal(error, code))) throw error
    return null
  })
  if (invited) return void (await goOn(clerk, invited))

  await dismissAttempt(client.signUp.id)
  await finish(clerk, await client.signIn.create({ strategy: "ticket", ticket }))
}

/**
 * Activates the session once Clerk has everything. Until then it sends the next code or continues with the company's SSO. The worker
 * does so in the same command, so it's sent once, however often the popup opens.
 */
export async function goOn(clerk: Clerk, signUp: SignUpResource) {
  await finish(clerk, signUp)
  if (signUp.status !== "missing_requirements") return null
  const next = fromSignUp(signUp)
  if (process.env.PLASMO_PUBLIC_CLERK_SSO && next.step === "enterprise-sso")
    await signUpWithEnterpriseSso(clerk)
  if (next.step === "verification" && !next.isSent) await sendSignUpCode(clerk, next.strategy)
  return next
}

function signUpUnderWay(clerk: Clerk) {
  const { signUp } = loadedClient(clerk)
  if (signUp.status !== "missing_requirements") {
    throw failed("expired", "errorAttemptExpired")
  }
  return signUp
}

type Fields = RequestOf<"sign-up">
type Present = { [Name in keyof Fields]: NonNullable<Fields[Name]> }

/** Drops the fields that were left out. */
function present(fields: Fields): Present {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
