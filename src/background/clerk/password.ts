import type { PasswordValidation } from "@clerk/shared/types"
import type { RequestOf } from "~messaging/contracts"
import type { PasswordStrength } from "~session/task-forms"
import { passwordAdvice } from "./password-advice"
import type { Clerk } from "./sdk"
import { currentUser, loadedClient } from "./session"

/**
 * Completes the `reset-password` task. Clerk doesn't require the current password while that task is pending.
 * @see https://clerk.com/docs/guides/secure/password-protection-and-rules
 */
export async function changePassword(clerk: Clerk, request: RequestOf<"change-password">) {
  const isPending = hasToReset(clerk)
  await currentUser(clerk)
    .updatePassword(request)
    .catch((error) => {
      // An earlier answer got lost: the refusal comes with a client in which the task is complete.
      if (!isPending || !clerk.session || hasToReset(clerk)) throw error
    })
}

function hasToReset({ session }: Clerk) {
  return session?.tasks?.some(({ key }) => key === "reset-password") ?? false
}

/**
 * How strong a password is, by zxcvbn, which comes with the SDK, and the score that the instance requires. Only for instances that
 * show the strength, where `minStrength` in the password rules isn't `null`.
 */
export function checkPassword(
  clerk: Clerk,
  { password }: RequestOf<"check-password">
): Promise<PasswordStrength> {
  const { signUp } = loadedClient(clerk)
  return new Promise((resolve) => {
    signUp.validatePassword(password, {
      // The SDK calls this first without the strength, then with it.
      onValidation: ({ strength }) => {
        if (strength) resolve(toPasswordStrength(strength))
      }
    })
  })
}

function toPasswordStrength(strength: NonNullable<PasswordValidation["strength"]>): PasswordStrength {
  if (strength.state === "excellent") return { state: "excellent", suggestions: [] }
  return { state: strength.state, suggestions: passwordAdvice(strength.keys) }
}
