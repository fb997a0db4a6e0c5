import type { Request } from "~messaging/contracts"
import type { Clerk } from "./clerk"
import { currentUser } from "./session"

/**
 * Completes the `reset-password` task. Clerk asks for no current password while that task is pending.
 * @see https://clerk.com/docs/guides/secure/password-protection-and-rules
 */
export async function changePassword(clerk: Clerk, request: Request<"change-password">) {
  await currentUser(clerk).updatePassword(request)
}
