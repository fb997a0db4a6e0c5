import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type { Reply } from "~messaging/message-error"
import { type SessionState, SNAPSHOT_KEY, SNAPSHOT_VERSION } from "~session/snapshot"
import { installFakeChrome, POPUP } from "../../support/fake-chrome"
import { active, ada, pending, signedOut } from "../../support/sessions"

type Sender = chrome.runtime.MessageSender

const APP = "https://app.example.com"

/** A content script of ours, in the page that a tab shows. */
const contentScript: Sender = {
  id: POPUP.id ?? "",
  origin: APP,
  url: `${APP}/a/page`,
  frameId: 0,
  documentLifecycle: "active",
  tab: { incognito: false } as chrome.tabs.Tab
}

beforeEach(() => {
  installFakeChrome()
  vi.stubEnv("PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS", `${APP} http://localhost:3000`)
})

afterEach(() => {
  vi.unstubAllEnvs()
})

async function ask(sender: Sender | undefined = contentScript, body?: unknown): Promise<Reply<unknown>> {
  const { default: handler } = await import("~background/messages/get-signed-in-name")
  return new Promise((resolve) => {
    void handler({ name: "get-signed-in-name", body, sender } as never, { send: resolve })
  })
}

/** A fresh snapshot, so that Clerk isn't called. */
async function known(state: SessionState) {
  const snapshot = { ...state, version: SNAPSHOT_VERSION, revision: 1 }
  await chrome.storage.session.set({ [SNAPSHOT_KEY]: snapshot })
}

const unavailable = (lastKnown: ReturnType<typeof active>): SessionState => ({
  status: "unavailable",
  reason: "offline",
  advice: null,
  traceId: null,
  retryAt: Date.now() + 60_000,
  lastKnown
})

const nobody = { isSignedIn: false, name: null }

test.for([
  ["a user is signed in", active(), { isSignedIn: true, name: "Ada Lovelace" }],
  [
    "the last known user is signed in, while Clerk can't be reached",
    unavailable(active()),
    { isSignedIn: true, name: "Ada Lovelace" }
  ],
  ["nobody is signed in", signedOut(), nobody],
  ["something is left to do before the user is signed in", pending(), nobody]
] as const)("a content script learns whether %s, and nothing else", async ([_, state, value]) => {
  await known(state)

  expect(await ask()).toEqual({ ok: true, value })
})

test("an address, a number or an ID isn't a name", async () => {
  await known({ ...active(), user: { ...ada, fullName: null } })

  expect(await ask()).toEqual({ ok: true, value: { isSignedIn: true, name: null } })
})

test("each origin that the build names may send it, and only exactly those", async () => {
  await known(active())
  const origins = [
    APP,
    "http://localhost:3000",
    "http://localhost",
    "http://app.example.com",
    "https://example.com",
    "https://app.example.com.evil.example",
    "https://app.example.com http://localhost:3000",
    "",
    "null"
  ]

  const replies = await Promise.all(origins.map((origin) => ask({ ...contentScript, origin })))

  expect(replies.map(({ ok }) => ok)).toEqual([true, true, ...Array(7).fill(false)])
})

const { origin: _, ...withoutOrigin } = contentScript
const { tab: __, ...withoutTab } = contentScript
const strangers: [string, Sender | undefined][] = [
  ["nobody", undefined],
  ["another extension", { ...contentScript, id: "ponmlkjihgfedcbaponmlkjihgfedcba" }],
  ["a page of the extension, which has the snapshot", POPUP],
  ["a frame within the page", { ...contentScript, frameId: 7 }],
  ["a page that Chrome loads ahead", { ...contentScript, documentLifecycle: "prerender" }],
  ["a page that is kept for the back button", { ...contentScript, documentLifecycle: "cached" }],
  ["an incognito window", { ...contentScript, tab: { incognito: true } as chrome.tabs.Tab }],
  ["something that is in no tab", withoutTab],
  ["something without an origin", withoutOrigin]
]

test.for(strangers)("%s is refused", async ([_, sender]) => {
  await known(active())

  expect(await ask(sender ?? ({} as Sender))).toMatchObject({ failure: { code: "forbidden-sender" } })
})

test("a build that names no origins refuses everyone", async () => {
  await known(active())
  vi.stubEnv("PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS", "")

  for (const sender of [contentScript, { ...contentScript, origin: "" }, withoutOrigin, POPUP]) {
    expect(await ask(sender)).toMatchObject({ ok: false, failure: { code: "forbidden-sender" } })
  }
})

test("the message has no parameters", async () => {
  await known(active())

  expect(await ask(contentScript, { id: "user_1" })).toMatchObject({ failure: { code: "invalid-request" } })
})

test("Clerk is called first, unless the snapshot is fresh, or a call has just failed", async () => {
  vi.resetModules()
  const sync = vi.fn(() => known(active()))
  vi.doMock("~background/owner", () => ({ sessionOwner: { sync } }))
  await known(signedOut())

  expect(await ask()).toEqual({ ok: true, value: { isSignedIn: true, name: "Ada Lovelace" } })

  expect(sync).toHaveBeenCalledExactlyOnceWith({ isPatient: true })
  vi.doUnmock("~background/owner")
  vi.resetModules()
})

test("a page that sends it over and over doesn't cause a call each time, while Clerk can't be reached", async () => {
  vi.resetModules()
  const reload = vi.fn(async () => {
    throw new Error("Down")
  })
  vi.spyOn(console, "error").mockReturnValue()
  vi.doMock("~background/clerk/clerk-auth-client", () => ({
    clerkAuthClient: { reload, explain: (error: unknown) => error }
  }))
  await known({ ...unavailable(active()), retryAt: null } as SessionState)

  const replies = [await ask(), await ask(), await ask()]

  expect(replies).toEqual(Array(3).fill({ ok: true, value: { isSignedIn: true, name: "Ada Lovelace" } }))
  expect(reload).toHaveBeenCalledOnce()
  vi.doUnmock("~background/clerk/clerk-auth-client")
  vi.resetModules()
})
