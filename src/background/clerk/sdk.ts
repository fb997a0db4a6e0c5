import type { createClerkClient } from "@clerk/chrome-extension/client"

/** Clerk's client, as its SDK for extensions makes it. */
export type Clerk = ReturnType<typeof createClerkClient>

type Client = NonNullable<Clerk["client"]>
/** A sign-in as Clerk's SDK represents it. */
export type SignInResource = Client["signIn"]
/** A sign-up as Clerk's SDK represents it. */
export type SignUpResource = Client["signUp"]
