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
import { forgetAnswers } from "./shared-answers"
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
    if (isCommand) forgetAnswers()
    const clerk = await getClerk()
    if (!clerk.session) followClient(clerk)
    // At once: each waits for Chrome, and the command for all of them.
    const [[attempt, ssoFailure], waitlistedAs, isUnsaved, hasUnsavedCodes] = await Promise.all([
      readAttemptAndFailure(clerk),
      readWaitlistedAs(clerk),
      ownToken.isUnsaved(),
      hasUnsavedBackupCodes(clerk)
    ])
    const session = readSession(clerk, {
      attempt,
      ssoFailure,
      waitlistedAs,
      isUnsaved,
      hasUnsavedBackupCodes: hasUnsavedCodes
    })
    if (!process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) return session
    return { ...session, accountChange: await readAccountChange(session, { isCommand }) }
  },
  explain: (error) => {
    const settings = loadedClerk()?.__internal_environment?.userSettings
    return fromClerk(error, settings && readLengths(settings))
  }
}

async function readAttemptAndFailure(clerk: Clerk) {
  const attempt = await readAttempt(clerk)
  return [attempt, process.env.PLASMO_PUBLIC_CLERK_SSO ? await readSsoFailure(clerk, attempt) : null] as const
}
