import type { AuthClient } from "~background/auth-client"
import { readAttempt } from "./attempt"
import { getClerk, loadedClerk, reloadClerk } from "./clerk"
import { fromClerk } from "./clerk-failure"
import type { Clerk } from "./sdk"
import { followClient } from "./session"
import { readPasswordRules, readSession } from "./session-state"

/** Clerk behind the interface that the session owner knows. */
export const clerkAuthClient: AuthClient<Clerk> = {
  load: getClerk,
  reload: reloadClerk,
  settle: async () => {
    const clerk = await getClerk()
    if (!clerk.session) followClient(clerk)
    return readSession(clerk, await readAttempt(clerk))
  },
  explain: (error) => {
    const environment = loadedClerk()?.__internal_environment
    return fromClerk(
      error,
      environment ? readPasswordRules(environment.userSettings.passwordSettings) : undefined
    )
  }
}
