import type { RequestOf } from "~messaging/contracts"
import type { Reverification, ReverificationFactor } from "~session/task-forms"
import type { Clerk } from "./sdk"
import { currentSession } from "./session"

type Session = NonNullable<Clerk["session"]>
type Verification = Awaited<ReturnType<Session["startVerification"]>>
type Factor = NonNullable<
  Verification["supportedFirstFactors"] | Verification["supportedSecondFactors"]
>[number]

/**
 * Asks for proof of who the user is, before a sensitive change. Clerk takes the first factor of a user without a second.
 * @see https://clerk.com/docs/guides/secure/reverification
 */
export async function startReverification(clerk: Clerk): Promise<Reverification> {
  return translate(await currentSession(clerk).startVerification({ level: "second_factor" }))
}

/** Sends the code for a factor that needs one. */
export async function sendReverificationCode(
  clerk: Clerk,
  { strategy, id }: RequestOf<"send-reverification-code">
) {
  const session = currentSession(clerk)
  if (strategy === "email_code") {
    await session.prepareFirstFactorVerification({ strategy, emailAddressId: id })
  } else {
    await session.prepareSecondFactorVerification({ strategy, phoneNumberId: id })
  }
}

/** Answers with what is still to be proved, or that all is. */
export async function attemptReverification(
  clerk: Clerk,
  request: RequestOf<"attempt-reverification">
): Promise<Reverification> {
  const session = currentSession(clerk)
  switch (request.strategy) {
    case "password":
      return translate(
        await session.attemptFirstFactorVerification({ strategy: "password", password: request.password })
      )
    case "email_code":
      return translate(
        await session.attemptFirstFactorVerification({ strategy: "email_code", code: request.code })
      )
    default:
      return translate(
        await session.attemptSecondFactorVerification({ strategy: request.strategy, code: request.code })
      )
  }
}

function translate({ status, supportedFirstFactors, supportedSecondFactors }: Verification): Reverification {
  switch (status) {
    case "complete":
      return { status: "complete" }
    case "needs_first_factor":
      return {
        status: "needs-first-factor",
        factors: (supportedFirstFactors ?? []).flatMap(toFactor).filter(isFirst)
      }
    case "needs_second_factor":
      return { status: "needs-second-factor", factors: (supportedSecondFactors ?? []).flatMap(toFactor) }
  }
}

const isFirst = ({ strategy }: ReverificationFactor) => strategy === "password" || strategy === "email_code"

// Passkeys and single sign-on need a page of the web app.
function toFactor(factor: Factor): ReverificationFactor[] {
  switch (factor.strategy) {
    case "password":
    case "totp":
    case "backup_code":
      return [{ strategy: factor.strategy, sendTo: null }]
    case "email_code":
      return [{ strategy: "email_code", sendTo: { id: factor.emailAddressId, label: factor.safeIdentifier } }]
    case "phone_code":
      return [{ strategy: "phone_code", sendTo: { id: factor.phoneNumberId, label: factor.safeIdentifier } }]
    default:
      return []
  }
}
