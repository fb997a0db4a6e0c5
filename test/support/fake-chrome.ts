import { vi } from "vitest"
import { createFakeAlarms } from "./fake-alarms"
import { createFakeEvent } from "./fake-event"
import { getMessage } from "./fake-i18n"
import { createFakeStorageArea } from "./fake-storage"
import { createFakeTabs } from "./fake-tabs"

const ID = "abcdefghijklmnopabcdefghijklmnop"
const ORIGIN = `chrome-extension://${ID}`

/** The default sender of messages: the popup. */
export const POPUP: chrome.runtime.MessageSender = { id: ID, origin: ORIGIN, url: `${ORIGIN}/popup.html` }

export type FakeChrome = ReturnType<typeof installFakeChrome>

/** The part of a port that the worker uses. */
export type FakePort = { disconnect(): void }

type OnMessage = [unknown, chrome.runtime.MessageSender, (response: unknown) => void]

/**
 * Replaces the global chrome with a small fake, for the unit test that runs. Chrome would deliver messages by itself;
 * here tests do: `receive(message, sender)`.
 */
export function installFakeChrome() {
  const tabs = createFakeTabs()
  const alarms = createFakeAlarms()
  const idle = {
    state: "active" as "active" | "idle" | "locked",
    onStateChanged: createFakeEvent<[string]>()
  }
  const toolbar = { badge: "", title: "" }
  const onMessage = createFakeEvent<OnMessage>()
  const onConnect = createFakeEvent<[FakePort]>()
  const storage = { session: createFakeStorageArea(), local: createFakeStorageArea() }
  const locks: { name: string }[] = []

  /** The reply to this message: the first answer, or `undefined` if no listener answers. */
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
      getURL: (path: string) => new URL(path, `${ORIGIN}/`).href,
      getManifest: () => ({ name: getMessage("extensionName"), version: "0.0.0" }),
      sendMessage: (message: unknown) => receive(message),
      onMessage,
      onConnect
    },
    i18n: { getMessage, getUILanguage: () => "en" },
    action: {
      setBadgeText: async ({ text }: { text: string }) => {
        toolbar.badge = text
      },
      setBadgeBackgroundColor: async () => {},
      setTitle: async ({ title }: { title: string }) => {
        toolbar.title = title
      }
    },
    alarms: alarms.api,
    idle: {
      queryState: async () => idle.state,
      setDetectionInterval: () => {},
      onStateChanged: idle.onStateChanged
    },
    tabs: tabs.api,
    windows: { update: async () => {} }
  })

  return { storage, locks, toolbar, alarms, idle, openTabs: tabs.open, receive, connect: onConnect.dispatch }
}
