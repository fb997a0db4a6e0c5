import { totpJson } from "../json/totp"
import { markChanged } from "../model/clock"
import {
  createTotp,
  isTotpCode,
  replaceBackupCodes,
  secondFactorAdded,
  secondFactorRemoved
} from "../model/second-factors"
import { hasSecondFactor } from "../model/user"
import { requireUser, requireVerifiedSession } from "./authentication"
import type { Call } from "./call"
import { apiError, codeError, codeIncorrect, featureDisabled, notFound } from "./errors"

/** Creates an authenticator app secret. A new one can replace it until it is verified. */
export function createUserTotp(call: Call) {
  const { instance, view } = call
  const { user } = requireVerifiedSession(call)
  if (!instance.settings.mfa.authenticatorApp) throw featureDisabled()
  if (user.totp?.verified)
    throw apiError(400, "totp_already_enabled", "You already use an authenticator app.")
  return totpJson(createTotp(instance, user), user, view)
}

/** Completes `setup-mfa`. The first second factor comes with backup codes. */
export function verifyTotp(call: Call) {
  const { instance, form, view } = call
  const user = requireUser(call)
  const { totp } = user
  const code = form.required("code")
  if (!totp) throw notFound("authenticator app")
  if (totp.verified) throw codeError("already-verified")
  if (!isTotpCode(totp, code, instance.clock)) throw codeIncorrect()
  const hadSecondFactor = hasSecondFactor(user)
  totp.verified = true
  const backupCodes = secondFactorAdded(instance, user, hadSecondFactor)
  markChanged(totp, instance.clock)
  markChanged(user, instance.clock)
  return totpJson(totp, user, view, backupCodes)
}

export function deleteTotp(call: Call) {
  const { user } = requireVerifiedSession(call)
  const { totp } = user
  if (!totp) throw notFound("authenticator app")
  user.totp = null
  if (totp.verified) secondFactorRemoved(call.instance, user)
  markChanged(user, call.instance.clock)
  return { object: "totp", id: totp.id, deleted: true }
}

/** Creates new backup codes, which replace the old ones. */
export function createBackupCodes(call: Call) {
  const { instance } = call
  const { user } = requireVerifiedSession(call)
  if (!instance.settings.mfa.backupCode || !hasSecondFactor(user)) {
    throw apiError(400, "backup_codes_not_available", "Backup codes need another second factor first.")
  }
  const codes = replaceBackupCodes(instance, user)
  const { id = "", createdAt = 0, updatedAt = 0 } = user.backupCodes ?? {}
  return { object: "backup_code", id, codes, created_at: createdAt, updated_at: updatedAt }
}
