import type { Clock } from "../model/clock"
import type { External } from "../model/external-verification"
import { statusOf, type Verification } from "../model/verification"
import type { View } from "./view"

const OBJECTS: Record<string, string> = {
  password: "verification_password",
  totp: "verification_totp",
  backup_code: "verification_backup_code",
  admin: "verification_admin",
  email_link: "verification_email_link",
  passkey: "verification_passkey",
  ticket: "verification_ticket",
  saml: "verification_saml"
}

/** How a provider verified an address, such as `from_oauth_google`. */
const FROM_OAUTH = /^from_oauth_/

export function verificationJson(verification: Verification | null, { instance }: View) {
  if (!verification) return null
  if (verification.external) return externalJson(verification, verification.external, instance.clock)
  return {
    object: objectOf(verification.strategy),
    status: statusOf(verification, instance.clock),
    strategy: verification.strategy,
    attempts: verification.attempts,
    expire_at: verification.expireAt,
    ...(verification.strategy === "phone_code" && { channel: "sms" }),
    ...(verification.passkey &&
      verification.status === "unverified" && { nonce: verification.passkey.nonce }),
    ...(verification.link?.verifiedAtClient && { verified_at_client: verification.link.verifiedAtClient })
  }
}

const objectOf = (strategy: string) =>
  FROM_OAUTH.test(strategy) ? "verification_from_oauth" : (OBJECTS[strategy] ?? "verification_otp")

/** A provider's verification counts no attempts. It contains the redirect URL until the user has returned. */
function externalJson(verification: Verification, { address, error }: External, clock: Clock) {
  const { strategy, expireAt } = verification
  return {
    object: strategy === "saml" ? "verification_saml" : "verification_oauth",
    status: statusOf(verification, clock),
    strategy,
    external_verification_redirect_url: address,
    // SAML verifications have this field only if there is an error.
    ...((error || strategy !== "saml") && { error }),
    attempts: null,
    expire_at: expireAt
  }
}
