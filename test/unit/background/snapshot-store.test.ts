import { beforeEach, expect, test, vi } from "vitest"
import { readSnapshot, writeSnapshot } from "~background/snapshot-store"
import { type SessionState, SNAPSHOT_KEY, SNAPSHOT_VERSION } from "~session/snapshot"
import { installFakeChrome } from "../../support/fake-chrome"
import { active, pending } from "../../support/sessions"

const unavailable = {
  status: "unavailable",
  reason: "clerk-down",
  advice: null,
  traceId: null,
  lastKnown: null,
  retryAt: null
} as const

beforeEach(() => {
  installFakeChrome()
})

test("before anything is written the session is loading", async () => {
  expect(await readSnapshot()).toEqual({ version: SNAPSHOT_VERSION, revision: 0, status: "loading" })
})

test("what is written is read, with a version and a revision", async () => {
  const session = pending()

  await writeSnapshot(session)

  expect(await readSnapshot()).toEqual({ ...session, version: SNAPSHOT_VERSION, revision: 1 })
})

test("a snapshot of another version is ignored", async () => {
  await chrome.storage.session.set({
    [SNAPSHOT_KEY]: { ...pending(), version: SNAPSHOT_VERSION + 1, revision: 7 }
  })

  expect(await readSnapshot()).toMatchObject({ status: "loading", revision: 0 })
})

test.for([
  ["a session", { ...active(), syncedAt: Number.NaN }],
  ["an error", { ...unavailable, traceId: {} as string }]
])(
  "%s that pages can't read isn't written: they're told that Clerk can't be understood",
  async ([, state]) => {
    const session = pending()
    await writeSnapshot(session)
    const log = vi.spyOn(console, "error").mockImplementation(() => {})

    const written = await writeSnapshot(state as SessionState)

    expect(written).toMatchObject({ ...unavailable, lastKnown: session, revision: 2 })
    expect(await readSnapshot()).toEqual(written)
    expect(log).toHaveBeenCalledOnce()
  }
)
