import { ssoRedirectUrl } from "~background/sso-window"
import { t } from "~i18n"
import { MessageError } from "~messaging/message-error"
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

/** The attempt as Clerk has it after the callback, which is good for one question only: what comes after that may be tried again. */
let reloaded: { flowId: string; attempt: SignInResource | SignUpResource } | undefined

/**
 * Learns from Clerk what came of a flow when its provider has led back: Clerk completes the sign-in meanwhile, and gives the client a
 * new token for the nonce in the callback. An answer to a flow that isn't the current one is ignored.
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
  // A client has no attempt any more once it's complete, so this keeps the one that it had.
  const attempt = kind === "sign-in" ? signIn : signUp
  // Who has asked with the old token just now has learnt that there's nothing.
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

const replaced = () => new MessageError({ code: "expired", message: t("errorAttemptReplaced") })

async function goOnWithSignIn(clerk: Clerk, signIn: SignInResource, { provider }: SsoFlow) {
  if (signIn.status === "complete" || isHeldByProtect(signIn)) return finish(clerk, signIn)
  const verification = signIn.firstFactorVerification
  // Clerk knows who it is, but not this person.
  if (verification.status === "transferable") {
    return void (await goOn(clerk, await loadedClient(clerk).signUp.create({ transfer: true })))
  }
  if (verification.error) return goOnDespite(clerk, verification, provider)
  if (verification.status !== "verified" && !isNextStep(signIn)) throw failed(provider)
  await sendToNewDevice(clerk, signIn)
}

// Someone whose address isn't verified proves that it's theirs, for example.
function isNextStep({ status, supportedFirstFactors }: SignInResource) {
  const isOfCompany = supportedFirstFactors?.every(({ strategy }) => strategy === "enterprise_sso") ?? true
  return status !== "needs_identifier" && !(status === "needs_first_factor" && isOfCompany)
}

async function goOnWithSignUp(clerk: Clerk, signUp: SignUpResource, { provider }: SsoFlow) {
  const verification = signUp.verifications.externalAccount
  if (signUp.status === "complete" || isHeldByProtect(signUp)) return finish(clerk, signUp)
  // They have an account.
  if (verification.status === "transferable") {
    await dismissAttempt(signUp.id)
    const signIn = await loadedClient(clerk).signIn.create({ transfer: true })
    await finish(clerk, signIn)
    return sendToNewDevice(clerk, signIn)
  }
  if (verification.error) return goOnDespite(clerk, verification, provider)
  if (verification.status !== "verified") throw failed(provider)
  await goOn(clerk, signUp)
}

/** Somebody who is signed in here already needs no other session. */
async function goOnDespite(clerk: Clerk, { error }: Verification, provider: string) {
  if (error?.code === "verification_expired") throw failed(provider)
  const sessionId = error?.code === "identifier_already_signed_in" && error.meta?.sessionId
  if (!error || !sessionId) throw asRefusal(error)
  await activateSession(clerk, sessionId)
}

const failed = (provider: string) =>
  new MessageError({ code: "rejected", message: t("errorSsoFailed", provider) })
