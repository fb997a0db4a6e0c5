import type { Request } from "~messaging/contracts"
import { sessionOwner } from "./owner"

/**
 * A session token for calls to your own server, for code in the service worker; pages have `useAuth().getToken()`.
 *
 * @throws MessageError `signed-out` when there is no session, or only a pending one.
 */
export function getToken(options?: Request<"get-token">): Promise<string> {
  return sessionOwner.ask((auth) => auth["get-token"](options))
}
