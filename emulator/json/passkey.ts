import type { Passkey } from "../model/passkeys"
import type { Settings } from "../model/settings"
import { verificationJson } from "./verification"
import type { View } from "./view"

export function passkeyJson(
  { id, name, lastUsedAt, verification, createdAt, updatedAt }: Passkey,
  view: View
) {
  return {
    object: "passkey",
    id,
    name,
    last_used_at: lastUsedAt ?? null,
    verification: verification ? verificationJson(verification, view) : NAMED_ONLY,
    created_at: createdAt,
    updated_at: updatedAt
  }
}

const NAMED_ONLY = {
  object: "verification_passkey",
  status: "verified",
  strategy: "passkey",
  attempts: null,
  expire_at: 0
}

/** Lists no second-factor use, because a passkey can't be enrolled as a second factor. */
export const passkeyAttribute = {
  used_for_first_factor: true,
  first_factors: ["passkey"],
  verifications: ["passkey"]
}

export const passkeySettingsJson = ({ passkeys }: Settings) => ({
  allow_autofill: passkeys.autofill,
  show_sign_in_button: passkeys.signInButton,
  satisfies_second_factor: passkeys.satisfiesSecondFactor
})
