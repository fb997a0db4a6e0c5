import { beforeEach, expect, test, vi } from "vitest"
import { contracts } from "~messaging/contracts"
import { type FakeChrome, installFakeChrome, POPUP } from "../../support/fake-chrome"

const APP = "https://app.example.com"

const contentScript: chrome.runtime.MessageSender = {
  id: POPUP.id ?? "",
  origin: APP,
  url: `${APP}/`,
  frameId: 0,
  documentLifecycle: "active",
  tab: { incognito: false } as chrome.tabs.Tab
}

let fake: FakeChrome
/** Like Plasmo's router, which is added after the gate: it throws if a message isn't an object, and waits for handlers. */
const router = vi.fn((message: { name: unknown }, _: unknown, sendResponse: (reply: unknown) => void) => {
  sendResponse(message.name)
  return true
})
const keepPort = vi.fn()

beforeEach(async () => {
  fake = installFakeChrome()
  vi.resetModules()
  await import("~background/gate")
  chrome.runtime.onMessage.addListener(router)
  chrome.runtime.onConnect.addListener(keepPort)
  return () => {
    vi.unstubAllEnvs()
    vi.clearAllMocks()
  }
})

test.for(Object.keys(contracts))("a page's message %s reaches the router", async (name) => {
  expect(await fake.receive({ name, body: 1 })).toBe(name)

  expect(router).toHaveBeenCalledExactlyOnceWith({ name, body: 1 }, POPUP, expect.any(Function))
})

const senseless = [
  { name: "no-such-command" },
  { name: "toString" },
  { name: "__proto__" },
  { name: 1 },
  { name: ["sign-out"] },
  {},
  [],
  [{ name: "sign-out" }],
  "sign-out",
  "",
  0,
  Number.NaN,
  true,
  null,
  undefined
]

test.for(senseless.map((message) => [message]))(
  "a page's meaningless message gets an answer: %j",
  async ([message]) => {
    expect(await fake.receive(message)).toMatchObject({ ok: false, failure: { code: "unknown-command" } })
    expect(router).not.toHaveBeenCalled()
  }
)

const strangers: [string, chrome.runtime.MessageSender][] = [
  ["another extension", { ...POPUP, id: "ponmlkjihgfedcbaponmlkjihgfedcba" }],
  ["a content script of ours", contentScript],
  ["a page of ours within another site's page", { ...POPUP, origin: "https://example.com" }],
  ["a sender without an address", { id: POPUP.id ?? "" }]
]

test.for(strangers)("%s is refused before its message is read", async ([_, sender]) => {
  const read = vi.fn()
  const unreadable = new Proxy({}, { get: read, has: read, ownKeys: read })

  for (const message of [unreadable, null, { name: "sign-out" }, { name: "sign-out", sender: POPUP }]) {
    expect(await fake.receive(message, sender)).toMatchObject({ failure: { code: "forbidden-sender" } })
  }

  expect(read).not.toHaveBeenCalled()
  expect(router).not.toHaveBeenCalled()
})

test("an allowed content script reaches the router, and doesn't learn which messages there are", async () => {
  vi.stubEnv("PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS", APP)

  expect(await fake.receive({ name: "get-signed-in-name" }, contentScript)).toBe("get-signed-in-name")
  for (const message of [{ name: "no-such-command" }, null, "sign-out"]) {
    expect(await fake.receive(message, contentScript)).toMatchObject({
      failure: { code: "forbidden-sender" }
    })
  }
})

test("a port is closed at once, and nothing keeps it", () => {
  const port = { name: "sign-out", disconnect: vi.fn() }

  fake.connect(port)

  expect(port.disconnect).toHaveBeenCalledTimes(1)
  expect(keepPort).not.toHaveBeenCalled()
})
