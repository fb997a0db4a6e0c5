import { createClerkClient } from "@clerk/chrome-extension/client"
import { requireClosedStorage } from "~background/storage-access"
import { isApiError } from "./clerk-failure"
import { createClientTokenStore, refuseToken } from "./client-token-store"
import { sendRequestsToEmulator } from "./emulator"
import { reportLostNetwork, requireNetwork } from "./network"
import type { Clerk } from "./sdk"
import { fetchClient, followClient } from "./session"
import { isAwaitingProvider } from "./sso-flow"
import { watchAnswers, watchingFirstAnswers } from "./watch-answers"
import { chooseClient, isInVain } from "./web-app-client"

let loading: Promise<Clerk> | undefined
let loaded: Clerk | undefined

/**
 * The one Clerk client of this service worker. Every `createClerkClient` call makes another with two requests, and they
 * trample on each other, so all share this promise; only one that failed is tried again.
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

/** The same client, if it's there already. */
export const loadedClerk = (): Clerk | undefined => loaded

// Clerk doesn't know this device any more.
async function startAfresh(error: unknown): Promise<Clerk> {
  if (!isUnauthenticated(error)) throw error
  await refuseToken()
  if (!process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) return load()
  return load().catch(async (again) => {
    // Nor may it know the one that we had before.
    if (!isUnauthenticated(again)) throw again
    await refuseToken()
    return load()
  })
}

/**
 * Asks Clerk for the client and, unless `onlyClient`, for the environment again, or for the first time. While a provider's window is open,
 * it doesn't ask.
 */
export async function reloadClerk(options: { onlyClient?: boolean } = {}): Promise<"asked" | "held"> {
  if (process.env.PLASMO_PUBLIC_CLERK_SSO && isAwaitingProvider()) return "held"
  await ask(options)
  return "asked"
}

async function ask({ onlyClient = false }) {
  requireNetwork()
  const clerk = loaded
  // A client that is being loaded is fresh.
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

// Without one of Clerk's codes, somebody else answered.
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
