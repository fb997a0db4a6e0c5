import {
  connectionsToUse,
  missingFields,
  optionalFields,
  requiredFields,
  type SignUp,
  unverifiedFields
} from "../model/sign-up"
import type { Verification } from "../model/verification"
import { protectCheckJson } from "./protect-check"
import { verificationJson } from "./verification"
import type { View } from "./view"

export function signUpJson(signUp: SignUp, view: View) {
  const { settings } = view.instance
  const { verifyEmail, verifyPhone } = settings.signUp
  const { emailAddress, phoneNumber, emailVerification, phoneVerification } = signUp
  const isComplete = signUp.createdUserId !== null
  const isForCompany = connectionsToUse(signUp, settings).length > 0
  const emailStrategy = isForCompany ? "enterprise_sso" : "email_code"
  return {
    object: "sign_up_attempt",
    id: signUp.id,
    status: isComplete ? "complete" : "missing_requirements",
    required_fields: requiredFields(settings),
    optional_fields: optionalFields(settings),
    missing_fields: isComplete ? [] : missingFields(signUp, settings),
    unverified_fields: isComplete ? [] : unverifiedFields(signUp, settings),
    verifications: {
      email_address:
        emailAddress && verifyEmail ? signUpVerificationJson(emailVerification, emailStrategy, view) : null,
      phone_number:
        phoneNumber && verifyPhone ? signUpVerificationJson(phoneVerification, "phone_code", view) : null,
      web3_wallet: null,
      external_account: verificationJson(signUp.externalVerification, view)
    },
    username: signUp.username,
    email_address: emailAddress,
    phone_number: phoneNumber,
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

/** `null` until a code is sent: Clerk's components take an unverified verification for a sent code. */
function signUpVerificationJson(verification: Verification | null, strategy: string, view: View) {
  const json = verificationJson(verification, view)
  return { ...json, next_action: nextAction(json?.status), supported_strategies: [strategy] }
}

function nextAction(status: string | undefined) {
  if (status === "verified") return ""
  return status === "unverified" ? "needs_attempt" : "needs_prepare"
}
