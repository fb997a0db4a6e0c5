import { beforeEach, expect, test, vi } from "vitest"
import { type InspectorRecord, RECORD_KEY } from "~inspector/record"
import { type FakeChrome, installFakeChrome, POPUP } from "../../../support/fake-chrome"

let fake: FakeChrome
beforeEach(() => {
  fake = installFakeChrome()
  vi.resetModules()
})

async function record() {
  const { [RECORD_KEY]: stored } = await fake.storage.session.get(RECORD_KEY)
  return stored as InspectorRecord
}

/** The modules of a worker that Chrome has just started: what the previous one held in memory is gone. */
async function startWorker() {
  vi.resetModules()
  const recorder = await import("~background/inspector/recorder")
  const messages = await import("~background/inspector/messages")
  recorder.noteStart()
  return { ...recorder, ...messages }
}

test("the next worker continues the record of the previous one", async () => {
  const first = await startWorker()
  first.noteEvent("alarm “sync”")
  await expect.poll(async () => (await record())?.entries).toHaveLength(2)

  const second = await startWorker()
  second.noteEvent("the browser started")
  await expect.poll(async () => (await record()).entries).toHaveLength(4)

  expect((await record()).workers).toBe(2)
  expect((await record()).entries).toMatchObject([
    { worker: 1, number: 1, kind: "start", reason: "alarm “sync”" },
    { worker: 1, number: 2, kind: "event", what: "alarm “sync”" },
    { worker: 2, number: 1, kind: "start", reason: "the browser started" },
    { worker: 2, number: 2, kind: "event" }
  ])
})

test("only the first event is why the worker started", async () => {
  const { noteEvent } = await startWorker()

  noteEvent("first")
  noteEvent("second")

  await expect.poll(async () => (await record()).entries[0]).toMatchObject({ reason: "first" })
})

test("the oldest entries make room for new ones", async () => {
  const { noteEvent } = await startWorker()

  for (let count = 1; count <= 1_000; count += 1) noteEvent(`event ${count}`)

  await expect.poll(async () => (await record()).entries.at(-1)).toMatchObject({ what: "event 1000" })
  expect((await record()).entries).toHaveLength(400)
})

test("the worker goes on when there is no room for the record", async () => {
  const { noteEvent } = await startWorker()
  vi.spyOn(fake.storage.session, "set").mockRejectedValue(new Error("QUOTA_BYTES"))

  noteEvent("lost")
  vi.mocked(fake.storage.session.set).mockRestore()
  noteEvent("kept")

  await expect.poll(async () => (await record())?.entries.at(-1)).toMatchObject({ what: "kept" })
})

test("a cause lasts until Chrome's next event", async () => {
  const { noteEvent, currentCause } = await startWorker()

  noteEvent("alarm “sync”")
  await Promise.resolve()
  expect(currentCause()).toEqual({ why: "alarm “sync”" })

  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(currentCause()).toEqual({ why: "the worker’s own code" })
})

test("a message's entry has its reply, and nothing of its body or its answer", async () => {
  const { recordMessage } = await startWorker()
  const respond = vi.fn()
  const sender = { ...POPUP, url: `${POPUP.origin}/tabs/setup-mfa.html?ticket=secret-1#secret-2` }

  const message = { name: "get-token", body: { template: "secret-3" }, shown: { sessionId: "secret-4" } }
  const reply = { ok: true, value: "secret-5" }
  recordMessage({ message, sender, refused: undefined }, respond)(reply)

  expect(respond).toHaveBeenCalledExactlyOnceWith(reply)
  await expect
    .poll(async () => (await record())?.entries.at(-1))
    .toMatchObject({
      kind: "message",
      name: "get-token",
      type: "query",
      from: "/tabs/setup-mfa.html",
      reply: "ok",
      tookMs: expect.any(Number)
    })
  expect(JSON.stringify(await record())).not.toContain("secret")
})

test("a failure's entry has its code, its field and its advice, and not its words for the user", async () => {
  const { recordMessage } = await startWorker()
  const failure = { code: "rejected", field: "password", message: "ada@example.com", advice: "Clerk: x." }

  recordMessage({ message: { name: "sign-out" }, sender: POPUP, refused: undefined }, () => {})({
    ok: false,
    failure
  })

  await expect
    .poll(async () => (await record())?.entries.at(-1))
    .toMatchObject({ reply: "rejected (password)", advice: "Clerk: x." })
  expect(JSON.stringify(await record())).not.toContain("ada@")
})

test("nothing of a refused message is read", async () => {
  const { recordMessage } = await startWorker()
  const read = vi.fn()
  const unreadable = new Proxy({}, { get: read, has: read, ownKeys: read })
  const refused = { ok: false, failure: { code: "forbidden-sender", message: "No." } } as const

  recordMessage({ message: unreadable, sender: { origin: "https://example.com" }, refused }, () => {})(
    refused
  )

  expect(read).not.toHaveBeenCalled()
  await expect
    .poll(async () => (await record())?.entries.at(-1))
    .toMatchObject({ name: null, from: "https://example.com", reply: "forbidden-sender" })
})
