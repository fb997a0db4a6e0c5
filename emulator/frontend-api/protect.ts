import { protectCheckJson } from "../json/protect-check"
import { createProtectCheck, isProof, type ProtectCheck, pendingCheck } from "../model/protect-check"
import type { Call } from "./call"
import { actionBlocked, paramValue, protectCheckRequired, protectCheckResolved } from "./errors"

type Held = { protectCheck: ProtectCheck | null }

/** Applies Clerk Protect to a new attempt: blocks it, requires a check, or lets it continue. */
export function protect({ instance }: Call, what: "signIn" | "signUp"): ProtectCheck | null {
  const { protect } = instance.settings
  switch (protect[what]) {
    case "block":
      throw actionBlocked(protect)
    case "check":
      return createProtectCheck(instance.clock)
    case "off":
      return null
  }
}

/** Rejects other steps until the check is done. */
export function requireNoCheck({ view }: Call, attempt: Held) {
  const json = protectCheckJson(attempt, view)
  if (json) throw protectCheckRequired(json)
}

/** Accepts the proof that the check requires. */
export function resolveCheck({ instance, form }: Call, attempt: Held) {
  const check = pendingCheck(attempt)
  if (!check) throw protectCheckResolved()
  if (!isProof(check, form.required("proof_token", 4096), instance.clock)) throw paramValue("proof_token")
  check.isResolved = true
}
