import type { SignInResource, SignUpResource } from "./sdk"

/**
 * Whether Clerk Protect holds an attempt back until a check is done. Only Clerk's own components can show that check: they load it as
 * remote code.
 * @see https://clerk.com/docs/guides/protect/challenges
 */
export function isHeldByProtect(attempt: SignInResource | SignUpResource): boolean {
  if (attempt.protectCheck) return true
  return "missingFields" in attempt
    ? attempt.missingFields.includes("protect_check")
    : attempt.status === "needs_protect_check"
}
