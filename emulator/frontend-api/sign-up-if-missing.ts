import type { Client } from "../model/client"
import type { Identifier } from "../model/identifier"
import type { SignIn } from "../model/sign-in"
import type { SignUp } from "../model/sign-up"
import { isStranger } from "../model/stranger"
import type { Call } from "./call"
import { requireCaptcha } from "./captcha"
import {
  accountTransferInvalid,
  signUpIfMissingNotAllowed,
  signUpIfMissingStrategy,
  signUpIfMissingTransfer
} from "./errors"

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

type Transferred = Partial<
  Pick<SignUp, "emailAddress" | "phoneNumber" | "emailVerification" | "phoneVerification">
>

/** What a sign-up takes over from the sign-in, if it's asked to. */
export function transferredFrom({ form }: Call, { signIn }: Client): Transferred | null {
  if (!form.flag("transfer")) return null
  const { firstFactor } = signIn ?? {}
  if (firstFactor?.status !== "transferable" || !firstFactor.sentTo) throw accountTransferInvalid()
  const verification = { ...firstFactor, status: "verified" as const }
  return firstFactor.strategy === "phone_code"
    ? { phoneNumber: firstFactor.sentTo, phoneVerification: verification }
    : { emailAddress: firstFactor.sentTo, emailVerification: verification }
}
