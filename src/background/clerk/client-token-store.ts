import { readSyncedToken } from "./sync-host"

/**
 * Where the SDK keeps the token of its client when there is a sync host: in `chrome.storage.local`, as it does by itself,
 * but the token of the web app comes first, so that both are the same client at Clerk.
 */
export const clientTokenStore = {
  createKey: (...keys: string[]) => keys.filter(Boolean).join("|"),
  get: async <Token>(key: string): Promise<Token | undefined> => {
    const synced = await readSyncedToken()
    if (synced) await chrome.storage.local.set({ [key]: synced })
    const stored = await chrome.storage.local.get<Record<string, Token>>(key)
    return stored[key]
  },
  set: (key: string, value: string) => chrome.storage.local.set({ [key]: value }),
  remove: (key: string) => chrome.storage.local.remove(key)
}
