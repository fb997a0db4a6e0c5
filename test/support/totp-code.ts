import { Secret, TOTP } from "otpauth"

/** The code that an authenticator app with this secret shows. */
export function totpCode(secret: string | undefined, now = Date.now()) {
  if (!secret) throw new Error("There is no secret.")
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now })
}
