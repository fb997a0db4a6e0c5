import type { SendTo } from "~session/snapshot"
import { isApiError } from "./clerk-failure"

const SENT_TO_KEY = "sent-to"

type SentTo = { attemptId: string; strategy: string; id: string }

/**
 * Remembers where the last code or link of an attempt goes, even if the answer gets lost. Clerk names only the strategy, and a user may
 * have several addresses. If Chrome has no room for this, the code is sent anyway.
 */
export async function sendingTo(sent: SentTo, prepare: () => Promise<unknown>) {
  const before = await readSentTo()
  await keep(sent)
  try {
    await prepare()
  } catch (error) {
    const isRefused = isApiError(error) && error.status < 500
    if (isRefused && before) await keep(before)
    throw error
  }
}

/** Finds the factor whose code or link Clerk is waiting for: where we sent it, or else the first factor with its strategy. */
export async function findSent<Factor extends { strategy: string }>(
  attemptId: string | undefined,
  strategy: string,
  factors: Factor[]
) {
  const sent = await readSentTo()
  const candidates = factors.filter(
    (factor): factor is Extract<Factor, { sendTo: SendTo }> =>
      factor.strategy === strategy && "sendTo" in factor
  )
  const isKnown = sent?.attemptId === attemptId && sent?.strategy === strategy
  return (isKnown && candidates.find(({ sendTo }) => sendTo.id === sent?.id)) || candidates[0] || null
}

async function keep(sent: SentTo) {
  await chrome.storage.session.set({ [SENT_TO_KEY]: sent }).catch(() => {})
}

async function readSentTo() {
  const stored = await chrome.storage.session.get<Record<string, SentTo>>(SENT_TO_KEY)
  return stored[SENT_TO_KEY]
}
