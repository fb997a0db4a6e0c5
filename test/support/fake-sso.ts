import { setTimeout as sleep } from "node:timers/promises"
import { onTestFinished, vi } from "vitest"
import { createFakeEvent } from "./fake-event"

/** In milliseconds. A sign-in that gets no answer from Clerk takes longer, and ends quietly. */
const LONGEST_END_MS = 1_000

/** A window that `launchWebAuthFlow` has opened, and what the user can do in it. */
export type FakeSsoWindow = {
  id: number
  address: URL
  isOpen: boolean
  isInFront: boolean
  /** The worker that opened it is gone: nothing waits for its result. */
  isAbandoned: boolean
  /** The provider redirects to this address. */
  leadBack(callback: string | URL): Promise<void>
  close(): Promise<void>
  /** Chrome can't load the page. */
  fail(): Promise<void>
}

/**
 * Chrome's part of SSO, for a fake chrome: objects in place of windows, and whether the popup was opened. The worker follows them
 * as its `index.ts` makes it do.
 */
export async function installFakeSso() {
  const windows: FakeSsoWindow[] = []
  const onCreated = createFakeEvent<[{ id: number; type: string }]>()
  const popup = { opened: 0 }
  let isHeldBack = false
  const find = (id: number) => windows.find((window) => window.id === id && window.isOpen)
  // The worker needs a moment to react.
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

  Object.assign(chrome, {
    identity: {
      getRedirectURL: (path: string) => `https://${chrome.runtime.id}.chromiumapp.org/${path}`,
      launchWebAuthFlow: ({ url }: { url: string }) =>
        new Promise((resolve, reject) => {
          const window: FakeSsoWindow = {
            id: 100 + windows.length,
            address: new URL(url),
            isOpen: true,
            isInFront: true,
            isAbandoned: false,
            leadBack: (callback) => end(() => resolve(String(callback))),
            close: () => end(() => reject(new Error("The user did not approve access."))),
            fail: () => end(() => reject(new Error("Authorization page could not be loaded.")))
          }
          function end(how: () => void) {
            window.isOpen = false
            if (!window.isAbandoned) how()
            return settle()
          }
          windows.push(window)
          if (!isHeldBack) onCreated.dispatch({ id: window.id, type: "popup" })
        })
    },
    windows: {
      onCreated,
      update: async (id: number, { focused }: { focused?: boolean }) => {
        const window = find(id)
        if (!window) throw new Error(`No window with id: ${id}.`)
        if (focused) window.isInFront = true
      },
      remove: async (id: number) => {
        const window = find(id)
        if (!window) throw new Error(`No window with id: ${id}.`)
        await window.close()
      }
    }
  })
  Object.assign(chrome.runtime, { getContexts: async () => [] })
  Object.assign(chrome.action, { openPopup: async () => void popup.opened++ })
  vi.stubEnv("PLASMO_PUBLIC_CLERK_SSO", "on")
  const { followSso } = await import("~background/clerk/sso")
  const { endSso } = await import("~background/end-sso")
  // What follows a window that has closed outlasts a test that only waits for its snapshot, and would miss the fake chrome.
  const ends = new Set<Promise<void>>()
  followSso((flow, answer) => {
    const end = endSso(flow, answer)
    void answer.catch(() => {}).then(() => ends.add(end))
    return end
  })
  onTestFinished(() => Promise.race([Promise.allSettled(ends), sleep(LONGEST_END_MS)]).then(() => {}))

  return {
    windows,
    popup,
    last: () => windows.at(-1),
    /** Chrome shows no window until its page has loaded. */
    holdBack: () => {
      isHeldBack = true
    },
    show: () => onCreated.dispatch({ id: windows.at(-1)?.id ?? 0, type: "popup" })
  }
}
