import type { createClerkClient } from "@clerk/chrome-extension/client"

/** Clerk's client, as its SDK for extensions makes it. */
export type Clerk = ReturnType<typeof createClerkClient>
