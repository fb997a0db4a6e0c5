import type { SignInAttempt, SignUpAttempt } from "~session/snapshot"
import { dismissAttempt, isDismissed } from "./dismissed"
import { firstFactorsOf, sentFirstFactor } from "./first-factor"
import { plainText } from "./plain"
import { isHeldByProtect } from "./protect"
import type { Clerk, SignInResource } from "./sdk"
import { isNewDevice, isOutdated, secondFactorsOf, sentSecondFactor } from "./second-factor"
import { fromSignUp } from "./sign-up-attempt"
import { isAnswered, leaveFlow, readRunningFlow, type SsoFlow } from "./sso-flow"

/** The sign-in or sign-up under way at Clerk, unless the user has left it. */
export async function readAttempt(clerk: Clerk): Promise<SignInAttempt | SignUpAttempt | null> {
  if (!clerk.client) return null
  const { signUp, signIn } = clerk.client
  const flow = process.env.PLASMO_PUBLIC_CLERK_SSO ? await readRunningFlow(clerk) : undefined
  if (signUp.id && !(await isDismissed(signUp.id)) && signUp.status === "missing_requirements") {
    const attempt = fromSignUp(signUp)
    return flow?.attemptId === signUp.id ? { ...attempt, ...stepOf(flow) } : attempt
  }
  if (!signIn.id || (await isDismissed(signIn.id))) return null
  return fromSignIn(clerk, signIn, flow)
}

const stepOf = ({ provider }: SsoFlow) => ({ step: "sso", provider, isFinishing: isAnswered() }) as const

/** Leaves the sign-in and the sign-up under way. */
export async function cancelAttempt(clerk: Clerk) {
  if (process.env.PLASMO_PUBLIC_CLERK_SSO) await leaveFlow()
  await dismissAttempt(clerk.client?.signIn.id)
  await dismissAttempt(clerk.client?.signUp.id)
}

async function fromSignIn(
  clerk: Clerk,
  signIn: SignInResource,
  flow: SsoFlow | undefined
): Promise<SignInAttempt | null> {
  const attempt = {
    kind: "sign-in",
    id: signIn.id ?? "",
    identifier: plainText(signIn.identifier, 320),
    factors: firstFactorsOf(clerk, signIn),
    secondFactors: await secondFactorsOf(clerk, signIn)
  } as const

  if (isHeldByProtect(signIn)) return { ...attempt, step: "protect-check" }
  if (flow && flow.attemptId === signIn.id) return { ...attempt, ...stepOf(flow) }
  // The user started with a passkey and didn't use it, so Clerk doesn't know who they are.
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
    case "needs_identifier":
      // No account has this address yet, and its company decides who gets one.
      return attempt.factors.some(({ strategy }) => strategy === "enterprise_sso")
        ? { ...attempt, step: "first-factor", sent: null }
        : null
    case "complete":
    case null:
      return null
    default:
      return { ...attempt, step: "unsupported" }
  }
}
