import { type ProtectCheck, pendingCheck } from "../model/protect-check"
import type { View } from "./view"

/** Completed checks are not included. */
export function protectCheckJson(attempt: { protectCheck: ProtectCheck | null }, { instance }: View) {
  const check = pendingCheck(attempt)
  return (
    check && {
      status: "pending",
      token: check.token,
      // The emulator has no challenge, so this URL serves nothing.
      sdk_url: `https://${instance.frontendApi}/protect/challenge.js`,
      expires_at: check.expiresAt,
      ui_hints: {}
    }
  )
}
