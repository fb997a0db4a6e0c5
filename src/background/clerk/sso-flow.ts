import * as v from "valibot"
import { closeSsoWindow } from "~background/sso-window"
import { t } from "~i18n"
import { type Failure, MessageError } from "~messaging/message-error"
import { ssoFailure } from "~session/is-snapshot"
import { SSO_FAILURE_CODES, type SsoFailure } from "~session/snapshot"
import { dismissAttempt, isDismissed } from "./dismissed"
import { createKept, type Kept } from "./kept"
import type { Clerk } from "./sdk"

/** One sign-in or sign-up with SSO, from when its window opens until Clerk says what came of it. */
export type SsoFlow = v.InferOutput<typeof flowShape>

const flowShape = v.object({
  id: v.string(),
  kind: v.picklist(["sign-in", "sign-up"]),
  attemptId: v.string(),
  /** It was under way before, so people who leave the window go back to it. */
  isContinued: v.boolean(),
  /** What people call the provider. */
  provider: v.string(),
  /** Everybody who was signed in when it began. */
  signedIn: v.string(),
  windowId: v.exactOptional(v.number()),
  /** In epoch milliseconds. */
  failedAt: v.exactOptional(v.number()),
  failure: v.exactOptional(ssoFailure)
})

let kept: Kept<SsoFlow> | undefined

// Made when it's asked for, so that builds without SSO hold no trace of it.
function flows() {
  kept ??= createKept("sso-flow", flowShape, { untilBrowserCloses: true })
  return kept
}

/** In milliseconds: Clerk's verifications end sooner. */
const ANSWERED_WITHIN_MS = 600_000

/** In milliseconds: how long pages say why a flow came to nothing. */
const FAILED_FOR_MS = 600_000

type Running = { id: string; startedAt: number; windowId?: number; isAnswered: boolean }

/** The flow whose window this worker waits for. */
let running: Running | undefined

/** The flow that is under way, or that came to nothing. */
export const readFlow = () => flows().read()

/** Whether this worker waits for the flow's window: another one can't, as Chrome tells only the one that opened it. */
export const isRunning = ({ id }: SsoFlow) => id === running?.id

/** The window of the flow under way, as soon as Chrome shows it. */
export const windowOfFlow = () => running?.windowId

/**
 * Whether a provider may have led back to Clerk meanwhile. Clerk then gives the client a new token, which only the end of the flow
 * brings, and forgets the old one: a question with that is answered as if nobody was signed in.
 */
export function isAwaitingProvider(): boolean {
  return running !== undefined && Math.abs(Date.now() - running.startedAt) < ANSWERED_WITHIN_MS
}

/** Whether the provider has led back, and Clerk hasn't been asked yet what came of it: all that counts now is to ask. */
export const isAnswered = () => running?.isAnswered === true

/** The provider has led back, or what came of it is known. */
export function setAnswered(flow: SsoFlow, answered: boolean) {
  if (running && isRunning(flow)) running.isAnswered = answered
}

/** Begins a flow. There's only one, so this leaves the one before. */
export async function beginFlow(flow: Omit<SsoFlow, "id" | "signedIn">, clerk: Clerk): Promise<SsoFlow> {
  await leaveFlow()
  const begun = { ...flow, id: crypto.randomUUID(), signedIn: signedInOf(clerk) }
  running = { id: begun.id, startedAt: Date.now(), isAnswered: false }
  await flows().write(begun)
  return begun
}

/**
 * Takes the flow's window, for those who look for it, and for a worker that finds it left behind.
 *
 * @returns whether the flow is still under way.
 */
export async function takeWindow(flow: SsoFlow, windowId: number): Promise<boolean> {
  if (!running || !isRunning(flow)) return false
  running.windowId = windowId
  await flows().write({ ...flow, windowId })
  // Somebody has left it meanwhile, and its window with it.
  if (!isRunning(flow)) await forget(flow)
  return true
}

/** The flow has led on. */
export async function endFlow(flow: SsoFlow) {
  if (isRunning(flow)) running = undefined
  await forget(flow)
}

async function forget({ id }: SsoFlow) {
  if ((await readFlow())?.id === id) await flows().forget()
}

/** The flow came to nothing. Pages say so until the next attempt begins. */
export async function failFlow(flow: SsoFlow, { code, message, traceId, offer }: Failure) {
  if ((await readFlow())?.id !== flow.id) return
  if (isRunning(flow)) running = undefined
  const known = SSO_FAILURE_CODES.find((one) => one === code) ?? "unexpected"
  const failure = { id: flow.id, code: known, message, traceId: traceId ?? null, offer: offer ?? null }
  await flows().write({ ...flow, failure, failedAt: Date.now() })
  await dismissBegun(flow)
}

/** Back to where the user came from: what the flow began is not under way any more. */
async function dismissBegun({ isContinued, attemptId }: SsoFlow) {
  if (!isContinued) await dismissAttempt(attemptId)
}

/**
 * Leaves the flow under way, and closes its window; or forgets the one that came to nothing.
 *
 * @throws {MessageError} when the provider has led back already: leaving would lose the client's token.
 */
export async function leaveFlow() {
  if (isAnswered()) throw new MessageError({ code: "rejected", message: t("errorSsoFinishing") })
  const flow = await readFlow()
  const windowId = windowOfFlow() ?? flow?.windowId
  running = undefined
  if (!flow) return
  await forget(flow)
  await closeSsoWindow(windowId)
  await dismissBegun(flow)
}

/**
 * A worker that was stopped has left its window behind, and nobody waits for it any more.
 *
 * @returns whether that was so.
 */
export async function endInterruptedFlow(): Promise<boolean> {
  const flow = await readFlow()
  if (!flow || flow.failure || isRunning(flow)) return false
  await closeSsoWindow(flow.windowId)
  await failFlow(flow, { code: "interrupted", message: t("errorSsoInterrupted", flow.provider) })
  return true
}

/** The flow under way. One whose attempt another has replaced, or that somebody has left, is over. */
export async function readRunningFlow({ client }: Clerk): Promise<SsoFlow | undefined> {
  const flow = await readFlow()
  if (!flow || !isRunning(flow)) return undefined
  const { signIn, signUp } = client ?? {}
  const current = (flow.kind === "sign-in" ? signIn : signUp)?.id
  const isReplaced = current !== undefined && current !== flow.attemptId
  if (isAnswered() || !(isReplaced || (await isDismissed(flow.attemptId)))) return flow
  await leaveFlow()
  return undefined
}

/**
 * Why the last flow came to nothing, unless another attempt has begun since, or somebody has signed in or out.
 *
 * @param attempt the one under way.
 */
export async function readSsoFailure(
  clerk: Clerk,
  attempt: { id: string } | null
): Promise<SsoFailure | null> {
  const { attemptId, signedIn, failure, failedAt = 0 } = (await readFlow()) ?? {}
  if (!failure || signedIn !== signedInOf(clerk)) return null
  const isOld = Math.abs(Date.now() - failedAt) > FAILED_FOR_MS
  return isOld || (attempt && attempt.id !== attemptId) ? null : failure
}

function signedInOf({ client }: Clerk) {
  return (client?.signedInSessions ?? [])
    .map(({ id }) => id)
    .sort()
    .join()
}
