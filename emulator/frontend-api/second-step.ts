import type { Factor } from "../model/factors"
import type { User } from "../model/user"
import { type Verification, verified } from "../model/verification"
import type { Call } from "./call"
import { preparePasskey, provePasskey } from "./passkey-proofs"
import { prepareCode, proveSecondFactor, requireOffered } from "./proofs"

type SecondStep = { user: User; offered: Factor[]; prepared: Verification | null }

/** Sends a second factor's code or link, or creates a passkey challenge. */
export function prepareSecondStep(call: Call, { user, offered, prepared }: SecondStep): Verification {
  const { instance, form, view } = call
  const strategy = form.required("strategy")
  requireOffered({ offered, strategy })
  if (strategy === "passkey") return preparePasskey(call, user)
  return prepareCode(instance, user, {
    strategy,
    form,
    offered,
    previous: prepared,
    baseUrl: view.baseUrl
  })
}

/** Verifies a second factor. */
export async function proveSecondStep(
  call: Call,
  { user, offered, prepared }: SecondStep
): Promise<Verification> {
  const { instance, form } = call
  const strategy = form.required("strategy")
  if (strategy !== "passkey") {
    const code = form.required("code")
    return proveSecondFactor(instance, user, { offered, strategy, code, prepared })
  }
  requireOffered({ offered, strategy })
  await provePasskey(call, prepared, user)
  return prepared ?? verified(strategy)
}
