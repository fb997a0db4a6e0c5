import * as v from "valibot"
import { backendUserJson } from "../json/backend-api"
import { attributePresence } from "../model/attributes"
import { markChanged } from "../model/clock"
import { isPassword } from "../model/password"
import { disableMfa } from "../model/second-factors"
import { endSessionsOf } from "../model/session"
import type { User } from "../model/user"
import type { Call } from "./call"
import { incorrectPassword, noPassword, passwordDisabled } from "./errors"
import { Flag, parametersOf } from "./input"
import { requireUser } from "./users"

export async function verifyPassword(call: Call) {
  const { password } = requireUser(call)
  const { password: plain } = parametersOf(call, { password: v.string() })
  if (!password) throw noPassword()
  if (!(await isPassword(password, plain))) throw incorrectPassword()
  return { verified: true }
}

export function removePassword(call: Call) {
  const user = requireUser(call)
  const { sign_out_of_other_sessions: signOut } = parametersOf(call, { sign_out_of_other_sessions: Flag })
  if (user.password) {
    user.password = null
    markChanged(user, call.instance.clock)
  }
  if (signOut) endSessionsOf(call.instance, user)
  return backendUserJson(user, call.view)
}

/** Adds the task `reset-password` to the user's sessions, or removes it. */
export function setCompromised(call: Call) {
  const user = requireUser(call)
  const { revoke_all_sessions: revokes } = parametersOf(call, { revoke_all_sessions: Flag })
  mark(call, user, true)
  if (revokes) endSessionsOf(call.instance, user)
  return backendUserJson(user, call.view)
}

export function unsetCompromised(call: Call) {
  const user = requireUser(call)
  mark(call, user, false)
  return backendUserJson(user, call.view)
}

export function removeSecondFactors(call: Call) {
  const user = requireUser(call)
  disableMfa(call.instance, user)
  return { user_id: user.id }
}

function mark({ instance }: Call, user: User, compromised: boolean) {
  if (attributePresence(instance.settings).password === "off") throw passwordDisabled()
  if (!user.password) throw noPassword()
  user.password.compromised = compromised
  markChanged(user, instance.clock)
}
