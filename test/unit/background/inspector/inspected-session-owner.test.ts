import { beforeEach, expect, test, vi } from "vitest"
import type { AuthClient } from "~background/auth-client"
import { type Entry, type InspectorRecord, RECORD_KEY } from "~inspector/record"
import { installFakeChrome } from "../../../support/fake-chrome"
import { pending, signedOut } from "../../../support/sessions"

beforeEach(() => {
  installFakeChrome()
  vi.resetModules()
})

const client = { name: "the client" }

async function ownerOf(parts: Partial<AuthClient<typeof client>> = {}) {
  const ready: AuthClient<typeof client> = {
    load: async () => client,
    reload: async () => "asked",
    settle: async () => signedOut(),
    explain: (error) => error
  }
  const { createInspectedSessionOwner } = await import("~background/inspector/inspected-session-owner")
  const { noteEvent } = await import("~background/inspector/recorder")
  return { owner: createInspectedSessionOwner({ ...ready, ...parts }, () => {}), noteEvent }
}

async function entries(kind: Entry["kind"]) {
  const { [RECORD_KEY]: stored } = await chrome.storage.session.get(RECORD_KEY)
  return ((stored as InspectorRecord | undefined)?.entries ?? []).filter((entry) => entry.kind === kind)
}

test("a sync is recorded with its cause, and so is its snapshot", async () => {
  const { owner, noteEvent } = await ownerOf()

  noteEvent("alarm “sync”")
  await owner.sync()

  await expect
    .poll(() => entries("sync"))
    .toMatchObject([{ because: "alarm “sync”", force: false, outcome: "asked", tookMs: expect.any(Number) }])
  await expect
    .poll(() => entries("snapshot"))
    .toMatchObject([
      {
        because: "alarm “sync”",
        revision: 1,
        changes: expect.arrayContaining(["status loading → signed-out"])
      }
    ])
})

test("the record distinguishes a sync that is not needed, a shared one, and a postponed one", async () => {
  const reload = vi.fn<AuthClient<typeof client>["reload"]>(async () => "asked")
  const { owner } = await ownerOf({ reload })

  await Promise.all([owner.sync(), owner.sync()])
  await owner.sync()
  reload.mockResolvedValue("held")
  await owner.sync({ force: true, onlyClient: true })

  await expect
    .poll(() => entries("sync"))
    .toMatchObject([
      { outcome: "asked" },
      { outcome: "shared" },
      { outcome: "fresh" },
      { outcome: "held", force: true, onlyClient: true }
    ])
})

test("a sync that fails is recorded, with the reason in its snapshot", async () => {
  // The class of this worker's modules.
  const { MessageError } = await import("~messaging/message-error")
  const offline = new MessageError({ code: "offline", message: "No network." })
  const { owner } = await ownerOf({ reload: () => Promise.reject(offline) })

  await owner.sync()

  await expect.poll(() => entries("sync")).toMatchObject([{ outcome: "failed" }])
  await expect
    .poll(() => entries("snapshot"))
    .toMatchObject([
      { status: "unavailable", changes: ["status loading → unavailable", "reason none → offline"] }
    ])
})

test("a command's snapshot has the command as its cause, whatever waits behind it", async () => {
  let session = signedOut() as Awaited<ReturnType<AuthClient<typeof client>["settle"]>>
  const { owner, noteEvent } = await ownerOf({ settle: async () => session })

  noteEvent("first")
  const first = owner.change(async () => {
    session = pending()
  })
  noteEvent("second")
  const second = owner.sync({ force: true })
  await Promise.all([first, second])

  await expect
    .poll(() => entries("snapshot"))
    .toMatchObject([
      { because: "first", status: "pending" },
      { because: "second", changes: [] }
    ])
})

test("results and errors reach the caller as they are", async () => {
  const { owner } = await ownerOf()
  const failure = new Error("No.")

  expect(await owner.change(async () => "changed")).toBe("changed")
  expect(await owner.ask(async () => "answered")).toBe("answered")
  await expect(owner.change(() => Promise.reject(failure))).rejects.toBe(failure)
})

test("changes name fields, and show values only of what no one typed", async () => {
  const { changesIn } = await import("~background/inspector/changes")
  const { NEVER_SYNCED } = await import("~session/snapshot")
  const before = { ...NEVER_SYNCED, ...signedOut() }
  const after = { ...NEVER_SYNCED, ...pending(), revision: 2 }

  const changes = changesIn(before, after)

  expect(changes).toEqual(expect.arrayContaining(["status signed-out → pending", "user", "sessionId"]))
  expect(changes.join()).not.toContain(after.user.identifier)
})
