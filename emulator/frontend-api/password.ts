import { markChanged } from "../model/clock"
import type { Instance } from "../model/instance"
import { hashPassword } from "../model/password"
import { passwordProblems } from "../model/password-rules"
import { identifierOf, type User } from "../model/user"
import { apiError, joined } from "./errors"

/** Refuses a new password that breaks the instance's rules, with all that is wrong with it. */
export async function checkNewPassword(
  instance: Instance,
  plain: string,
  { param, identifier }: { param: string; identifier?: string | undefined }
) {
  const problems = await passwordProblems(plain, instance.settings.password, identifier)
  if (problems.length === 0) return
  throw joined(
    problems.map(({ code, message, suggestions }) =>
      apiError(422, code, message, { param, ...(suggestions && { meta: { zxcvbn: { suggestions } } }) })
    )
  )
}

/** Sets a new password; a compromised one is thereby healed. */
export async function replacePassword(instance: Instance, user: User, plain: string, param: string) {
  await checkNewPassword(instance, plain, { param, identifier: identifierOf(user) })
  user.password = await hashPassword(plain, instance.clock.now())
  markChanged(user, instance.clock)
}
