import { closeSsoWindow, openSsoWindow, showSsoWindow, ssoRedirectUrl } from "~background/sso-window"
import { t } from "~i18n"
import type { RequestOf } from "~messaging/contracts"
import { failed } from "~messaging/failed"
import { MessageError } from "~messaging/message-error"
import type { SsoFactor } from "~session/snapshot"
import { adviseAuthor } from "./author-advice"
import { isRefusal } from "./clerk-failure"
import { dismissAttempt, isDismissed } from "./dismissed"
import { firstFactorsOf } from "./first-factor"
import { providerNameOf } from "./instance-settings"
import { webAddress } from "./plain"
import { isHeldByProtect } from "./protect"
import type { Clerk, SignInResource, SignUpResource } from "./sdk"
import { loadedClient } from "./session"
import { attemptExpired, signInUnderWay } from "./sign-in-under-way"
import { beginFlow, leaveFlow, type SsoFlow, takeWindow, windowOfFlow } from "./sso-flow"

type Request = RequestOf<"start-sso">

/**
 * Makes the provider ask which account to use: users who sign out here stay signed in there, and would otherwise be signed in again
 * without a prompt.
 * @see docs/decisions/0014-sso-in-the-extension.md
 */
const oidcPrompt = "select_account"

/** In characters. A signed SAML request is long. */
const LONGEST_ADDRESS = 16_384

/** The result of a provider's window: the address it redirected to, or nothing if the user closed it. */
export type SsoAnswer = Promise<URL | undefined>

let follow: (flow: SsoFlow, answer: SsoAnswer) => void

/** Calls back with each window that opens: the command that opens it doesn't wait for the result. */
export function followSso(listener: typeof follow) {
  follow = listener
}

/**
 * Has Clerk prepare a sign-in or sign-up with a social connection or a company's SSO, and opens the provider's window. The steps are the
 * same as in Clerk's SDK for Expo.
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/oauth-connections
 */
export async function startSso(clerk: Clerk, request: Request) {
  switch (request.for) {
    case "sign-in":
      return signInWith(clerk, request)
    case "first-factor":
      return goOnWithSso(clerk, signInUnderWay(clerk, "needs_identifier", "needs_first_factor"), request)
    case "sign-up":
      return signUpWith(clerk, request)
  }
}

async function signInWith(
  clerk: Clerk,
  { strategy, identifier: oidcLoginHint }: Extract<Request, { for: "sign-in" }>
) {
  await leaveFlow()
  const { signIn, signUp } = loadedClient(clerk)
  await dismissAttempt(signUp.id)
  await open(
    clerk,
    { kind: "sign-in", isContinued: false, provider: providerNameOf(clerk, strategy) },
    (redirectUrl) =>
      signIn.create({ strategy, redirectUrl, oidcPrompt, ...(oidcLoginHint && { oidcLoginHint }) })
  )
}

/**
 * Continues a sign-in whose address belongs to a company.
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/enterprise-connections
 */
export async function goOnWithSso(
  clerk: Clerk,
  signIn: SignInResource,
  { connectionId }: Pick<SsoFactor, "connectionId">
) {
  const strategy = "enterprise_sso"
  const factor = firstFactorsOf(clerk, signIn).find(
    (offered): offered is SsoFactor =>
      offered.strategy === strategy && "connectionId" in offered && offered.connectionId === connectionId
  )
  if (!factor) throw attemptExpired()
  await leaveFlow()
  await open(clerk, { kind: "sign-in", isContinued: true, provider: factor.name }, (redirectUrl) =>
    signIn.prepareFirstFactor({
      strategy,
      redirectUrl,
      actionCompleteRedirectUrl: redirectUrl,
      ...(connectionId && { enterpriseConnectionId: connectionId })
    })
  )
}

async function signUpWith(clerk: Clerk, { strategy, legalAccepted }: Extract<Request, { for: "sign-up" }>) {
  await leaveFlow()
  const { signIn, signUp } = loadedClient(clerk)
  const isContinued = signUp.status === "missing_requirements" && !(await isDismissed(signUp.id))
  if (!isContinued) await dismissAttempt(signIn.id)
  const given = {
    strategy,
    ...(strategy !== "enterprise_sso" && { oidcPrompt }),
    ...(legalAccepted && { legalAccepted })
  }
  await open(
    clerk,
    { kind: "sign-up", isContinued, provider: providerNameOf(clerk, strategy) },
    (redirectUrl) =>
      isContinued ? signUp.update({ ...given, redirectUrl }) : signUp.create({ ...given, redirectUrl })
  )
}

/** Continues a sign-up whose address belongs to a company. */
export async function signUpWithEnterpriseSso(clerk: Clerk) {
  await signUpWith(clerk, { for: "sign-up", strategy: "enterprise_sso" })
}

let latest = 0

async function open(
  clerk: Clerk,
  flow: Pick<SsoFlow, "kind" | "isContinued" | "provider">,
  prepare: (redirectUrl: string) => Promise<SignInResource | SignUpResource>
) {
  const mine = ++latest
  const redirectUrl = ssoRedirectUrl()
  const attempt = await prepare(redirectUrl).catch((error) => {
    // Clerk's spelling.
    if (!isRefusal(error, "resource_missmatch")) throw error
    throw new MessageError({
      code: "misconfigured",
      message: t("errorSsoSetup"),
      ...adviseAuthor(`redirect URL ${redirectUrl} not allowed`)
    })
  })
  // The answer came so late that the user has started another try.
  if (mine !== latest || isHeldByProtect(attempt)) return
  const { externalVerificationRedirectURL } =
    "missingFields" in attempt ? attempt.verifications.externalAccount : attempt.firstFactorVerification
  const address = webAddress(externalVerificationRedirectURL?.href, LONGEST_ADDRESS)
  if (!address) throw failed("rejected", "errorSsoFailed", flow.provider)

  const begun = await beginFlow({ ...flow, attemptId: attempt.id ?? "" }, clerk)
  follow(
    begun,
    openSsoWindow(address, (windowId) => void keepWindow(begun, windowId))
  )
}

async function keepWindow(flow: SsoFlow, windowId: number) {
  // The user may have canceled while Chrome loaded the page.
  if (!(await takeWindow(flow, windowId))) await closeSsoWindow(windowId)
}

/**
 * Brings the provider's window to the front.
 *
 * @throws {MessageError} while Chrome is still loading it.
 */
export async function showSso() {
  const windowId = windowOfFlow()
  if (windowId !== undefined && (await showSsoWindow(windowId))) return
  throw failed("rejected", "errorSsoNoWindow")
}
