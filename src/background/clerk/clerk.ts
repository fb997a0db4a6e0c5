import { createClerkClient } from "@clerk/chrome-extension/client"
import { sendRequestsToEmulator } from "./emulator"

/** Clerk's client, loaded. */
export type Clerk = Awaited<ReturnType<typeof load>>

let loading: Promise<Clerk> | undefined

/**
 * The one Clerk client of this service worker. Every `createClerkClient` call makes another with two requests, and they
 * trample on each other, so all share this promise; only one that failed is tried again.
 */
export function getClerk(): Promise<Clerk> {
  loading ??= load().catch((error) => {
    loading = undefined
    throw error
  })
  return loading
}

/** Asks Clerk for the client and the environment again, or for the first time. */
export async function reloadClerk(): Promise<void> {
  const isFirst = loading === undefined
  const clerk = await getClerk()
  if (!isFirst) await clerk.__internal_reloadInitialResources()
}

function load() {
  const publishableKey = process.env.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY ?? ""
  const syncHost = process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST

  // Named in full in the condition, so that other builds hold no trace of this.
  if (process.env.PLASMO_PUBLIC_CLERK_EMULATOR_URL) {
    sendRequestsToEmulator(process.env.PLASMO_PUBLIC_CLERK_EMULATOR_URL, publishableKey)
  }
  return createClerkClient({ publishableKey, background: true, ...(syncHost && { syncHost }) })
}
