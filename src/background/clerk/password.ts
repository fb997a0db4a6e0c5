import type { PasswordValidation } from "@clerk/shared/types"
import type { RequestOf } from "~messaging/contracts"
import type { PasswordStrength } from "~session/task-forms"
import { passwordAdvice } from "./password-advice"
import type { Clerk } from "./sdk"
import { currentUser, loadedClient } from "./session"

/**
 * Completes the `reset-password` task. Clerk asks for no current password while that task is pending.
 * @see https://clerk.com/docs/guides/secure/password-protection-and-rules
 */
export async function changePassword(clerk: Clerk, request: RequestOf<"change-password">) {
  const isPending = hasToReset(clerk)
  await currentUser(clerk)
    .updatePassword(request)
    .catch((error) => {
      // An earlier answer got lost: with the refusal the client arrives, and the task is complete.
      if (!isPending || !clerk.session || hasToReset(clerk)) throw error
    })
}

function hasToReset({ session }: Clerk) {
  return session?.tasks?.some(({ key }) => key === "reset-password") ?? false
}

/**
 * How strong a password is: by zxcvbn, which the SDK brings along, and the score that the instance asks for. Only where
 * the instance shows it, so `minStrength` in its password rules is not `null`.
 */
export function checkPassword(
  clerk: Clerk,
  { password }: RequestOf<"check-password">
): Promise<PasswordStrength> {
  const { signUp } = loadedClient(clerk)
  return new Promise((resolve) => {
    signUp.validatePassword(password, {
      // Called first without, then with the strength.
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
