import { ssoRedirectUrl } from "~background/sso-window"
import { failed } from "~messaging/failed"
import { asRefusal } from "./clerk-failure"
import { dismissAttempt } from "./dismissed"
import { isHeldByProtect } from "./protect"
import type { Clerk, SignInResource, SignUpResource } from "./sdk"
import { sendToNewDevice } from "./second-factor"
import { activateSession, completing, finish, loadedClient } from "./session"
import { goOn } from "./sign-up"
import { endFlow, isRunning, readFlow, type SsoFlow, setAnswered } from "./sso-flow"

type Answer = { flow: SsoFlow; callback: URL }
type Verification = SignInResource["firstFactorVerification"]

/** The attempt after the callback. Clerk answers that request only once; everything after it can be retried. */
let reloaded: { flowId: string; attempt: SignInResource | SignUpResource } | undefined

/**
 * Fetches the result of a flow after its provider has redirected back: by then Clerk has completed the sign-in, and it gives the client
 * a new token in exchange for the nonce in the callback. Ignores answers to a flow that isn't the current one.
 * @see https://clerk.com/docs/reference/backend-api/tag/Redirect-URLs
 */
export async function finishSso(clerk: Clerk, { flow, callback }: Answer) {
  const current = await readFlow()
  if (current?.id !== flow.id || !isRunning(flow)) return
  if (reloaded?.flowId !== flow.id)
    reloaded = { flowId: flow.id, attempt: await reload(clerk, flow, callback) }
  const { attempt } = reloaded
  setAnswered(flow, false)
  await completing(() =>
    "missingFields" in attempt ? goOnWithSignUp(clerk, attempt, flow) : goOnWithSignIn(clerk, attempt, flow)
  )(clerk, undefined)
  await endFlow(flow)
}

async function reload(clerk: Clerk, { kind, attemptId }: SsoFlow, callback: URL) {
  const { signIn, signUp } = loadedClient(clerk)
  // A client drops its attempt once it's complete, so keep the one it had.
  const attempt = kind === "sign-in" ? signIn : signUp
  // A request that has just used the old token found no attempt.
  if (attempt.id === undefined) Object.assign(attempt, { id: attemptId })
  if (attempt.id !== attemptId || !isOurs(callback)) throw replaced()
  const rotatingTokenNonce = callback.searchParams.get("rotating_token_nonce")
  await attempt.reload(rotatingTokenNonce ? { rotatingTokenNonce } : {})
  if (attempt.id !== attemptId) throw replaced()
  return attempt
}

function isOurs({ origin, pathname }: URL) {
  return origin + pathname === ssoRedirectUrl()
}

const replaced = () => failed("expired", "errorAttemptReplaced")

async function goOnWithSignIn(clerk: Clerk, signIn: SignInResource, { provider }: SsoFlow) {
  if (signIn.status === "complete" || isHeldByProtect(signIn)) return finish(clerk, signIn)
  const verification = signIn.firstFactorVerification
  // Clerk knows the provider's account, but has no user for it.
  if (verification.status === "transferable") {
    return void (await goOn(clerk, await loadedClient(clerk).signUp.create({ transfer: true })))
  }
  if (verification.error) return goOnDespite(clerk, verification, provider)
  if (verification.status !== "verified" && !isNextStep(signIn)) throw ssoFailed(provider)
  await sendToNewDevice(clerk, signIn)
}

// For example, users with an unverified address must prove that it's theirs.
function isNextStep({ status, supportedFirstFactors }: SignInResource) {
  const isOfCompany = supportedFirstFactors?.every(({ strategy }) => strategy === "enterprise_sso") ?? true
  return status !== "needs_identifier" && !(status === "needs_first_factor" && isOfCompany)
}

async function goOnWithSignUp(clerk: Clerk, signUp: SignUpResource, { provider }: SsoFlow) {
  const verification = signUp.verifications.externalAccount
  if (signUp.status === "complete" || isHeldByProtect(signUp)) return finish(clerk, signUp)
  // The user already has an account.
  if (verification.status === "transferable") {
    await dismissAttempt(signUp.id)
    const signIn = await loadedClient(clerk).signIn.create({ transfer: true })
    await finish(clerk, signIn)
    return sendToNewDevice(clerk, signIn)
  }
  if (verification.error) return goOnDespite(clerk, verification, provider)
  if (verification.status !== "verified") throw ssoFailed(provider)
  await goOn(clerk, signUp)
}

/** A user who is already signed in here doesn't need another session. */
async function goOnDespite(clerk: Clerk, { error }: Verification, provider: string) {
  if (error?.code === "verification_expired") throw ssoFailed(provider)
  const sessionId = error?.code === "identifier_already_signed_in" && error.meta?.sessionId
  if (!error || !sessionId) throw asRefusal(error)
  await activateSession(clerk, sessionId)
}

const ssoFailed = (provider: string) => failed("rejected", "errorSsoFailed", provider)
