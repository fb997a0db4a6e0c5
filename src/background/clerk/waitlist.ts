import * as v from "valibot"
import type { RequestOf } from "~messaging/contracts"
import { createKept } from "./kept"
import type { Clerk } from "./sdk"
import { leaveFlow } from "./sso-flow"

const waitlisted = createKept("waitlisted-as", v.string(), { untilBrowserCloses: false })

/**
 * Puts an email address on the waitlist. Clerk doesn't reveal who is on it, so the extension keeps the address, even after the browser
 * closes: approval takes days. If Chrome has no room for it, the user is on the waitlist all the same.
 * @see https://clerk.com/docs/guides/secure/waitlist
 */
export async function joinWaitlist(clerk: Clerk, { emailAddress }: RequestOf<"join-waitlist">) {
  await clerk.joinWaitlist({ emailAddress })
  if (process.env.PLASMO_PUBLIC_CLERK_SSO) await leaveFlow()
  await waitlisted.write(emailAddress)
}

/** The address that joined the waitlist here, until someone signs in. */
export async function readWaitlistedAs({ session }: Clerk): Promise<string | null> {
  const waitlistedAs = (await waitlisted.read()) ?? null
  if (!waitlistedAs || !session) return waitlistedAs
  await waitlisted.forget()
  return null
}
