import * as v from "valibot"
import { closeSsoWindow } from "~background/sso-window"
import { t } from "~i18n"
import { failed } from "~messaging/failed"
import type { Failure } from "~messaging/message-error"
import { ssoFailure } from "~session/is-snapshot"
import { SSO_FAILURE_CODES, type SsoFailure } from "~session/snapshot"
import { dismissAttempt, isDismissed } from "./dismissed"
import { createKept, type Kept } from "./kept"
import type { Clerk } from "./sdk"

/** One sign-in or sign-up with SSO, from when its window opens until Clerk reports the result. */
export type SsoFlow = v.InferOutput<typeof flowShape>

const flowShape = v.object({
  id: v.string(),
  kind: v.picklist(["sign-in", "sign-up"]),
  attemptId: v.string(),
  /** The attempt was under way before, so users who leave the window go back to it. */
  isContinued: v.boolean(),
  /** The name by which users know the provider. */
  provider: v.string(),
  /** The sessions that were signed in when it began. */
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

/** In milliseconds: Clerk's verifications expire sooner. */
const ANSWERED_WITHIN_MS = 600_000

/** In milliseconds: how long pages show why a flow failed. */
const FAILED_FOR_MS = 600_000

type Running = { id: string; startedAt: number; windowId?: number; isAnswered: boolean }

/** The flow whose window this worker waits for. */
let running: Running | undefined

/** The flow that is under way or has failed. */
export const readFlow = () => flows().read()

/** Whether this worker is waiting for the flow's window. Another worker can't: Chrome reports only to the one that opened it. */
export const isRunning = ({ id }: SsoFlow) => id === running?.id

/** The window of the flow under way, as soon as Chrome shows it. */
export const windowOfFlow = () => running?.windowId

/**
 * Whether a provider may have redirected back to Clerk by now. Clerk then gives the client a new token, which only the end of the flow
 * returns, and forgets the old one: it answers requests with the old token as if nobody were signed in.
 */
export function isAwaitingProvider(): boolean {
  return running !== undefined && Math.abs(Date.now() - running.startedAt) < ANSWERED_WITHIN_MS
}

/** Whether the provider has redirected back and the result isn't fetched yet. Until then, no other request goes to Clerk. */
export const isAnswered = () => running?.isAnswered === true

/** Records that the provider has redirected back, or that the result is known. */
export function setAnswered(flow: SsoFlow, answered: boolean) {
  if (running && isRunning(flow)) running.isAnswered = answered
}

/** Begins a flow. There's only ever one, so this leaves any earlier flow. */
export async function beginFlow(flow: Omit<SsoFlow, "id" | "signedIn">, clerk: Clerk): Promise<SsoFlow> {
  await leaveFlow()
  const begun = { ...flow, id: crypto.randomUUID(), signedIn: signedInOf(clerk) }
  running = { id: begun.id, startedAt: Date.now(), isAnswered: false }
  await flows().write(begun)
  return begun
}

/**
 * Remembers the flow's window, so that users can get back to it, and a later worker can close it.
 *
 * @returns whether the flow is still under way.
 */
export async function takeWindow(flow: SsoFlow, windowId: number): Promise<boolean> {
  if (!running || !isRunning(flow)) return false
  running.windowId = windowId
  await flows().write({ ...flow, windowId })
  // The user has left it in the meantime, and its window is closed.
  if (!isRunning(flow)) await forget(flow)
  return true
}

/** The flow succeeded. */
export async function endFlow(flow: SsoFlow) {
  if (isRunning(flow)) running = undefined
  await forget(flow)
}

async function forget({ id }: SsoFlow) {
  if ((await readFlow())?.id === id) await flows().forget()
}

/** The flow failed. Pages show why until the next attempt begins. */
export async function failFlow(flow: SsoFlow, { code, message, traceId, offer }: Failure) {
  if ((await readFlow())?.id !== flow.id) return
  if (isRunning(flow)) running = undefined
  const known = SSO_FAILURE_CODES.find((one) => one === code) ?? "unexpected"
  const failure = { id: flow.id, code: known, message, traceId: traceId ?? null, offer: offer ?? null }
  await flows().write({ ...flow, failure, failedAt: Date.now() })
  await dismissBegun(flow)
}

/** Goes back to where the user came from: what the flow began is no longer under way. */
async function dismissBegun({ isContinued, attemptId }: SsoFlow) {
  if (!isContinued) await dismissAttempt(attemptId)
}

/**
 * Leaves the flow under way and closes its window, or forgets the failed one.
 *
 * @throws {MessageError} if the provider has already redirected back: leaving now would lose the client's token.
 */
export async function leaveFlow() {
  if (isAnswered()) throw failed("rejected", "errorSsoFinishing")
  const flow = await readFlow()
  const windowId = windowOfFlow() ?? flow?.windowId
  running = undefined
  if (!flow) return
  await forget(flow)
  await closeSsoWindow(windowId)
  await dismissBegun(flow)
}

/**
 * Ends a flow that an earlier worker left behind when Chrome stopped it: its window is still open, and nothing waits for it.
 *
 * @returns whether there was such a flow.
 */
export async function endInterruptedFlow(): Promise<boolean> {
  const flow = await readFlow()
  if (!flow || flow.failure || isRunning(flow)) return false
  await closeSsoWindow(flow.windowId)
  await failFlow(flow, { code: "interrupted", message: t("errorSsoInterrupted", flow.provider) })
  return true
}

/** The flow under way. It's over if another attempt has replaced its attempt, or the user has left it. */
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
 * Why the last flow failed, unless another attempt has begun since, or someone has signed in or out.
 *
 * @param attempt the attempt under way.
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
