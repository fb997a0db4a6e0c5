import * as v from "valibot"
import { createKept } from "./kept"
import { frontendApiHostOf } from "./publishable-key"

const host = frontendApiHostOf(process.env.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY ?? "")

/**
 * The token by which Clerk knows the extension's own client. With it anybody has the sessions of that client, so it's worth a password.
 * It's where Clerk's SDK keeps it by itself.
 */
export const ownToken = createKept(`${host}|__clerk_client_jwt|v2`, v.pipe(v.string(), v.nonEmpty()))
