import * as v from "valibot"
import type { SignInAttempt, SignUpAttempt } from "~session/snapshot"
import { firstFactorsOf, sentFirstFactor } from "./first-factor"
import { plainText } from "./plain"
import { isHeldByProtect } from "./protect"
import type { Clerk, SignInResource } from "./sdk"
import { isNewDevice, isOutdated, secondFactorsOf, sentSecondFactor } from "./second-factor"
import { fromSignUp } from "./sign-up-attempt"

const DISMISSED_KEY = "dismissed-attempts"

/** The sign-in or sign-up that is under way at Clerk, unless the user has left it. */
export async function readAttempt(clerk: Clerk): Promise<SignInAttempt | SignUpAttempt | null> {
  if (!clerk.client) return null
  const dismissed = await readDismissed()
  const { signUp, signIn } = clerk.client
  if (signUp.id && !dismissed.includes(signUp.id) && signUp.status === "missing_requirements")
    return fromSignUp(signUp)
  if (signIn.id && !dismissed.includes(signIn.id)) return fromSignIn(clerk, signIn)
  return null
}

/** Clerk has no call that ends an attempt; the next one replaces it, and until then it is not shown any more. */
export async function dismissAttempt(id: string | undefined) {
  const dismissed = await readDismissed()
  if (!id || dismissed.includes(id)) return
  await chrome.storage.session.set({ [DISMISSED_KEY]: [...dismissed, id].slice(-10) })
}

/** Whether the user has left it. */
export async function isDismissed(id: string | undefined): Promise<boolean> {
  return id !== undefined && (await readDismissed()).includes(id)
}

/** Leaves the sign-in and the sign-up under way. */
export async function cancelAttempt(clerk: Clerk) {
  await dismissAttempt(clerk.client?.signIn.id)
  await dismissAttempt(clerk.client?.signUp.id)
}

async function readDismissed() {
  const { [DISMISSED_KEY]: stored } = await chrome.storage.session.get(DISMISSED_KEY)
  return v.is(v.array(v.string()), stored) ? stored : []
}

async function fromSignIn(clerk: Clerk, signIn: SignInResource): Promise<SignInAttempt | null> {
  const attempt = {
    kind: "sign-in",
    id: signIn.id ?? "",
    identifier: plainText(signIn.identifier, 320),
    factors: firstFactorsOf(clerk, signIn),
    secondFactors: await secondFactorsOf(clerk, signIn)
  } as const

  if (isHeldByProtect(signIn)) return { ...attempt, step: "protect-check" }
  // Somebody asked for a passkey and didn't use it, so Clerk doesn't know who they are.
  if (!attempt.identifier && signIn.status === "needs_first_factor") return null

  switch (signIn.status) {
    case "needs_first_factor":
      if (attempt.factors.length === 0) return { ...attempt, step: "unsupported" }
      return { ...attempt, step: "first-factor", sent: await sentFirstFactor(clerk, signIn) }
    case "needs_second_factor":
    case "needs_client_trust":
      if (attempt.secondFactors.length === 0) return { ...attempt, step: "unsupported" }
      return {
        ...attempt,
        step: "second-factor",
        isNewDevice: isNewDevice(clerk, signIn),
        sent: await sentSecondFactor(clerk, signIn),
        isOutdated: isOutdated(signIn)
      }
    case "needs_new_password":
      return { ...attempt, step: "new-password" }
    case "complete":
    case "needs_identifier":
    case null:
      return null
    default:
      return { ...attempt, step: "unsupported" }
  }
}
