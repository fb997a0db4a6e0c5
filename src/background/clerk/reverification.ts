import type { RequestOf } from "~messaging/contracts"
import type { Reverification, ReverificationFactor } from "~session/task-forms"
import { isRefusal } from "./clerk-failure"
import { toAttempt } from "./passkey-credential"
import { plainText } from "./plain"
import type { Clerk } from "./sdk"
import { currentSession } from "./session"

const NOT_THE_NEXT_STEP = "invalid_action_for_session_reverification"

type Session = NonNullable<Clerk["session"]>
type Verification = Awaited<ReturnType<Session["startVerification"]>>
type FirstFactor = NonNullable<Verification["supportedFirstFactors"]>[number]
type SecondFactor = NonNullable<Verification["supportedSecondFactors"]>[number]

/**
 * Starts a reverification before a sensitive change. Users without a second factor prove who they are with a first factor.
 * @see https://clerk.com/docs/guides/secure/reverification
 */
export async function startReverification(clerk: Clerk): Promise<Reverification> {
  return translate(await currentSession(clerk).startVerification({ level: "second_factor" }))
}

/** Sends the code for a factor that needs one. */
export async function sendReverificationCode(clerk: Clerk, request: RequestOf<"send-reverification-code">) {
  const session = currentSession(clerk)
  const { strategy, id } = request
  if (request.level === "second") {
    await session.prepareSecondFactorVerification({ strategy: "phone_code", phoneNumberId: id })
  } else if (strategy === "email_code") {
    await session.prepareFirstFactorVerification({ strategy, emailAddressId: id })
  } else {
    await session.prepareFirstFactorVerification({ strategy, phoneNumberId: id })
  }
}

/** Returns what the user still has to prove, or that everything is proved. */
export async function attemptReverification(
  clerk: Clerk,
  request: RequestOf<"attempt-reverification">
): Promise<Reverification> {
  try {
    return translate(await attemptVerification(currentSession(clerk), request))
  } catch (error) {
    if (isRefusal(error, NOT_THE_NEXT_STEP) && isProved(currentSession(clerk), request.level)) {
      return { status: "complete" }
    }
    throw error
  }
}

function attemptVerification(session: Session, request: RequestOf<"attempt-reverification">) {
  if (request.level === "second") {
    const { level, ...attempt } = request
    return session.attemptSecondFactorVerification(toAttempt(attempt))
  }
  const { level, ...attempt } = request
  return session.attemptFirstFactorVerification(toAttempt(attempt))
}

/** It was proved just now, so the answer to an earlier attempt got lost. */
function isProved({ factorVerificationAge }: Session, level: "first" | "second") {
  return factorVerificationAge?.[level === "first" ? 0 : 1] === 0
}

function translate({ status, supportedFirstFactors, supportedSecondFactors }: Verification): Reverification {
  switch (status) {
    case "complete":
      return { status: "complete" }
    case "needs_first_factor":
      return { status: "needs-first-factor", factors: (supportedFirstFactors ?? []).flatMap(toFirstFactor) }
    case "needs_second_factor":
      return {
        status: "needs-second-factor",
        factors: (supportedSecondFactors ?? []).flatMap(toSecondFactor)
      }
  }
}

// Single sign-on needs a page of the web app.
function toFirstFactor(factor: FirstFactor): ReverificationFactor[] {
  const level = "first"
  switch (factor.strategy) {
    case "password":
    case "passkey":
      return [{ level, strategy: factor.strategy }]
    case "email_code":
      return [
        {
          level,
          strategy: "email_code",
          sendTo: { id: factor.emailAddressId, label: plainText(factor.safeIdentifier) }
        }
      ]
    case "phone_code":
      return [
        {
          level,
          strategy: "phone_code",
          sendTo: { id: factor.phoneNumberId, label: plainText(factor.safeIdentifier) }
        }
      ]
    default:
      return []
  }
}

function toSecondFactor(factor: SecondFactor): ReverificationFactor[] {
  const level = "second"
  switch (factor.strategy) {
    case "totp":
    case "passkey":
    case "backup_code":
      return [{ level, strategy: factor.strategy }]
    case "phone_code":
      return [
        {
          level,
          strategy: "phone_code",
          sendTo: { id: factor.phoneNumberId, label: plainText(factor.safeIdentifier) }
        }
      ]
    default:
      return []
  }
}
