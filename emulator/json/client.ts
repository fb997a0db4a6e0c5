import { type Client, liveSessions } from "../model/client"
import { sessionJson } from "./session"
import { signInJson } from "./sign-in"
import { signUpJson } from "./sign-up"
import type { View } from "./view"

/** The client, as every response carries it, with its current sign-in and sign-up. */
export async function clientJson(client: Client | null, view: View) {
  if (!client) return null
  // Goes first, because serializing sessions can change them, which updates the client.
  const sessions = liveSessions(view.instance, client).map((session) => sessionJson(session, view))
  return {
    object: "client",
    id: client.id,
    sign_in: client.signIn && signInJson(client.signIn, view),
    sign_up: client.signUp && signUpJson(client.signUp, view),
    last_active_session_id: client.lastActiveSessionId,
    last_authentication_strategy: client.lastStrategy,
    cookie_expires_at: null,
    captcha_bypass: false,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
    sessions: await Promise.all(sessions)
  }
}
