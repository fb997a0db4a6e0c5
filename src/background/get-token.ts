import type { RequestOf } from "~messaging/contracts"
import { MessageError } from "~messaging/message-error"
import * as tokens from "./clerk/tokens"
import { toFailure } from "./failure"
import { sessionOwner } from "./owner"

/**
 * A session token for calls to your own server, for code in the service worker; pages have `useAuth().getToken()`.
 *
 * @throws {MessageError} always: `signed-out` if there is no session, or only a pending one.
 */
export async function getToken(options?: RequestOf<"get-token">): Promise<string> {
  try {
    return await sessionOwner.ask((clerk) => tokens.getToken(clerk, options))
  } catch (error) {
    throw new MessageError(toFailure(error))
  }
}
