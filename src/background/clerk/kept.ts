import * as v from "valibot"

const UNTIL_BROWSER_CLOSES = process.env.PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL === "browser-closes"

/** What `createKept()` makes. */
export type Kept<Value> = ReturnType<typeof createKept<Value>>

/**
 * A value that outlives the worker, and the browser too, unless the build keeps people signed in only until the browser closes. When
 * Chrome can't write to the disk, for example because it's full, the value stays in memory until then. When there's no room in memory
 * either, it lasts as long as the worker. `isUnsaved()` is true in both cases. What doesn't have its shape counts as nothing.
 *
 * @param untilBrowserCloses as the build has it, unless the value has nothing to do with who is signed in.
 */
export function createKept<Value>(
  key: string,
  shape: v.GenericSchema<unknown, Value>,
  { untilBrowserCloses = UNTIL_BROWSER_CLOSES } = {}
) {
  let cleaning: Promise<unknown> | undefined
  /** What Chrome has no room for. It's newer than what is stored. */
  let unstored: Value | undefined

  const readFrom = async (area: chrome.storage.StorageArea): Promise<Value | undefined> => {
    const { [key]: stored } = await area.get<Record<string, unknown>>(key)
    const kept = v.safeParse(shape, stored)
    return kept.success ? kept.output : undefined
  }

  const store = async (value: Value): Promise<void> => {
    if (untilBrowserCloses) return chrome.storage.session.set({ [key]: value })
    // What is in memory counts, so it's never older than what is on the disk, even if Chrome stops the worker midway.
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
      const inMemory = unstored ?? (await readFrom(chrome.storage.session))
      if (!untilBrowserCloses) return inMemory ?? readFrom(chrome.storage.local)
      // A build before this one may have left it there.
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
