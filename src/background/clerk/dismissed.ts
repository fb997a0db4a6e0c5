import * as v from "valibot"

const DISMISSED_KEY = "dismissed-attempts"

/** Clerk has no call that ends an attempt; the next attempt replaces it, and until then the extension hides it. */
export async function dismissAttempt(id: string | undefined) {
  const dismissed = await readDismissed()
  if (!id || dismissed.includes(id)) return
  await chrome.storage.session.set({ [DISMISSED_KEY]: [...dismissed, id].slice(-10) })
}

/** Whether the user has left this attempt. */
export async function isDismissed(id: string | undefined): Promise<boolean> {
  return id !== undefined && (await readDismissed()).includes(id)
}

async function readDismissed() {
  const { [DISMISSED_KEY]: stored } = await chrome.storage.session.get(DISMISSED_KEY)
  return v.is(v.array(v.string()), stored) ? stored : []
}
