import * as v from "valibot"

const UNTIL_BROWSER_CLOSES = process.env.PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL === "browser-closes"

/** What `createKept()` returns. */
export type Kept<Value> = ReturnType<typeof createKept<Value>>

/**
 * A value that outlives the worker, and the browser too unless the build keeps people signed in only until the browser closes. If
 * Chrome can't write to the disk, for example because it's full, the value stays in memory until the browser closes. If there's no room
 * in memory either, it lasts as long as the worker. `isUnsaved()` is true in both cases. A stored value of a different shape is ignored.
 *
 * @param untilBrowserCloses follows the build's setting, unless the value has nothing to do with who is signed in.
 */
export function createKept<Value>(
  key: string,
  shape: v.GenericSchema<unknown, Value>,
  { untilBrowserCloses = UNTIL_BROWSER_CLOSES } = {}
) {
  let cleaning: Promise<unknown> | undefined
  /** The value that Chrome had no room for. It's newer than the stored one. */
  let unstored: Value | undefined

  const readFrom = async (area: chrome.storage.StorageArea): Promise<Value | undefined> => {
    const { [key]: stored } = await area.get<Record<string, unknown>>(key)
    const kept = v.safeParse(shape, stored)
    return kept.success ? kept.output : undefined
  }

  const store = async (value: Value): Promise<void> => {
    if (untilBrowserCloses) return chrome.storage.session.set({ [key]: value })
    // The value in memory wins, so it must never be older than the one on the disk, even if Chrome stops the worker midway.
    if ((await readFrom(chrome.storage.session)) !== undefined) {
      await chrome.storage.session.set({ [key]: value }).catch(() => {})
    }
    try {
      await chrome.storage.local.set({ [key]: value })
    } catch {
      return chrome.storage.session.set({ [key]: value })
    }
    await chrome.storage.session.remove(key)
  }

  return {
    read: async (): Promise<Value | undefined> => {
      if (!untilBrowserCloses) {
        // Memory first, because `store()` removes the value there only once it's on the disk.
        const { session, local } = chrome.storage
        const [inMemory, onDisk] = await Promise.all([readFrom(session), readFrom(local)])
        return unstored ?? inMemory ?? onDisk
      }
      const inMemory = unstored ?? (await readFrom(chrome.storage.session))
      // An earlier build may have left it there.
      cleaning ??= chrome.storage.local.remove(key).catch(() => {})
      await cleaning
      return inMemory
    },

    write: async (value: Value): Promise<void> => {
      try {
        await store(value)
        unstored = undefined
      } catch {
        unstored = value
      }
    },

    forget: async (): Promise<void> => {
      unstored = undefined
      await chrome.storage.local.remove(key).catch(() => {})
      await chrome.storage.session.remove(key)
    },

    isUnsaved: async (): Promise<boolean> =>
      unstored !== undefined ||
      (!untilBrowserCloses && (await readFrom(chrome.storage.session)) !== undefined)
  }
}
