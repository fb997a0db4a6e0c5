import { clientTokenStore } from "./client-token-store"
import { errorDetails } from "./error-details"
import type { Clerk } from "./sdk"
import { setServerClock } from "./server-clock"

/** Takes from Clerk's answers what the SDK leaves out: the time, a token that was renewed, and the details of an error. */
export function watchAnswers(clerk: Clerk) {
  clerk.__internal_onAfterResponse(async ({ headers }, response) => {
    if (!response) return
    setServerClock(response.headers)
    if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) {
      const [sent, answered] = [bearerIn(headers), bearerIn(response.headers)]
      if (sent && answered && sent !== answered) await clientTokenStore().renew(sent, answered)
    }
    if (!response.ok && response.payload) errorDetails.remember(response.payload)
  })
}

function bearerIn(headers: HeadersInit | undefined) {
  return new Headers(headers).get("authorization")?.replace(/^Bearer /, "")
}
