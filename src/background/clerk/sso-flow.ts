import * as v from "valibot"
import { closeSsoWindow } from "~background/sso-window"
import { t } from "~i18n"
import type { Failure } from "~messaging/message-error"
import { SSO_FAILURE_CODES, type SsoFailure } from "~session/snapshot"
import { dismissAttempt } from "./dismissed"
import { createKept, type Kept } from "./kept"
import type { Clerk } from "./sdk"

/** One sign-in or sign-up with SSO, from when its window opens until Clerk says what came of it. */
export type SsoFlow = v.InferOutput<typeof flowShape>

const flowShape = v.object({
  id: v.string(),
  kind: v.picklist(["sign-in", "sign-up"]),
  attemptId: v.string(),
  /** It was under way before, so whoever leaves the window goes back to it. */
  isContinued: v.boolean(),
  /** What people call the company. */
  company: v.string(),
  /** Everybody who was signed in when it began. */
  signedIn: v.string(),
  windowId: v.exactOptional(v.number()),
  failure: v.exactOptional(
    v.object({
      code: v.picklist(SSO_FAILURE_CODES),
      message: v.string(),
      traceId: v.nullable(v.string()),
      offer: v.nullable(v.picklist(["sign-up", "sign-in", "waitlist", "invitation"]))
    })
  )
})

let kept: Kept<SsoFlow> | undefined

// Made when it's asked for, so that builds without SSO hold no trace of it.
function flows() {
  kept ??= createKept("sso-flow", flowShape, { untilBrowserCloses: true })
  return kept
}

/** In milliseconds: Clerk's verifications end sooner. */
const ANSWERED_WITHIN_MS = 600_000

/** The flow whose window this worker waits for. */
let running: string | undefined
let startedAt = 0

/** The flow that is under way, or that came to nothing. */
export const readFlow = () => flows().read()

/** Whether this worker waits for the flow's window: another one can't, as Chrome tells only the one that opened it. */
export const isRunning = ({ id }: SsoFlow) => id === running

/**
 * Whether a provider may have led back to Clerk meanwhile. Clerk then gives the client a new token, which only the end of the flow
 * brings, and knows nothing of the old one: whoever asks with that learns that nobody is signed in.
 */
export function isAwaitingProvider(): boolean {
  return running !== undefined && Math.abs(Date.now() - startedAt) < ANSWERED_WITHIN_MS
}

/** Begins a flow. There is only one: that of before is left. */
export async function beginFlow(flow: Omit<SsoFlow, "id" | "signedIn">, clerk: Clerk): Promise<SsoFlow> {
  const begun = { ...flow, id: crypto.randomUUID(), signedIn: signedInOf(clerk) }
  running = begun.id
  startedAt = Date.now()
  await flows().write(begun)
  return begun
}

/** Remembers the flow's window, for those who look for it, and for a worker that finds it left behind. */
export async function rememberWindow({ id }: SsoFlow, windowId: number) {
  const flow = await readFlow()
  if (flow?.id === id) await flows().write({ ...flow, windowId })
}

/** The flow has led on. */
export async function endFlow({ id }: SsoFlow) {
  if ((await readFlow())?.id !== id) return
  running = undefined
  await flows().forget()
}

/** The flow came to nothing. Pages say so until the next attempt begins. */
export async function failFlow(flow: SsoFlow, { code, message, traceId, offer }: Failure) {
  running = undefined
  const known = SSO_FAILURE_CODES.find((one) => one === code) ?? "unexpected"
  await flows().write({
    ...flow,
    failure: { code: known, message, traceId: traceId ?? null, offer: offer ?? null }
  })
  await dismissBegun(flow)
}

/** Back to where the user came from: what the flow began is not under way any more. */
async function dismissBegun({ isContinued, attemptId }: SsoFlow) {
  if (!isContinued) await dismissAttempt(attemptId)
}

/** Leaves the flow under way, and closes its window. */
export async function leaveFlow() {
  const flow = await readFlow()
  if (!flow) return
  await endFlow(flow)
  await closeSsoWindow(flow.windowId)
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
  await failFlow(flow, { code: "interrupted", message: t("errorSsoInterrupted", flow.company) })
  return true
}

/** Why the last flow came to nothing, unless another attempt has begun since, or somebody has signed in or out. */
export async function readSsoFailure(clerk: Clerk): Promise<SsoFailure | null> {
  const flow = await readFlow()
  if (!flow?.failure || flow.signedIn !== signedInOf(clerk)) return null
  const { signIn, signUp } = clerk.client ?? {}
  const current = (flow.kind === "sign-in" ? signIn : signUp)?.id ?? flow.attemptId
  return current === flow.attemptId ? { id: flow.id, ...flow.failure } : null
}

function signedInOf({ client }: Clerk) {
  return (client?.signedInSessions ?? [])
    .map(({ id }) => id)
    .sort()
    .join()
}
