import { userJson } from "../json/user"
import { MINUTE, markChanged } from "../model/clock"
import type { Instance } from "../model/instance"
import { hashPassword, isPassword } from "../model/password"
import { passwordProblems } from "../model/password-rules"
import { endSessionsOf, type Session } from "../model/session"
import { identifiersOf, type User } from "../model/user"
import { requireVerifiedSession } from "./authentication"
import type { Call } from "./call"
import { apiError, joined, paramMissing } from "./errors"
import { MAX_PASSWORD } from "./form"

const RECENT = 10 * MINUTE

/** Sets or changes the password. To complete `reset-password`, the current password isn't needed. */
export async function changePassword(call: Call) {
  const { instance, form, view } = call
  const session = requireVerifiedSession(call)
  const { user } = session
  const current = form.text("current_password", MAX_PASSWORD)
  const wanted = form.required("new_password", MAX_PASSWORD)
  if (current) await checkCurrent(user, current)
  else if (needsCurrent(instance, session)) throw paramMissing("current_password")
  if (user.password && (await isPassword(user.password, wanted))) {
    throw apiError(
      422,
      "form_new_password_matches_current",
      "Choose a password other than the current one.",
      { param: "new_password" }
    )
  }
  await replacePassword(instance, user, wanted, "new_password")
  if (form.flag("sign_out_of_other_sessions")) endSessionsOf(instance, user, { except: session })
  return userJson(user, view, session.activeOrganizationId)
}

export async function removePassword(call: Call) {
  const { instance, form, view } = call
  const { user, activeOrganizationId } = requireVerifiedSession(call)
  await checkCurrent(user, form.required("current_password", MAX_PASSWORD))
  user.password = null
  markChanged(user, instance.clock)
  return userJson(user, view, activeOrganizationId)
}

/** Rejects a password that breaks the instance's rules, and lists every broken rule. */
export async function checkNewPassword(
  instance: Instance,
  plain: string,
  { param, identifiers }: { param: string; identifiers: string[] }
) {
  const problems = await passwordProblems(plain, instance.settings.password, identifiers)
  if (problems.length === 0) return
  throw joined(
    problems.map(({ code, message, suggestions }) =>
      apiError(422, code, message, { param, ...(suggestions && { meta: { zxcvbn: { suggestions } } }) })
    )
  )
}

/** Sets a new password, which isn't marked as compromised. */
export async function replacePassword(instance: Instance, user: User, plain: string, param: string) {
  await checkNewPassword(instance, plain, { param, identifiers: identifiersOf(user) })
  user.password = await hashPassword(plain, instance.clock.now())
  markChanged(user, instance.clock)
}

async function checkCurrent(user: User, plain: string) {
  if (!user.password) throw apiError(400, "no_password_set", "This account has no password.")
  if (await isPassword(user.password, plain)) return
  throw apiError(422, "form_password_validation_failed", "Incorrect password.", { param: "current_password" })
}

/** Reverification, where enabled, replaces the check of the current password. */
function needsCurrent({ settings, clock }: Instance, { user, firstFactorAt }: Session) {
  if (!user.password || user.password.compromised || settings.reverification.enabled) return false
  return clock.now() - firstFactorAt >= RECENT
}
