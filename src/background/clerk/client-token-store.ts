import { readSnapshot } from "~background/snapshot-store"
import { digest } from "./digest"
import { expectToken } from "./sync-host"
import { isSignedInto, readWebApp, replaceToken, type WebApp } from "./web-app"

const SHARED_KEY = "shares-client"
const REFUSED_KEY = "refused-token"

/**
 * Where the SDK keeps the token of its client when there is a sync host: in `chrome.storage.local`, as it does by itself,
 * but the token of the web app comes first, so that both are the same client at Clerk.
 */
function createClientTokenStore() {
  // What the SDK was given last: the token of the web app, or one of our own.
  let given: string | undefined
  let isShared = false

  return {
    createKey: (...keys: string[]) => keys.filter(Boolean).join("|"),
    get: async <Token>(key: string) => {
      const stored = await chrome.storage.local.get<Record<string, string>>([key, SHARED_KEY])
      const own = stored[key]
      const web = await readWebApp()
      const offered = web.token && !(await isRefused(web.token)) ? web.token : undefined
      isShared = offered !== undefined && (!own || SHARED_KEY in stored || (await isWanted(web)))
      given = isShared ? offered : own
      return given as Token
    },
    set: (key: string, value: string) =>
      chrome.storage.local.set({ [key]: value, ...(isShared && { [SHARED_KEY]: true }) }),
    remove: async (key: string) => {
      // Without an answer that has a token in it, the SDK gives up the one it has stored.
      if (!isShared) await chrome.storage.local.remove(key)
    },

    /** Clerk does not know the token that it was sent. One of the web app is not sent again: there may be a better one. */
    refuse: async () => {
      if (isShared && given) await refuse(given)
    },

    /**
     * Clerk has changed the token with its answer, as it does when somebody signs in or out in production. The old one is of
     * no use any more, so the web app gets the new one.
     */
    renew: async (old: string, renewed: string) => {
      if (!isShared) return
      await refuse(old)
      await expectToken(renewed)
      // Without the permission for that host, both go on with a client of their own.
      await replaceToken(old, renewed).catch(() => {})
    }
  }
}

let store: ReturnType<typeof createClientTokenStore> | undefined

/** The store of this worker's Clerk client, made when it is asked for, so that builds without a sync host hold no trace of it. */
export function clientTokenStore() {
  store ??= createClientTokenStore()
  return store
}

// Somebody who has signed in here is not signed out by a first look at the web app. Once somebody signs in there, both stay
// together.
async function isWanted(web: WebApp) {
  return isSignedInto(web) || (await readSnapshot()).status === "signed-out"
}

async function refuse(token: string) {
  await chrome.storage.session.set({ [REFUSED_KEY]: await digest(token) })
}

async function isRefused(token: string) {
  const { [REFUSED_KEY]: refused } = await chrome.storage.session.get<Record<string, string>>(REFUSED_KEY)
  return refused === (await digest(token))
}
