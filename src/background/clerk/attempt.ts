import { CODE_FACTORS, FIRST_FACTORS, type SignInAttempt, type SignUpAttempt } from "~session/snapshot"
import type { Clerk } from "./sdk"
import {
  isNewDevice,
  isOutdated,
  preferredFactor,
  type SignInResource,
  secondFactorsOf,
  sentSecondFactor
} from "./second-factor"

const DISMISSED_KEY = "dismissed-attempts"

type Verification = SignInResource["firstFactorVerification"]
type SignUpResource = NonNullable<Clerk["client"]>["signUp"]

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
  const stored = await chrome.storage.session.get<Record<string, string[]>>(DISMISSED_KEY)
  return stored[DISMISSED_KEY] ?? []
}

/**
 * Whether Clerk Protect holds an attempt back until a check is done, which only Clerk's own components can show: they load it as
 * code from elsewhere.
 * @see https://clerk.com/docs/guides/protect/challenges
 */
export function isHeldByProtect(attempt: SignInResource | SignUpResource): boolean {
  if (attempt.protectCheck) return true
  return "missingFields" in attempt
    ? attempt.missingFields.includes("protect_check")
    : attempt.status === "needs_protect_check"
}

async function fromSignIn(clerk: Clerk, signIn: SignInResource): Promise<SignInAttempt | null> {
  const { firstFactorVerification: first } = signIn
  const offered = signIn.supportedFirstFactors ?? []
  const attempt = {
    kind: "sign-in",
    id: signIn.id ?? "",
    identifier: signIn.identifier ?? "",
    factors: FIRST_FACTORS.filter((factor) => offered.some(({ strategy }) => strategy === factor)),
    secondFactors: await secondFactorsOf(clerk, signIn)
  } as const

  if (isHeldByProtect(signIn)) return { ...attempt, step: "protect-check" }

  switch (signIn.status) {
    case "needs_first_factor": {
      const awaited = CODE_FACTORS.find((strategy) => isAwaited(first, strategy))
      if (awaited) {
        const sentTo = addressOf(preferredFactor(signIn, offered, awaited))
        return { ...attempt, step: "first-factor-code", strategy: awaited, sentTo }
      }
      return { ...attempt, step: attempt.factors.length > 0 ? "first-factor" : "unsupported" }
    }
    case "needs_second_factor":
    case "needs_client_trust":
      if (attempt.secondFactors.length === 0) return { ...attempt, step: "unsupported" }
      return {
        ...attempt,
        step: "second-factor",
        isNewDevice: isNewDevice(clerk, signIn),
        sent: sentSecondFactor(signIn),
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

function isAwaited({ strategy, status }: Verification, awaited: string) {
  return strategy === awaited && status === "unverified"
}

function addressOf(factor: object | undefined): string | null {
  return factor && "safeIdentifier" in factor && typeof factor.safeIdentifier === "string"
    ? factor.safeIdentifier
    : null
}

function fromSignUp(signUp: SignUpResource): SignUpAttempt {
  const attempt = { kind: "sign-up", id: signUp.id ?? "", sentTo: signUp.emailAddress } as const
  if (isHeldByProtect(signUp)) return { ...attempt, step: "protect-check" }

  const isOnlyEmailLeft =
    signUp.missingFields.length === 0 && signUp.unverifiedFields.join() === "email_address"
  const isCodeSent = isAwaited(signUp.verifications.emailAddress, "email_code")
  return {
    ...attempt,
    step: !isOnlyEmailLeft ? "unsupported" : isCodeSent ? "email-code" : "email-unverified"
  }
}
