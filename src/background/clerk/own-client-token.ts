import * as v from "valibot"
import { createKept } from "./kept"
import { frontendApiHostOf } from "./publishable-key"

const host = frontendApiHostOf(process.env.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY ?? "")

/**
 * The token that identifies the extension's own client to Clerk. It gives access to all of that client's sessions, so treat it like a
 * password. The key is the one that Clerk's SDK uses by default.
 */
export const ownToken = createKept(`${host}|__clerk_client_jwt|v2`, v.pipe(v.string(), v.nonEmpty()))
