import type { SendTo } from "~session/snapshot"

const SENT_TO_KEY = "sent-to"

type SentTo = { attemptId: string; strategy: string; id: string }

/** Keeps where the last code or link of an attempt went: Clerk tells its strategy, but not which of several numbers or addresses. */
export async function rememberSentTo(sent: SentTo) {
  await chrome.storage.session.set({ [SENT_TO_KEY]: sent })
}

/** The factor whose code or link is awaited: where it went if that's known, else the first of its strategy. */
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
