import { createClerkClient } from "@clerk/chrome-extension/client"
import { recordRequests } from "~background/inspector/requests"
import { requireClosedStorage } from "~background/storage-access"
import { isApiError } from "./clerk-failure"
import { createClientTokenStore, refuseToken } from "./client-token-store"
import { sendRequestsToEmulator } from "./emulator"
import { reportLostNetwork, requireNetwork } from "./network"
import { frontendApiHostOf } from "./publishable-key"
import type { Clerk } from "./sdk"
import { fetchClient, followClient } from "./session"
import { forgetAnswers } from "./shared-answers"
import { isAwaitingProvider } from "./sso-flow"
import { watchAnswers, watchingFirstAnswers } from "./watch-answers"
import { chooseClient, isInVain } from "./web-app-client"

let loading: Promise<Clerk> | undefined
let loaded: Clerk | undefined

/**
 * The one Clerk client of this service worker. Every `createClerkClient` call makes another client, with two requests, and they
 * interfere with each other. So all callers share this promise; it's only replaced when it failed.
 */
export function getClerk(): Promise<Clerk> {
  loading ??= load()
    .catch(startAfresh)
    .catch((error) => {
      loading = undefined
      throw error
    })
  return loading
}

/** The same client, if it's already loaded. */
export const loadedClerk = (): Clerk | undefined => loaded

/**
 * Runs a command of a signed-out user. When Clerk no longer knows the client, it refuses a request before it does anything. The command
 * then runs once more, with a new client.
 */
export async function withKnownClient<Result>(
  clerk: Clerk,
  run: (clerk: Clerk) => Promise<Result>
): Promise<Result> {
  try {
    return await run(clerk)
  } catch (error) {
    if (clerk.session || !isUnauthenticated(error)) throw error
    await reloadClerk({ onlyClient: true })
    const next = await getClerk()
    if (next === clerk) throw error
    return run(next)
  }
}

// Clerk no longer knows this device.
async function startAfresh(error: unknown): Promise<Clerk> {
  if (!isUnauthenticated(error)) throw error
  await refuseToken()
  if (!process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) return load()
  return load().catch(async (again) => {
    // It may not know the previous client either.
    if (!isUnauthenticated(again)) throw again
    await refuseToken()
    return load()
  })
}

/**
 * Fetches the client and, unless `onlyClient`, the environment, whether or not they were loaded before. While a provider's window is
 * open, it doesn't call Clerk.
 */
export async function reloadClerk(options: { onlyClient?: boolean } = {}): Promise<"asked" | "held"> {
  if (process.env.PLASMO_PUBLIC_CLERK_SSO && isAwaitingProvider()) return "held"
  await ask(options)
  return "asked"
}

async function ask({ onlyClient = false }) {
  requireNetwork()
  forgetAnswers()
  const clerk = loaded
  // A client that is still loading is fresh.
  if (!clerk) return void (await getClerk())

  try {
    if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) await chooseClient({ isCommand: false })
    await (onlyClient ? fetchClient(clerk) : clerk.__internal_reloadInitialResources())
    if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && (await isInVain(clerk))) await fetchClient(clerk)
  } catch (error) {
    if (!isUnauthenticated(error)) throw error
    await refuseToken()
    forgetClient(clerk)
    loading = loaded = undefined
    return void (await getClerk())
  }
  followClient(clerk)
}

function forgetClient({ client, updateClient }: Clerk) {
  if (!client) return
  client.sessions = []
  client.lastActiveSessionId = null
  updateClient(client)
}

// An answer without one of Clerk's codes comes from something else.
function isUnauthenticated(error: unknown) {
  return isApiError(error) && error.status === 401 && error.errors.length > 0
}

async function load() {
  await requireClosedStorage()
  requireNetwork()
  const publishableKey = process.env.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY ?? ""

  // Variables are named in full in conditions, so that builds without them hold no trace of this.
  if (process.env.PLASMO_PUBLIC_CLERK_EMULATOR_URL) {
    sendRequestsToEmulator(process.env.PLASMO_PUBLIC_CLERK_EMULATOR_URL, publishableKey)
  }
  if (process.env.PLASMO_PUBLIC_INSPECTOR) recordRequests(frontendApiHostOf(publishableKey))
  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) await chooseClient({ isCommand: false })
  const tokens = createClientTokenStore()
  const clerk = await watchingFirstAnswers(publishableKey, () =>
    createClerkClient({ publishableKey, background: true, storageCache: tokens })
  )
  tokens.leaveToWatcher()
  watchAnswers(clerk)
  reportLostNetwork(clerk)
  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && (await isInVain(clerk))) {
    await fetchClient(clerk)
    followClient(clerk)
  }
  loaded = clerk
  return clerk
}
