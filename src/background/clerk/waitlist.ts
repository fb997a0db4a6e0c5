import type { RequestOf } from "~messaging/contracts"
import type { Clerk } from "./sdk"

const WAITLISTED_KEY = "waitlisted-as"

/**
 * Puts an email address on the waitlist. Clerk tells nobody who is on it, so the extension keeps the address, also when the browser
 * closes: approval takes days.
 * @see https://clerk.com/docs/guides/secure/waitlist
 */
export async function joinWaitlist(clerk: Clerk, { emailAddress }: RequestOf<"join-waitlist">) {
  await clerk.joinWaitlist({ emailAddress })
  await chrome.storage.local.set({ [WAITLISTED_KEY]: emailAddress })
}

/** The address that joined the waitlist here, until somebody signs in. */
export async function readWaitlistedAs({ session }: Clerk): Promise<string | null> {
  const { [WAITLISTED_KEY]: stored } = await chrome.storage.local.get(WAITLISTED_KEY)
  const waitlistedAs = typeof stored === "string" ? stored : null
  if (!waitlistedAs || !session) return waitlistedAs
  await chrome.storage.local.remove(WAITLISTED_KEY)
  return null
}
