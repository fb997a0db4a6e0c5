import { createClerkClient } from "@clerk/chrome-extension/client"
import { isApiError } from "./clerk-failure"
import { clientTokenStore } from "./client-token-store"
import { sendRequestsToEmulator } from "./emulator"
import { reportLostNetwork, requireNetwork } from "./network"
import type { Clerk } from "./sdk"
import { followClient } from "./session"
import { watchAnswers } from "./watch-answers"

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

// Clerk does not know this device any more. The SDK has dropped its token by now.
async function startAfresh(error: unknown): Promise<Clerk> {
  if (!isUnauthenticated(error)) throw error
  if (!process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) return load()
  await clientTokenStore().refuse()
  // Nor may it know the one that we had before.
  return load().catch((again) => (isUnauthenticated(again) ? load() : Promise.reject(again)))
}

/** Asks Clerk for the client and, unless `onlyClient`, for the environment again, or for the first time. */
export async function reloadClerk({ onlyClient = false } = {}): Promise<void> {
  requireNetwork()
  const clerk = loaded
  // A client that is being loaded is fresh.
  if (!clerk) return void (await getClerk())

  try {
    await (onlyClient ? fetchClient(clerk) : clerk.__internal_reloadInitialResources())
  } catch (error) {
    if (!isUnauthenticated(error)) throw error
    forgetClient(clerk)
    loading = loaded = undefined
    return void (await getClerk())
  }
  followClient(clerk)
}

// Its own `reload()` tries again and again without a network.
function fetchClient({ client }: Clerk) {
  return (client as unknown as { fetch(options: object): Promise<unknown> }).fetch({ fetchMaxTries: 1 })
}

function forgetClient({ client, updateClient }: Clerk) {
  if (!client) return
  client.sessions = []
  client.lastActiveSessionId = null
  updateClient(client)
}

function isUnauthenticated(error: unknown) {
  return isApiError(error) && error.status === 401
}

async function load() {
  requireNetwork()
  const publishableKey = process.env.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY ?? ""

  // Variables are named in full in conditions, so that builds without them hold no trace of this.
  if (process.env.PLASMO_PUBLIC_CLERK_EMULATOR_URL) {
    sendRequestsToEmulator(process.env.PLASMO_PUBLIC_CLERK_EMULATOR_URL, publishableKey)
  }
  const clerk = await createClerkClient({
    publishableKey,
    background: true,
    ...(process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && { storageCache: clientTokenStore() })
  })
  watchAnswers(clerk)
  reportLostNetwork(clerk)
  loaded = clerk
  return clerk
}
