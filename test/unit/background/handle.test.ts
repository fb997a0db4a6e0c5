import { beforeEach, expect, test, vi } from "vitest"
import { handle } from "~background/handle"
import { TurnTimedOut } from "~background/in-turn"
import { MessageError } from "~messaging/message-error"
import { installFakeChrome, POPUP } from "../../support/fake-chrome"

beforeEach(() => {
  installFakeChrome()
})

const request = { organizationId: "org_1" }

/** The reply that a sender gets from a handler that does this. */
async function answerTo(
  sender: chrome.runtime.MessageSender | undefined,
  { body = request, run = async () => {} }: { body?: unknown; run?: () => Promise<void> } = {}
) {
  const send = vi.fn()
  await handle("choose-organization", run)({ name: "choose-organization", body, sender } as never, { send })
  expect(send).toHaveBeenCalledTimes(1)
  return send.mock.calls[0]?.[0]
}

const strangers: [string, chrome.runtime.MessageSender | undefined][] = [
  ["nobody", undefined],
  ["another extension", { ...POPUP, id: "ponmlkjihgfedcbaponmlkjihgfedcba" }],
  [
    "a content script of ours",
    { id: POPUP.id ?? "", origin: "https://example.com", url: "https://example.com/" }
  ],
  ["a page of ours within another site's page", { ...POPUP, origin: "https://example.com" }],
  ["a page whose address only begins like ours", { ...POPUP, url: `${POPUP.origin}.example.com/` }],
  ["a sandboxed page", { ...POPUP, origin: "null" }],
  ["a sender without an address", { id: POPUP.id ?? "" }]
]

test.for(strangers)("%s is refused, and nothing runs", async ([_, sender]) => {
  const run = vi.fn()

  const reply = await answerTo(sender, { run })

  expect(reply).toMatchObject({ ok: false, failure: { code: "forbidden-sender" } })
  expect(run).not.toHaveBeenCalled()
})

test("a page of the extension gets what the command returns", async () => {
  const send = vi.fn()

  await handle("accept-suggestion", async () => ({ isRequested: true }))(
    { name: "accept-suggestion", body: { suggestionId: "sug_1" }, sender: POPUP },
    { send }
  )

  expect(send).toHaveBeenCalledExactlyOnceWith({ ok: true, value: { isRequested: true } })
})

test.for([
  [undefined],
  [null],
  ["org_1"],
  [{}],
  [{ organizationId: "" }],
  [{ organizationId: 1 }],
  [{ organizationId: ["org_1"] }],
  [{ organizationId: "x".repeat(101) }]
])("a request of the wrong shape is refused, and nothing runs: %j", async ([body]) => {
  const run = vi.fn()

  const reply = await answerTo(POPUP, { body: body ?? null, run })

  expect(reply).toMatchObject({ ok: false, failure: { code: "invalid-request" } })
  expect(run).not.toHaveBeenCalled()
})

test("a command gets only what its contract names", async () => {
  const run = vi.fn(async () => {})

  await answerTo(POPUP, { body: { ...request, isAdmin: true }, run })

  expect(run).toHaveBeenCalledExactlyOnceWith(request, { shown: undefined, isRepeated: false })
})

test.for([
  ["choose-organization", request, true],
  ["list-memberships", { offset: 0 }, true],
  ["create-organization", { name: "Acme" }, false]
] as const)("%s runs a second time: %j %s", async ([name, body, isRun]) => {
  const run = vi.fn()
  const send = vi.fn()

  await handle(name, run)({ name, body, sender: POPUP, isRepeated: true } as never, { send })

  expect(run).toHaveBeenCalledTimes(isRun ? 1 : 0)
  expect(send.mock.calls[0]?.[0]).toMatchObject(isRun ? { ok: true } : { failure: { code: "interrupted" } })
})

test("an expected failure reaches the page unchanged", async () => {
  const failure = { code: "rejected", message: "That password is not right.", field: "password" } as const

  const reply = await answerTo(POPUP, { run: () => Promise.reject(new MessageError(failure)) })

  expect(reply).toEqual({ ok: false, failure })
})

test("a command that took too long gets a reply", async () => {
  const reply = await answerTo(POPUP, { run: () => Promise.reject(new TurnTimedOut()) })

  expect(reply).toMatchObject({ ok: false, failure: { code: "timed-out" } })
})

test.for([
  [
    "throws at once",
    () => {
      throw new Error("internal detail")
    }
  ],
  ["rejects", () => Promise.reject(new Error("internal detail"))],
  ["rejects with something that isn't an error", () => Promise.reject("internal detail")]
] as const)("a command that %s gets a reply, without internal details", async ([_, run]) => {
  vi.spyOn(console, "error").mockReturnValue()

  const reply = await answerTo(POPUP, { run })

  expect(reply).toMatchObject({ ok: false, failure: { code: "unexpected" } })
  expect(JSON.stringify(reply)).not.toContain("internal detail")
})
