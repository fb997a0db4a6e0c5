import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type { AuthClient } from "~background/auth-client"
import { TurnTimedOut } from "~background/in-turn"
import { createSessionOwner, FRESH_FOR_MS } from "~background/session-owner"
import { MessageError } from "~messaging/message-error"
import { type KnownSession, type SessionSnapshot, SNAPSHOT_KEY } from "~session/snapshot"
import { installFakeChrome } from "../../support/fake-chrome"
import { active, pending, signedOut } from "../../support/sessions"

beforeEach(() => {
  installFakeChrome()
})

afterEach(() => {
  vi.useRealTimers()
})

async function snapshot() {
  const { [SNAPSHOT_KEY]: stored } = await chrome.storage.session.get(SNAPSHOT_KEY)
  return stored as SessionSnapshot
}

/** A plain object in the place of Clerk, and the owner before it. */
function ownerOf(parts: Partial<AuthClient>) {
  const published: SessionSnapshot[] = []
  const ready = { load: async () => {}, reload: async () => {}, readSession: async () => signedOut() }
  const auth = { ...ready, ...parts } as AuthClient
  return { owner: createSessionOwner(auth, (each) => published.push(each)), published }
}

/** A promise that a test settles when it wants. */
function deferred() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

const offline = new MessageError({ code: "offline", message: "Clerk cannot be reached.", traceId: "trace-1" })

test("commands run one at a time, in the order they came", async () => {
  const log: string[] = []
  const first = deferred()
  const { owner } = ownerOf({
    "choose-organization": async ({ organizationId }) => {
      log.push(`${organizationId} begins`)
      if (organizationId === "first") await first.promise
      log.push(`${organizationId} ends`)
    }
  })

  const both = ["first", "second"].map((organizationId) =>
    owner.change((auth) => auth["choose-organization"]({ organizationId }))
  )
  first.resolve()
  await Promise.all(both)

  expect(log).toEqual(["first begins", "first ends", "second begins", "second ends"])
})

test("a command has published the new snapshot before it resolves", async () => {
  const { owner, published } = ownerOf({
    "sign-in-with-password": async () => {},
    readSession: async () => pending()
  })

  const seen = await owner
    .change((auth) => auth["sign-in-with-password"]({ identifier: "ada@example.com", password: "secret" }))
    .then(snapshot)

  expect(seen).toMatchObject({ status: "pending", currentTask: "choose-organization" })
  expect(published).toEqual([seen])
})

test("a command that fails publishes what it changed, and rejects", async () => {
  let session: KnownSession = pending()
  const { owner } = ownerOf({
    readSession: async () => session,
    "choose-organization": async () => {
      session = signedOut()
      throw offline
    }
  })

  const command = owner.change((auth) => auth["choose-organization"]({ organizationId: "org_1" }))

  await expect(command).rejects.toBe(offline)
  expect(await snapshot()).toMatchObject({ status: "signed-out" })
})

test("a command is not run while Clerk cannot be reached", async () => {
  const signOut = vi.fn()
  const { owner } = ownerOf({ load: () => Promise.reject(offline), "sign-out": signOut })

  await expect(owner.change((auth) => auth["sign-out"](undefined))).rejects.toBe(offline)

  expect(signOut).not.toHaveBeenCalled()
  expect(await snapshot()).toMatchObject({ status: "unavailable", reason: "offline" })
})

test("a command after one that failed runs", async () => {
  const { owner } = ownerOf({ "sign-out": () => Promise.reject(offline), readSession: async () => active() })
  await owner.change((auth) => auth["sign-out"](undefined)).catch(() => {})

  await owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({ status: "active" })
})

test("a command that hangs is given up, and those behind it run", async () => {
  vi.useFakeTimers()
  const { owner } = ownerOf({
    "sign-out": () => new Promise(() => {}),
    readSession: async () => active()
  })

  const hanging = expect(owner.change((auth) => auth["sign-out"](undefined))).rejects.toThrow(TurnTimedOut)
  const next = owner.sync({ force: true })
  await vi.advanceTimersByTimeAsync(20_000)

  await hanging
  await next
  expect(await snapshot()).toMatchObject({ status: "active" })
})

test("a question does not wait for the command under way", async () => {
  const command = deferred()
  const { owner } = ownerOf({
    "sign-out": () => command.promise,
    "list-memberships": async () => ({ rows: [], total: 0 })
  })
  const changing = owner.change((auth) => auth["sign-out"](undefined))

  const answer = await owner.ask((auth) => auth["list-memberships"]({ offset: 0 }))

  expect(answer).toEqual({ rows: [], total: 0 })
  command.resolve()
  await changing
})

const ended = new MessageError({ code: "signed-out", message: "You are signed out." })

test("a question that is refused because the session has ended publishes that, too", async () => {
  let session: KnownSession = active()
  const { owner } = ownerOf({
    readSession: async () => session,
    "get-token": async () => {
      session = signedOut()
      throw ended
    }
  })
  await owner.sync()

  await expect(owner.ask((auth) => auth["get-token"](undefined))).rejects.toBe(ended)

  await expect.poll(snapshot).toMatchObject({ status: "signed-out" })
})

test("a question that is refused because the session has a new task publishes that, too", async () => {
  let session: KnownSession = active()
  const { owner } = ownerOf({
    readSession: async () => session,
    "get-token": async () => {
      session = pending()
      throw ended
    }
  })
  await owner.sync()

  await owner.ask((auth) => auth["get-token"](undefined)).catch(() => {})

  await expect.poll(snapshot).toMatchObject({ status: "pending", taskCount: 1 })
})

test("a question that a pending session may not ask publishes nothing", async () => {
  const { owner, published } = ownerOf({
    readSession: async () => pending(),
    "get-token": () => Promise.reject(ended)
  })
  await owner.sync()

  await owner.ask((auth) => auth["get-token"](undefined)).catch(() => {})
  await owner.change(async () => {})

  expect(published).toHaveLength(2)
})

test("what cannot be asked is unavailable, with what was last known", async () => {
  let isReachable = true
  const { owner } = ownerOf({
    reload: async () => {
      if (!isReachable) throw offline
    },
    readSession: async () => pending()
  })
  await owner.sync()
  isReachable = false

  await owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({
    status: "unavailable",
    reason: "offline",
    advice: null,
    traceId: "trace-1",
    retryAt: null,
    lastKnown: { status: "pending", currentTask: "choose-organization" }
  })
})

test("what was last known outlives a second failure", async () => {
  const { owner } = ownerOf({ reload: () => Promise.reject(offline) })
  await ownerOf({ readSession: async () => active() }).owner.sync()

  await owner.sync({ force: true })
  await owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({ status: "unavailable", lastKnown: { status: "active" } })
})

test("nothing is known when the first look fails", async () => {
  const { owner } = ownerOf({ reload: () => Promise.reject(offline) })

  await owner.sync()

  expect(await snapshot()).toMatchObject({ status: "unavailable", lastKnown: null })
})

test("what is misconfigured comes with advice for the author", async () => {
  const { owner } = ownerOf({
    reload: () => Promise.reject(new MessageError({ code: "misconfigured", message: "Turn it on." }))
  })

  await owner.sync()

  expect(await snapshot()).toMatchObject({ reason: "misconfigured", advice: "Turn it on." })
})

test("a failure that says when to retry is not asked before", async () => {
  vi.useFakeTimers()
  const reload = vi.fn(async () => {
    throw new MessageError({ code: "rate-limited", message: "Too often.", retryAfterSeconds: 30 })
  })
  const { owner } = ownerOf({ reload })
  await owner.sync()
  expect(await snapshot()).toMatchObject({ reason: "rate-limited", retryAt: Date.now() + 30_000 })

  await owner.sync()
  expect(reload).toHaveBeenCalledTimes(1)

  vi.advanceTimersByTime(30_000)
  await owner.sync()
  expect(reload).toHaveBeenCalledTimes(2)
})

test.for([
  ["offline", "offline"],
  ["clerk-down", "clerk-down"],
  ["rate-limited", "rate-limited"],
  ["misconfigured", "misconfigured"],
  ["timed-out", "clerk-down"],
  ["signed-out", "unexpected"]
] as const)("a look that fails as %s makes the session unavailable: %s", async ([code, reason]) => {
  const { owner } = ownerOf({ reload: () => Promise.reject(new MessageError({ code, message: "" })) })

  await owner.sync()

  expect(await snapshot()).toMatchObject({ status: "unavailable", reason })
})

test("an error that nobody expects makes the session unavailable, and is logged without its secrets", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue()
  const { owner } = ownerOf({
    reload: () =>
      Promise.reject(new TypeError("odd: https://clerk.example/v1/client?__clerk_db_jwt=dvb_secret"))
  })

  await owner.sync()

  expect(await snapshot()).toMatchObject({ status: "unavailable", reason: "unexpected" })
  expect(log).toHaveBeenCalledExactlyOnceWith("TypeError: odd: https://clerk.example/v1/client?…")
})

test("what is fresh is not asked for again, unless forced", async () => {
  vi.useFakeTimers()
  const reload = vi.fn(async () => {})
  const { owner } = ownerOf({ reload, readSession: async () => active() })
  await owner.sync()

  await owner.sync()
  expect(reload).toHaveBeenCalledTimes(1)

  await owner.sync({ force: true })
  expect(reload).toHaveBeenCalledTimes(2)

  vi.advanceTimersByTime(FRESH_FOR_MS)
  await owner.sync()
  expect(reload).toHaveBeenCalledTimes(3)
})

test("who asks while Clerk is looked at gets the same look, unless forced", async () => {
  const reload = vi.fn(() => Promise.reject(offline))
  const { owner } = ownerOf({ reload })

  await Promise.all([owner.sync(), owner.sync(), owner.sync({ force: true })])

  expect(reload).toHaveBeenCalledTimes(2)
})

test("the number of tasks is remembered while they become fewer", async () => {
  let tasks = ["reset-password", "setup-mfa", "choose-organization"]
  const { owner } = ownerOf({ readSession: async () => pending(tasks) })
  await owner.sync()
  tasks = ["choose-organization"]

  await owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({ tasks: ["choose-organization"], taskCount: 3 })
})

test("the number of tasks is remembered while Clerk cannot be asked", async () => {
  let tasks = ["setup-mfa", "choose-organization"]
  const reload = vi.fn(async () => {})
  const { owner } = ownerOf({ reload, readSession: async () => pending(tasks) })
  await owner.sync()
  reload.mockRejectedValueOnce(offline)
  await owner.sync({ force: true })
  tasks = ["choose-organization"]

  await owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({ taskCount: 2 })
})

test("another session counts its own tasks", async () => {
  let session = pending(["setup-mfa", "choose-organization"], "sess_1")
  const { owner } = ownerOf({ readSession: async () => session })
  await owner.sync()
  session = pending(["choose-organization"], "sess_2")

  await owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({ sessionId: "sess_2", taskCount: 1 })
})

test("the revision grows with each snapshot, also across service workers", async () => {
  await ownerOf({}).owner.sync()
  const { revision } = await snapshot()

  await ownerOf({ reload: () => Promise.reject(offline) }).owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({ status: "unavailable", revision: revision + 1 })
})
