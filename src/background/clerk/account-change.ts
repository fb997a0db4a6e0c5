import * as v from "valibot"
import { readSnapshot } from "~background/snapshot-store"
import { failed } from "~messaging/failed"
import { type AccountChange, type KnownSession, lastKnownOf } from "~session/snapshot"
import { getClerk, reloadClerk } from "./clerk"
import type { Clerk } from "./sdk"
import { leaveFlow } from "./sso-flow"
import {
  followsWebApp,
  forgetLeftAccount,
  forgetOwnClient,
  readLeftAccount,
  returnToOwnClient
} from "./web-app-client"

// The user that people here last saw signed in.
const SEEN_KEY = "seen-user"

/**
 * Whether the web app has changed who is signed in. If a command changed it, the user meant it, so it doesn't count.
 *
 * @see AccountChange
 */
export async function readAccountChange(
  session: KnownSession,
  { isCommand }: { isCommand: boolean }
): Promise<AccountChange | null> {
  const userId = userIdOf(session)
  const before = userIdOf(lastKnownOf(await readSnapshot()))
  if (!followsWebApp() || (isCommand && userId !== before)) return accept(userId)

  const left = await readLeftAccount()
  const formerUserId = (await readSeen()) ?? left?.userId
  if (formerUserId === undefined || userId === formerUserId)
    return userId === undefined ? null : accept(userId)
  if (userId === undefined && !left) return null
  return { formerUserId, returnTo: left?.identifier ?? null }
}

/** The user has seen who is signed in now and accepts it. */
export async function dismissAccountChange({ session }: Clerk): Promise<void> {
  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) await accept(session?.user?.id)
}

/** Goes back to the account that was signed in here before. Until it signs out, the extension doesn't follow the web app. */
export async function returnToAccount(): Promise<void> {
  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) {
    if (process.env.PLASMO_PUBLIC_CLERK_SSO) await leaveFlow()
    const left = await readLeftAccount()
    if (left) {
      const isBack = await returnToOwnClient(async () => {
        await reloadClerk({ onlyClient: true })
        return (await getClerk()).session?.user?.id === left.userId
      })
      if (isBack) return
      await forgetOwnClient()
      await reloadClerk({ onlyClient: true })
    }
  }
  throw failed("expired", "errorAccountEnded")
}

async function accept(userId: string | undefined) {
  if (userId === undefined) await chrome.storage.session.remove(SEEN_KEY)
  else await chrome.storage.session.set({ [SEEN_KEY]: userId })
  if (followsWebApp()) await forgetLeftAccount()
  return null
}

async function readSeen() {
  const { [SEEN_KEY]: seen } = await chrome.storage.session.get<Record<string, unknown>>(SEEN_KEY)
  return v.is(v.string(), seen) ? seen : undefined
}

function userIdOf(session: KnownSession | null) {
  return session && session.status !== "signed-out" ? session.user.id : undefined
}
