import { onTestFinished, vi } from "vitest"
import type { AnswerOf, MessageName, RequestArgument, RequestOf } from "~messaging/contracts"
import { MessageError, type Reply } from "~messaging/message-error"
import { type Shown, shownIn } from "~session/shown"
import type { Emulator } from "../../emulator/start"
import { installFakeChrome, POPUP } from "./fake-chrome"
import type { FakeCookies } from "./fake-cookies"

/**
 * The session owner of a service worker that has just started, with the real SDK behind it, and the SDK's client.
 *
 * @param cookies the cookies of a web app at `http://localhost`, if the extension shares its session.
 */
export async function ownerWithClerk(emulator: Emulator, cookies?: FakeCookies) {
  prepareForClerk(emulator)
  if (cookies) {
    Object.assign(chrome, { cookies: cookies.api })
    vi.stubEnv("PLASMO_PUBLIC_CLERK_SYNC_HOST", "http://localhost")
  }
  return startWorker()
}

/** The same browser's next service worker: what the previous one held in memory is gone. */
export function restartWorker() {
  vi.resetModules()
  return startWorker()
}

async function startWorker() {
  const { sessionOwner: owner } = await import("~background/owner")
  const { getClerk } = await import("~background/clerk/clerk")
  const { readSnapshot } = await import("~background/snapshot-store")
  // The SDK would keep renewing its tokens, and the next test counts requests.
  onTestFinished(async () => {
    const { status } = await readSnapshot()
    if (status === "active" || status === "pending") (await getClerk()).session?.clearCache()
  })
  return {
    owner,
    clerk: getClerk,
    snapshot: readSnapshot,
    send,
    /** The same from a tab; without one, from the popup. */
    sendFrom: async <Name extends MessageName>(
      tabId: number | undefined,
      name: Name,
      ...[body]: RequestArgument<Name>
    ) => deliver(name, { body, shown: shownIn(await readSnapshot()), tabId }),
    sendShowing: <Name extends MessageName>(
      shown: Shown | null,
      name: Name,
      ...[body]: RequestArgument<Name>
    ) => deliver(name, { body, shown }),
    /** As if Chrome had stopped the worker that had the message. */
    sendAgain: <Name extends MessageName>(
      shown: Shown | null,
      name: Name,
      ...[body]: RequestArgument<Name>
    ) => deliver(name, { body, shown, isRepeated: true }),
    signIn: (identifier: string, password: string) =>
      send("attempt-first-factor", { strategy: "password", identifier, password })
  }

  /** Sends a message to the worker, like a popup that shows the current snapshot. */
  async function send<Name extends MessageName>(name: Name, ...request: RequestArgument<Name>) {
    return deliver(name, { body: request[0], shown: shownIn(await readSnapshot()) })
  }
}

type Message<Name extends MessageName> = {
  body: RequestOf<Name> | undefined
  shown: Shown | null
  isRepeated?: true
  tabId?: number | undefined
}

async function deliver<Name extends MessageName>(
  name: Name,
  { shown, tabId, ...message }: Message<Name>
): Promise<AnswerOf<Name>> {
  const { default: handler } = await import(`../../src/background/messages/${name}.ts`)
  const reply = await new Promise<Reply<AnswerOf<Name>>>((resolve) => {
    const sender = tabId === undefined ? POPUP : { ...POPUP, tab: { id: tabId } }
    handler({ name, ...message, ...(shown && { shown }), sender }, { send: resolve })
  })
  if (!reply.ok) throw new MessageError(reply.failure)
  return reply.value
}

/** The SDK's `createClerkClient`, in a browser where it has never run, with its requests going to the emulator. */
export async function createClerkClientFor(emulator: Emulator) {
  prepareForClerk(emulator)
  const { createClerkClient } = await import("@clerk/chrome-extension/client")
  const { sendRequestsToEmulator } = await import("~background/clerk/emulator")
  sendRequestsToEmulator(emulator.url, emulator.publishableKey)
  return createClerkClient
}

/** The token that identifies this browser to Clerk: all that the SDK stores. */
export async function storedToken() {
  const [token] = Object.values(await chrome.storage.local.get(null))
  return String(token)
}

/** A browser in which no service worker has started yet. `restartWorker` starts one. */
export function prepareForClerk({ publishableKey, url }: Emulator) {
  installFakeChrome()
  Object.assign(chrome.runtime, {
    getManifest: () => ({ manifest_version: 3, permissions: ["storage"], background: {} })
  })
  // The emulator replaces it.
  vi.stubGlobal("fetch", globalThis.fetch)
  vi.stubEnv("PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY", publishableKey)
  vi.stubEnv("PLASMO_PUBLIC_CLERK_EMULATOR_URL", url)
  // The SDK, too, keeps references to the browser it was loaded in.
  vi.resetModules()
}
