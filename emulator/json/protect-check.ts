import { type ProtectCheck, pendingCheck } from "../model/protect-check"
import type { View } from "./view"

/** Checks that are done are never shown. */
export function protectCheckJson(attempt: { protectCheck: ProtectCheck | null }, { instance }: View) {
  const check = pendingCheck(attempt)
  return (
    check && {
      status: "pending",
      token: check.token,
      // Nothing is there: the emulator has no challenge to show.
      sdk_url: `https://${instance.frontendApi}/protect/challenge.js`,
      expires_at: check.expiresAt,
      ui_hints: {}
    }
  )
}
