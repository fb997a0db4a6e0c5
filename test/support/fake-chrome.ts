import { vi } from "vitest"
import { createFakeEvent } from "./fake-event"
import { getMessage } from "./fake-i18n"
import { createFakeStorageArea } from "./fake-storage"
import { createFakeTabs } from "./fake-tabs"

const ID = "abcdefghijklmnopabcdefghijklmnop"
const ORIGIN = `chrome-extension://${ID}`

/** Who sends messages by default: the popup. */
export const POPUP: chrome.runtime.MessageSender = { id: ID, origin: ORIGIN, url: `${ORIGIN}/popup.html` }

export type FakeChrome = ReturnType<typeof installFakeChrome>

type OnMessage = [unknown, chrome.runtime.MessageSender, (response: unknown) => void]

/**
 * Puts a small chrome in place of the global one, for the unit test that runs. What Chrome would do by itself, tests do:
 * `onStartup.dispatch()`, `onAlarm.dispatch({ name })`, `receive(message, sender)`.
 */
export function installFakeChrome() {
  const tabs = createFakeTabs()
  const toolbar = { badge: "", title: "", isPopupOpen: false }
  const alarms = new Map<string, chrome.alarms.AlarmCreateInfo>()
  const onMessage = createFakeEvent<OnMessage>()
  const onInstalled = createFakeEvent<[{ reason: string }]>()
  const onStartup = createFakeEvent<[]>()
  const onAlarm = createFakeEvent<[{ name: string }]>()
  const storage = { session: createFakeStorageArea(), local: createFakeStorageArea() }
  const locks: { name: string }[] = []

  /** What a sender of this message gets: the first answer, or `undefined` when no listener answers. */
  function receive(message: unknown, sender = POPUP): Promise<unknown> {
    return new Promise((resolve) => {
      const results = onMessage.dispatch(message, sender, resolve)
      if (!results.includes(true)) resolve(undefined)
    })
  }

  vi.stubGlobal("navigator", { onLine: true, locks: { query: async () => ({ held: locks, pending: [] }) } })
  vi.stubGlobal("chrome", {
    storage,
    runtime: {
      id: ID,
      ContextType: { TAB: "TAB", POPUP: "POPUP", SIDE_PANEL: "SIDE_PANEL", BACKGROUND: "BACKGROUND" },
      getURL: (path: string) => new URL(path, `${ORIGIN}/`).href,
      getManifest: () => ({ name: getMessage("extensionName"), version: "0.0.0" }),
      getContexts: async () =>
        tabs
          .open()
          .filter(({ url }) => url.startsWith(ORIGIN))
          .map(({ id, windowId, url }) => ({ contextType: "TAB", tabId: id, windowId, documentUrl: url })),
      sendMessage: (message: unknown) => receive(message),
      onMessage,
      onInstalled,
      onStartup
    },
    i18n: { getMessage, getUILanguage: () => "en" },
    action: {
      setBadgeText: async ({ text }: { text: string }) => {
        toolbar.badge = text
      },
      setBadgeBackgroundColor: async () => {},
      setTitle: async ({ title }: { title: string }) => {
        toolbar.title = title
      },
      getBadgeText: async () => toolbar.badge,
      getTitle: async () => toolbar.title,
      openPopup: async () => {
        toolbar.isPopupOpen = true
      }
    },
    alarms: {
      create: async (name: string, info: chrome.alarms.AlarmCreateInfo) => void alarms.set(name, info),
      clear: async (name: string) => alarms.delete(name),
      get: async (name: string) => (alarms.has(name) ? { name, ...alarms.get(name) } : undefined),
      onAlarm
    },
    tabs: tabs.api,
    windows: { update: async () => {} }
  })

  return { storage, locks, toolbar, alarms, openTabs: tabs.open, receive, onInstalled, onStartup, onAlarm }
}
