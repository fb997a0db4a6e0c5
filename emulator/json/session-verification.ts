import { reverificationFactors, secondFactorsOf } from "../model/factors"
import type { Session } from "../model/session"
import type { SessionVerification } from "../model/session-verification"
import { hasSecondFactor } from "../model/user"
import { sessionJson } from "./session"
import { verificationJson } from "./verification"
import type { View } from "./view"

export async function sessionVerificationJson(
  session: Session,
  verification: SessionVerification,
  view: View
) {
  const { user } = session
  return {
    object: "session_reverification",
    status: verification.status,
    level: verification.level,
    supported_first_factors: reverificationFactors(user, view.instance),
    supported_second_factors: hasSecondFactor(user) ? secondFactorsOf(user, view.instance) : [],
    first_factor_verification: verificationJson(verification.firstFactor, view),
    second_factor_verification: verificationJson(verification.secondFactor, view),
    session: await sessionJson(session, view)
  }
}
