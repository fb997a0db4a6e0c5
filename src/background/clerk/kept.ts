import * as v from "valibot"

const UNTIL_BROWSER_CLOSES = process.env.PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL === "browser-closes"

/** What `createKept()` makes. */
export type Kept<Value> = ReturnType<typeof createKept<Value>>

/**
 * A value that outlives the worker, and the browser too, unless the build keeps people signed in only until the browser closes. When
 * Chrome can't write to the disk, for example because it's full, the value stays in memory until then, and `isUnsaved()` says so. What
 * doesn't have its shape counts as nothing.
 */
export function createKept<Value>(key: string, shape: v.GenericSchema<unknown, Value>) {
  let cleaning: Promise<unknown> | undefined

  const readFrom = async (area: chrome.storage.StorageArea): Promise<Value | undefined> => {
    const { [key]: stored } = await area.get<Record<string, unknown>>(key)
    const kept = v.safeParse(shape, stored)
    return kept.success ? kept.output : undefined
  }

  return {
    read: async (): Promise<Value | undefined> => {
      const inMemory = await readFrom(chrome.storage.session)
      if (!UNTIL_BROWSER_CLOSES) return inMemory ?? readFrom(chrome.storage.local)
      // A build before this one may have left it there.
      cleaning ??= chrome.storage.local.remove(key).catch(() => {})
      await cleaning
      return inMemory
    },

    write: async (value: Value): Promise<void> => {
      if (UNTIL_BROWSER_CLOSES) return chrome.storage.session.set({ [key]: value })
      // What is in memory counts, so it's never older than what is on the disk, even if Chrome stops the worker midway.
      if ((await readFrom(chrome.storage.session)) !== undefined) {
        await chrome.storage.session.set({ [key]: value })
      }
      try {
        await chrome.storage.local.set({ [key]: value })
      } catch {
        return chrome.storage.session.set({ [key]: value })
      }
      await chrome.storage.session.remove(key)
    },

    forget: async (): Promise<void> => {
      await chrome.storage.local.remove(key).catch(() => {})
      await chrome.storage.session.remove(key)
    },

    isUnsaved: async (): Promise<boolean> =>
      !UNTIL_BROWSER_CLOSES && (await readFrom(chrome.storage.session)) !== undefined
  }
}
