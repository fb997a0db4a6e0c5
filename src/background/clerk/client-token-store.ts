import { createTurns } from "~background/in-turn"
import { ownToken } from "./own-client-token"
import { isShared, refuseShared, renewShared, sharedToken } from "./web-app-client"

const inTurn = createTurns()

/** The token that the SDK last got from here. */
let given: string | undefined

/**
 * Where Clerk's SDK finds the client token: the extension's own or, with a sync host, the web app's.
 *
 * The SDK hands this store the token from an answer, but not the one it sent, and several requests may be under way. So the store
 * accepts its tokens only until `watchAnswers`, which knows both, takes over.
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
    // The SDK removes its token after any answer without one, which may not come from Clerk. `refuseToken` decides instead.
    remove: async () => {},
    leaveToWatcher: () => {
      isWatched = true
    }
  }
}

/** Keeps the token from Clerk's answer, if the token that was sent, which it replaces, is still the current one. */
export function keepToken(sent: string | undefined, answered: string): Promise<void> {
  return inTurn(async () => {
    if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && isShared(sent)) return renewShared(sent, answered)
    const [current, isUnsaved] = await Promise.all([ownToken.read(), ownToken.isUnsaved()])
    if (current === sent && (sent !== answered || isUnsaved)) await ownToken.write(answered)
  })
}

/** Clerk doesn't know the token it received. */
export async function refuseToken(): Promise<void> {
  if (process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && isShared(given)) await refuseShared(given)
  else await ownToken.forget()
}
