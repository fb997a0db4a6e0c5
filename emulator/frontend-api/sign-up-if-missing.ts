import type { Identifier } from "../model/identifier"
import type { SignIn } from "../model/sign-in"
import { isStranger } from "../model/stranger"
import type { Call } from "./call"
import { requireCaptcha } from "./captcha"
import { signUpIfMissingNotAllowed, signUpIfMissingStrategy, signUpIfMissingTransfer } from "./errors"

/** Whether the sign-in becomes a sign-up if there is no account. This only works with codes that are sent. */
export function wantsSignUpIfMissing(call: Call, identifier: Identifier | null, strategy?: string): boolean {
  const { form, instance } = call
  if (!form.flag("sign_up_if_missing")) return false
  requireCaptcha(call)
  if (instance.settings.signUp.mode !== "public") throw signUpIfMissingNotAllowed("sign-ups are restricted")
  if (identifier && "username" in identifier) throw signUpIfMissingNotAllowed("a username can't be verified")
  if (strategy === "password") throw signUpIfMissingStrategy(strategy)
  return true
}

/** The code was correct, but there is no account to sign in to. */
export function requireAccount({ user, signUpIfMissing, firstFactor }: SignIn) {
  if (!signUpIfMissing || !user || !firstFactor || !isStranger(user)) return
  firstFactor.status = "transferable"
  throw signUpIfMissingTransfer()
}
