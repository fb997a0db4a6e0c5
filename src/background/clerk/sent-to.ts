import type { SendTo } from "~session/snapshot"

const SENT_TO_KEY = "sent-to"

type SentTo = { attemptId: string; strategy: string; id: string }

/** Remembers where the last code or link of an attempt went. Clerk only tells the strategy, and a user may have several addresses. */
export async function rememberSentTo(sent: SentTo) {
  await chrome.storage.session.set({ [SENT_TO_KEY]: sent })
}

/** Finds the factor whose code or link Clerk is waiting for: where we sent it, or else the first of its strategy. */
export async function findSent<Factor extends { strategy: string }>(
  attemptId: string | undefined,
  strategy: string,
  factors: Factor[]
) {
  const stored = await chrome.storage.session.get<Record<string, SentTo>>(SENT_TO_KEY)
  const sent = stored[SENT_TO_KEY]
  const candidates = factors.filter(
    (factor): factor is Extract<Factor, { sendTo: SendTo }> =>
      factor.strategy === strategy && "sendTo" in factor
  )
  const isKnown = sent?.attemptId === attemptId && sent?.strategy === strategy
  return (isKnown && candidates.find(({ sendTo }) => sendTo.id === sent?.id)) || candidates[0] || null
}
