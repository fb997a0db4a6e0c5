import type { AuthClient } from "~background/auth-client"
import { readAccountChange } from "./account-change"
import { readAttempt } from "./attempt"
import { hasUnsavedBackupCodes } from "./backup-codes"
import { getClerk, loadedClerk, reloadClerk } from "./clerk"
import { fromClerk } from "./clerk-failure"
import { readLengths } from "./instance-settings"
import { ownToken } from "./own-client-token"
import type { Clerk } from "./sdk"
import { followClient } from "./session"
import { readSession } from "./session-state"
import { readSsoFailure } from "./sso-flow"
import { readWaitlistedAs } from "./waitlist"
import { chooseClient } from "./web-app-client"

/** Clerk behind the interface that the session owner knows. */
export const clerkAuthClient: AuthClient<Clerk> = {
  load: async ({ isCommand = false } = {}) => {
    if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && isCommand && loadedClerk())
      await chooseClient({ isCommand })
    return getClerk()
  },
  reload: reloadClerk,
  settle: async ({ isCommand }) => {
    const clerk = await getClerk()
    if (!clerk.session) followClient(clerk)
    const attempt = await readAttempt(clerk)
    const session = readSession(clerk, {
      attempt,
      ssoFailure: process.env.PLASMO_PUBLIC_CLERK_SSO ? await readSsoFailure(clerk, attempt) : null,
      waitlistedAs: await readWaitlistedAs(clerk),
      isUnsaved: await ownToken.isUnsaved(),
      hasUnsavedBackupCodes: await hasUnsavedBackupCodes(clerk)
    })
    if (!process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) return session
    return { ...session, accountChange: await readAccountChange(session, { isCommand }) }
  },
  explain: (error) => {
    const settings = loadedClerk()?.__internal_environment?.userSettings
    return fromClerk(error, settings && readLengths(settings))
  }
}
