import type { Clerk } from "@clerk/clerk-js"
import type { OAuthStrategy } from "@clerk/shared/types"
import { h } from "../element"
import { CONTINUE, HOME, SIGN_IN, SIGN_UP, SSO_CALLBACK } from "./clerk"
import { drawButton } from "./form"

/** Where providers redirect, and where a completed attempt goes. */
const ways = { redirectUrl: SSO_CALLBACK, redirectUrlComplete: HOME }

/** A button for each social provider. */
export function drawCompanies(clerk: Clerk, run: (strategy: OAuthStrategy) => Promise<unknown>) {
  const { social, authenticatableSocialStrategies = [] } = clerk.__internal_environment?.userSettings ?? {}
  return authenticatableSocialStrategies.map((strategy) =>
    drawButton(`Continue with ${social?.[strategy]?.name}`, () => run(strategy))
  )
}

export const signInWith = ({ client }: Clerk, strategy: OAuthStrategy) =>
  client?.signIn.authenticateWithRedirect({ strategy, ...ways })

export const signUpWith = ({ client }: Clerk, strategy: OAuthStrategy) =>
  client?.signUp.authenticateWithRedirect({ strategy, ...ways })

/** The enterprise connections of the user who is signing in. Empty for most users. */
export const connectionsOf = ({ client }: Clerk) =>
  (client?.signIn.supportedFirstFactors ?? []).filter((factor) => factor.strategy === "enterprise_sso")

/** Redirects to a company's identity provider. */
export const signInAtCompany = ({ client }: Clerk, enterpriseConnectionId?: string) =>
  client?.signIn.authenticateWithRedirect({
    strategy: "enterprise_sso",
    continueSignIn: true,
    ...ways,
    ...(enterpriseConnectionId && { enterpriseConnectionId })
  })

export const signUpAtCompany = ({ client }: Clerk) =>
  client?.signUp.authenticateWithRedirect({ strategy: "enterprise_sso", continueSignUp: true, ...ways })

/** The page to which providers redirect. The SDK decides what comes next. */
export async function ssoCallbackPage(clerk: Clerk) {
  await clerk.handleRedirectCallback({
    signInUrl: SIGN_IN,
    signUpUrl: SIGN_UP,
    firstFactorUrl: SIGN_IN + CONTINUE,
    secondFactorUrl: SIGN_IN + CONTINUE,
    resetPasswordUrl: SIGN_IN + CONTINUE,
    continueSignUpUrl: SIGN_UP + CONTINUE,
    verifyEmailAddressUrl: SIGN_UP + CONTINUE,
    verifyPhoneNumberUrl: SIGN_UP + CONTINUE,
    signInFallbackRedirectUrl: HOME,
    signUpFallbackRedirectUrl: HOME
  })
  return h("p", { class: "muted" }, "One moment…")
}

/** Returns the provider's error, once: the attempt then starts over. */
export async function takeProblem({ client }: Clerk, attempt: "signIn" | "signUp") {
  const { signIn, signUp } = client ?? {}
  const verification =
    attempt === "signIn" ? signIn?.firstFactorVerification : signUp?.verifications.externalAccount
  const error = verification?.error
  if (!error) return undefined
  await client?.[attempt].create({})
  return h("p", { class: "error", role: "alert" }, error.longMessage ?? error.message)
}
