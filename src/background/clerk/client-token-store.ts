import { createTurns } from "~background/in-turn"
import { ownToken } from "./own-client-token"
import { isShared, refuseShared, renewShared, sharedToken } from "./web-app-client"

const inTurn = createTurns()

/** What the SDK was given last. */
let given: string | undefined

/**
 * Where Clerk's SDK finds the client token: the extension's own or, with a sync host, the web app's.
 *
 * The SDK tells this store which token an answer holds, but not which one was sent, and several requests may be under way. So the
 * store listens to it only until `watchAnswers`, which knows both, can take over.
 */
export function createClientTokenStore() {
  let isWatched = false

  return {
    createKey: (...keys: string[]) => keys.filter(Boolean).join("|"),
    get: async <Token>() => {
      const shared = process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST ? await sharedToken() : undefined
      given = shared ?? (await ownToken.read())
      return given as Token
    },
    set: async (_key: string, answered: string) => {
      if (!isWatched) await keepToken(given, answered)
    },
    // The SDK gives up its token with any answer that holds none, which may not be Clerk's. `refuseToken` decides.
    remove: async () => {},
    leaveToWatcher: () => {
      isWatched = true
    }
  }
}

/** Keeps the token that Clerk answered with, if it's still the sent one that it takes the place of. */
export function keepToken(sent: string | undefined, answered: string): Promise<void> {
  return inTurn(async () => {
    if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && isShared(sent)) return renewShared(sent, answered)
    if ((await ownToken.read()) !== sent) return
    if (sent !== answered || (await ownToken.isUnsaved())) await ownToken.write(answered)
  })
}

/** Clerk doesn't know the token that it was sent. */
export async function refuseToken(): Promise<void> {
  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && isShared(given)) await refuseShared(given)
  else await ownToken.forget()
}
