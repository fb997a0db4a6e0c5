import type { SignInAttempt, SignUpAttempt } from "~session/snapshot"
import type { Clerk } from "./clerk"

const DISMISSED_KEY = "dismissed-attempts"

type SignInResource = NonNullable<Clerk["client"]>["signIn"]
type SignUpResource = NonNullable<Clerk["client"]>["signUp"]

/** The sign-in or sign-up that is under way at Clerk, unless the user has left it. */
export async function readAttempt(clerk: Clerk): Promise<SignInAttempt | SignUpAttempt | null> {
  if (!clerk.client) return null
  const dismissed = await readDismissed()
  const { signUp, signIn } = clerk.client
  if (signUp.id && !dismissed.includes(signUp.id) && signUp.status === "missing_requirements")
    return fromSignUp(signUp)
  if (signIn.id && !dismissed.includes(signIn.id)) return fromSignIn(signIn)
  return null
}

/** Clerk has no call that ends an attempt; the next one replaces it, and until then it is not shown any more. */
export async function dismissAttempt(id: string | undefined) {
  const dismissed = await readDismissed()
  if (!id || dismissed.includes(id)) return
  await chrome.storage.session.set({ [DISMISSED_KEY]: [...dismissed, id].slice(-10) })
}

export async function cancelAttempt(clerk: Clerk) {
  await dismissAttempt(clerk.client?.signIn.id)
  await dismissAttempt(clerk.client?.signUp.id)
}

async function readDismissed() {
  const stored = await chrome.storage.session.get<Record<string, string[]>>(DISMISSED_KEY)
  return stored[DISMISSED_KEY] ?? []
}

function fromSignIn(signIn: SignInResource): SignInAttempt | null {
  const attempt = { kind: "sign-in", id: signIn.id ?? "", identifier: signIn.identifier ?? "" } as const
  const strategies = signIn.supportedFirstFactors ?? []
  const factors = (["password", "email_code"] as const).filter((offered) =>
    strategies.some(({ strategy }) => strategy === offered)
  )

  switch (signIn.status) {
    case "needs_first_factor": {
      const { strategy, status } = signIn.firstFactorVerification
      const isCodeSent = strategy === "email_code" && status === "unverified"
      const email = strategies.find(({ strategy }) => strategy === "email_code")
      const sentTo = email && "safeIdentifier" in email ? email.safeIdentifier : null
      if (factors.length === 0) return { ...attempt, step: "unsupported", factors, sentTo: null }
      return { ...attempt, step: isCodeSent ? "email-code" : "first-factor", factors, sentTo }
    }
    case "complete":
    case "needs_identifier":
    case null:
      return null
    default:
      return { ...attempt, step: "unsupported", factors, sentTo: null }
  }
}

function fromSignUp(signUp: SignUpResource): SignUpAttempt {
  const { status, strategy } = signUp.verifications.emailAddress
  const isOnlyEmailLeft =
    signUp.missingFields.length === 0 && signUp.unverifiedFields.join() === "email_address"
  const isCodeSent = strategy === "email_code" && status === "unverified"
  return {
    kind: "sign-up",
    id: signUp.id ?? "",
    step: !isOnlyEmailLeft ? "unsupported" : isCodeSent ? "email-code" : "email-unverified",
    sentTo: signUp.emailAddress
  }
}
