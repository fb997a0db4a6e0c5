const DRAFTS_KEY = "sign-in-drafts"

/** What is kept: the inputs of both forms that hold nothing secret, and which form it was. */
type Draft = "identifier" | "emailAddress" | "firstName" | "lastName" | "form"

let drafts: Partial<Record<Draft, string>> = {}

/**
 * Reads what somebody typed before the popup closed, which it does when they look for their address elsewhere. It's kept in
 * memory, until they're signed in or the browser closes. The form shows afterwards, so that nothing moves under their hands.
 */
export async function readDrafts(): Promise<void> {
  const stored = await chrome.storage.session.get<Record<string, typeof drafts>>(DRAFTS_KEY)
  drafts = stored[DRAFTS_KEY] ?? {}
}

/** What an input holds at first. */
export function draftOf(draft: Draft): string | undefined {
  return drafts[draft]
}

/** Keeps what an input holds. */
export function keepDraft(draft: Draft, text: string) {
  drafts = { ...drafts, [draft]: text }
  void chrome.storage.session.set({ [DRAFTS_KEY]: drafts })
}

/** Forgets all of it. */
export function forgetDrafts() {
  drafts = {}
  void chrome.storage.session.remove(DRAFTS_KEY)
}
