import { missingFields, requiredFields, type SignUp, unverifiedFields } from "../model/sign-up"
import { protectCheckJson } from "./protect-check"
import { verificationJson } from "./verification"
import type { View } from "./view"

export function signUpJson(signUp: SignUp, view: View) {
  const { settings } = view.instance
  const isComplete = signUp.createdUserId !== null
  return {
    object: "sign_up_attempt",
    id: signUp.id,
    status: isComplete ? "complete" : "missing_requirements",
    required_fields: requiredFields(settings),
    optional_fields: ["first_name", "last_name"],
    missing_fields: isComplete ? [] : missingFields(signUp, settings),
    unverified_fields: isComplete ? [] : unverifiedFields(signUp, settings),
    verifications: {
      email_address: emailVerificationJson(signUp, view),
      phone_number: null,
      web3_wallet: null,
      external_account: null
    },
    username: null,
    email_address: signUp.emailAddress,
    phone_number: null,
    web3_wallet: null,
    has_password: signUp.password !== null,
    password_enabled: signUp.password !== null,
    first_name: signUp.firstName,
    last_name: signUp.lastName,
    unsafe_metadata: signUp.unsafeMetadata,
    public_metadata: {},
    external_id: null,
    custom_action: false,
    created_session_id: signUp.createdSessionId,
    created_user_id: signUp.createdUserId,
    abandon_at: signUp.abandonAt,
    legal_accepted_at: signUp.legalAcceptedAt,
    locale: null,
    timezone: null,
    protect_check: protectCheckJson(signUp, view)
  }
}

/** Until a code is sent there is no verification: to Clerk's components an unverified one means that it was sent. */
function emailVerificationJson(signUp: SignUp, view: View) {
  if (!signUp.emailAddress || !view.instance.settings.signUp.verifyEmail) return null
  const verification = verificationJson(signUp.emailVerification, view)
  return {
    ...verification,
    next_action: nextAction(verification?.status),
    supported_strategies: ["email_code"]
  }
}

function nextAction(status: string | undefined) {
  if (status === "verified") return ""
  return status === "unverified" ? "needs_attempt" : "needs_prepare"
}
