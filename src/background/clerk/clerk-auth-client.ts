import type { AuthClient } from "~background/auth-client"
import { readAttempt } from "./attempt"
import { getClerk, loadedClerk, reloadClerk } from "./clerk"
import { fromClerk } from "./clerk-failure"
import { readLengths } from "./instance-settings"
import type { Clerk } from "./sdk"
import { followClient } from "./session"
import { readSession } from "./session-state"
import { readWaitlistedAs } from "./waitlist"

/** Clerk behind the interface that the session owner knows. */
export const clerkAuthClient: AuthClient<Clerk> = {
  load: getClerk,
  reload: reloadClerk,
  settle: async () => {
    const clerk = await getClerk()
    if (!clerk.session) followClient(clerk)
    return readSession(clerk, {
      attempt: await readAttempt(clerk),
      waitlistedAs: await readWaitlistedAs(clerk)
    })
  },
  explain: (error) => {
    const settings = loadedClerk()?.__internal_environment?.userSettings
    return fromClerk(error, settings && readLengths(settings))
  }
}
