import { t } from "~i18n"
import { type Failure, isUnanswered } from "~messaging/message-error"
import { clerkAuthClient } from "./clerk/clerk-auth-client"
import { finishSso } from "./clerk/finish-sso"
import { askListsAhead } from "./clerk/lists-ahead"
import type { Clerk } from "./clerk/sdk"
import type { SsoAnswer } from "./clerk/sso"
import { failFlow, isRunning, leaveFlow, type SsoFlow, setAnswered } from "./clerk/sso-flow"
import { toFailure } from "./failure"
import { sessionOwner } from "./owner"
import { readSnapshot } from "./snapshot-store"
import { openTask } from "./task-tab"

/** In milliseconds: losing the network for a moment isn't the end. Only this answer contains the client's new token. */
const PAUSES_MS = [1_000, 3_000, 9_000]

/** Waits for a provider's window, fetches the result from Clerk, and shows it. */
export async function endSso(flow: SsoFlow, answer: SsoAnswer) {
  const callback = await answer.catch(() => null)
  // If it isn't running, the user has canceled or begun another one.
  const isOpen = isRunning(flow)
  const isDone = isOpen && (callback ? await finish(flow, callback) : await giveUp(flow, callback))
  // Nothing synced while the window was open.
  if (!isDone) await sessionOwner.sync({ force: true, onlyClient: true })
  if (isOpen) await showEnd(flow)
}

/** @returns whether Clerk has reported the result. */
async function finish(flow: SsoFlow, callback: URL) {
  if (callback.searchParams.has("rotating_token_nonce")) setAnswered(flow, true)
  for (const pauseMs of PAUSES_MS) {
    const failure = await tryToFinish(flow, callback)
    if (!failure) return true
    if (!isUnanswered(failure)) return false
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  return !(await tryToFinish(flow, callback, { isLast: true }))
}

/** @returns why it failed. */
async function tryToFinish(flow: SsoFlow, callback: URL, { isLast = false } = {}) {
  let failure: Failure | undefined
  const giveUp = async (error: unknown) => {
    failure = toFailure(clerkAuthClient.explain(error))
    if (isLast || !isUnanswered(failure)) await failFlow(flow, failure)
  }
  const run = (clerk: Clerk) =>
    finishSso(clerk, { flow, callback }).catch(async (error) => {
      // Before the snapshot is published.
      await giveUp(error)
      throw error
    })
  await sessionOwner.change(run).catch(async (error) => {
    // It may have failed before it ran, or taken too long.
    if (isRunning(flow)) await giveUp(error)
  })
  return failure
}

/** The user closed the window, or Chrome couldn't load the page. */
async function giveUp(flow: SsoFlow, callback: null | undefined) {
  const run = async () => {
    if (callback === undefined) await leaveFlow()
    else await failFlow(flow, { code: "offline", message: t("errorSsoPage", flow.provider) })
  }
  await sessionOwner.change(run).catch(() => {})
  return false
}

/** The popup closed when the window opened, so the next step opens by itself. */
async function showEnd({ signedIn }: SsoFlow) {
  const snapshot = await readSnapshot()
  if (snapshot.status === "pending" && !signedIn.includes(snapshot.sessionId)) {
    return openTask(() => void sessionOwner.ask(askListsAhead).catch(() => {}))
  }
  const views = await chrome.runtime.getContexts({ contextTypes: ["POPUP", "SIDE_PANEL"] })
  if (views.length > 0 || (await isPageInFront())) return
  await chrome.action.openPopup().catch(() => {})
}

async function isPageInFront() {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true })
  return tab?.url?.startsWith(chrome.runtime.getURL("")) ?? false
}
