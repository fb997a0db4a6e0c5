import { statusOf, type Verification } from "../model/verification"
import type { View } from "./view"

const OBJECTS: Record<string, string> = {
  password: "verification_password",
  totp: "verification_totp",
  backup_code: "verification_backup_code",
  admin: "verification_admin",
  email_link: "verification_email_link",
  passkey: "verification_passkey",
  ticket: "verification_ticket"
}

export function verificationJson(verification: Verification | null, { instance }: View) {
  if (!verification) return null
  return {
    object: OBJECTS[verification.strategy] ?? "verification_otp",
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
