import type { Identifier } from "../model/identifier"
import type { SignIn } from "../model/sign-in"
import { isStranger } from "../model/stranger"
import type { Call } from "./call"
import { requireCaptcha } from "./captcha"
import { signUpIfMissingNotAllowed, signUpIfMissingStrategy, signUpIfMissingTransfer } from "./errors"

/** Whether a sign-in is to become a sign-up if there's no account. Only a code that is sent can tell. */
export function wantsSignUpIfMissing(call: Call, identifier: Identifier | null, strategy?: string): boolean {
  const { form, instance } = call
  if (!form.flag("sign_up_if_missing")) return false
  requireCaptcha(call)
  if (instance.settings.signUp.mode !== "public") throw signUpIfMissingNotAllowed("sign-ups are restricted")
  if (identifier && "username" in identifier) throw signUpIfMissingNotAllowed("a username can't be verified")
  if (strategy === "password") throw signUpIfMissingStrategy(strategy)
  return true
}

/** The code was right, and there's nobody to sign in. */
export function requireAccount({ user, signUpIfMissing, firstFactor }: SignIn) {
  if (!signUpIfMissing || !user || !firstFactor || !isStranger(user)) return
  firstFactor.status = "transferable"
  throw signUpIfMissingTransfer()
}
