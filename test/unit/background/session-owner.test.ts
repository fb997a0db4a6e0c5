import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type { AuthClient } from "~background/auth-client"
import { TurnTimedOut } from "~background/in-turn"
import { createSessionOwner, FRESH_FOR_MS } from "~background/session-owner"
import { MessageError } from "~messaging/message-error"
import { type KnownSession, type PendingSession, type SessionSnapshot, SNAPSHOT_KEY } from "~session/snapshot"
import { installFakeChrome } from "../../support/fake-chrome"
import { active, pending, signedOut } from "../../support/sessions"
import { text } from "../../support/texts"

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

/** A plain object in place of Clerk, and the session owner with it. */
function ownerOf(parts: Partial<AuthClient<typeof client>>) {
  const published: SessionSnapshot[] = []
  const ready: AuthClient<typeof client> = {
    load: async () => client,
    reload: async () => "asked",
    settle: async () => signedOut(),
    explain: (error) => error
  }
  return { owner: createSessionOwner({ ...ready, ...parts }, (each) => published.push(each)), published }
}

/** What commands work with: the owner only passes it on. */
const client = { name: "the client" }

/** A promise that a test settles when it wants. */
function deferred() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

const offline = new MessageError({ code: "offline", message: "Clerk cannot be reached.", traceId: "trace-1" })

test("commands run one at a time, in the order they arrived", async () => {
  const log: string[] = []
  const first = deferred()
  const { owner } = ownerOf({})

  const both = ["first", "second"].map((name) =>
    owner.change(async () => {
      log.push(`${name} begins`)
      if (name === "first") await first.promise
      log.push(`${name} ends`)
    })
  )
  first.resolve()
  await Promise.all(both)

  expect(log).toEqual(["first begins", "first ends", "second begins", "second ends"])
})

test("a command has published the new snapshot before it resolves", async () => {
  const { owner, published } = ownerOf({
    settle: async () => pending()
  })

  const seen = await owner.change(async () => {}).then(snapshot)

  expect(seen).toMatchObject({ status: "pending", tasks: ["choose-organization"] })
  expect(published).toEqual([seen])
})

test("a command that fails publishes what it changed, and rejects", async () => {
  let session: KnownSession = pending()
  const { owner } = ownerOf({
    settle: async () => session
  })

  const command = owner.change(async () => {
    session = signedOut()
    throw offline
  })

  await expect(command).rejects.toBe(offline)
  expect(await snapshot()).toMatchObject({ status: "signed-out" })
})

test("a command doesn't run while Clerk can't be reached", async () => {
  const signOut = vi.fn(async () => {})
  const { owner } = ownerOf({ load: () => Promise.reject(offline) })

  await expect(owner.change(signOut)).rejects.toBe(offline)

  expect(signOut).not.toHaveBeenCalled()
  expect(await snapshot()).toMatchObject({ status: "unavailable", reason: "offline" })
})

test("a command after a failed one runs", async () => {
  const { owner } = ownerOf({ settle: async () => active() })
  await owner.change(() => Promise.reject(offline)).catch(() => {})

  await owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({ status: "active" })
})

test("a command's errors are explained to pages, and so are the errors that keep it from running", async () => {
  const odd = new Error("odd")
  const explain = () => offline
  const change = (parts: Partial<AuthClient<typeof client>>, run: () => Promise<void>) =>
    ownerOf({ explain, ...parts }).owner.change(run)

  await expect(change({}, () => Promise.reject(odd))).rejects.toBe(offline)
  await expect(change({ load: () => Promise.reject(odd) }, async () => {})).rejects.toBe(offline)
  await expect(ownerOf({ explain }).owner.ask(() => Promise.reject(odd))).rejects.toBe(offline)
})

test("a command that hangs is given up, and the next ones run", async () => {
  vi.useFakeTimers()
  const { owner } = ownerOf({ settle: async () => active() })

  const hanging = expect(owner.change(() => new Promise(() => {}))).rejects.toThrow(TurnTimedOut)
  const next = owner.sync({ force: true })
  await vi.advanceTimersByTimeAsync(20_000)

  await hanging
  await next
  expect(await snapshot()).toMatchObject({ status: "active" })
})

test("a query doesn't wait for the command under way", async () => {
  const command = deferred()
  const { owner } = ownerOf({})
  const changing = owner.change(() => command.promise)

  const answer = await owner.ask(async ({ name }) => name)

  expect(answer).toBe("the client")
  command.resolve()
  await changing
})

const ended = new MessageError({ code: "signed-out", message: "You are signed out." })

test("a query that is refused because the session has ended publishes that, too", async () => {
  let session: KnownSession = active()
  const { owner } = ownerOf({
    settle: async () => session
  })
  const getToken = async () => {
    session = signedOut()
    throw ended
  }
  await owner.sync()

  await expect(owner.ask(getToken)).rejects.toBe(ended)

  await expect.poll(snapshot).toMatchObject({ status: "signed-out" })
})

test("a query that is refused because the session has a new task publishes that, too", async () => {
  let session: KnownSession = active()
  const { owner } = ownerOf({
    settle: async () => session
  })
  const getToken = async () => {
    session = pending()
    throw ended
  }
  await owner.sync()

  await owner.ask(getToken).catch(() => {})

  await expect.poll(snapshot).toMatchObject({ status: "pending", taskCount: 1 })
})

test("a query that a pending session may not send publishes nothing", async () => {
  const { owner, published } = ownerOf({
    settle: async () => pending()
  })
  await owner.sync()

  await owner.ask(() => Promise.reject(ended)).catch(() => {})
  await owner.change(async () => {})

  expect(published).toHaveLength(2)
})

test("a sync that is held back publishes nothing, and a command stays in doubt until one succeeds", async () => {
  const reload = vi.fn<() => Promise<"asked" | "held">>(async () => "held")
  const { owner, published } = ownerOf({ reload, settle: async () => active() })

  await owner.sync({ force: true })
  expect(published).toEqual([])
  await expect(owner.change(() => Promise.reject(offline))).rejects.toBe(offline)
  reload.mockClear()
  reload.mockResolvedValue("asked")
  await owner.change(async () => {})
  await owner.change(async () => {})

  expect(reload).toHaveBeenCalledTimes(1)
})

test("if Clerk can't be reached, the session is unavailable, with the last known one", async () => {
  let isReachable = true
  const { owner } = ownerOf({
    reload: async () => {
      if (!isReachable) throw offline
      return "asked"
    },
    settle: async () => pending()
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
    lastKnown: { status: "pending", tasks: ["choose-organization"] }
  })
})

test("the last known session outlives a second failure", async () => {
  const { owner } = ownerOf({ reload: () => Promise.reject(offline) })
  await ownerOf({ settle: async () => active() }).owner.sync()

  await owner.sync({ force: true })
  await owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({ status: "unavailable", lastKnown: { status: "active" } })
})

test("nothing is known when the first sync fails", async () => {
  const { owner } = ownerOf({ reload: () => Promise.reject(offline) })

  await owner.sync()

  expect(await snapshot()).toMatchObject({ status: "unavailable", lastKnown: null })
})

test("a snapshot that is misconfigured carries the advice for the author", async () => {
  const { owner } = ownerOf({
    reload: () =>
      Promise.reject(
        new MessageError({ code: "misconfigured", message: "Not set up.", advice: "Turn it on." })
      )
  })

  await owner.sync()

  expect(await snapshot()).toMatchObject({ reason: "misconfigured", advice: "Turn it on." })
})

test.for([0, 0.5, 0.99])(
  "after a failure with a time to retry, nothing is sent before that time, and a while longer by chance: %d",
  async (chance) => {
    vi.useFakeTimers()
    vi.spyOn(Math, "random").mockReturnValue(chance)
    const pause = 30_000 * (1 + chance / 4)
    const reload = vi.fn(async () => {
      throw new MessageError({ code: "rate-limited", message: "Too often.", retryAfterSeconds: 30 })
    })
    const { owner } = ownerOf({ reload })
    await owner.sync()
    expect(await snapshot()).toMatchObject({ reason: "rate-limited", retryAt: Date.now() + pause })

    vi.advanceTimersByTime(pause - 1)
    await owner.sync()
    expect(reload).toHaveBeenCalledTimes(1)

    vi.advanceTimersByTime(1)
    await owner.sync()
    expect(reload).toHaveBeenCalledTimes(2)
  }
)

test.for([
  ["offline", "offline"],
  ["clerk-down", "clerk-down"],
  ["rate-limited", "rate-limited"],
  ["misconfigured", "misconfigured"],
  ["timed-out", "clerk-down"],
  ["signed-out", "unexpected"]
] as const)("a sync that fails as %s makes the session unavailable: %s", async ([code, reason]) => {
  const { owner } = ownerOf({ reload: () => Promise.reject(new MessageError({ code, message: "" })) })

  await owner.sync()

  expect(await snapshot()).toMatchObject({ status: "unavailable", reason })
})

test("an unexpected error makes the session unavailable, and is logged without its secrets", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue()
  const { owner } = ownerOf({
    reload: () =>
      Promise.reject(new TypeError("odd: https://clerk.example/v1/client?__clerk_db_jwt=dvb_secret"))
  })

  await owner.sync()

  expect(await snapshot()).toMatchObject({ status: "unavailable", reason: "unexpected" })
  expect(log).toHaveBeenCalledExactlyOnceWith("TypeError: odd: https://clerk.example/v1/client?…")
})

test("a fresh snapshot isn't fetched again, unless forced", async () => {
  vi.useFakeTimers()
  const reload = vi.fn(async () => "asked" as const)
  const { owner } = ownerOf({ reload, settle: async () => active() })
  await owner.sync()

  await owner.sync()
  expect(reload).toHaveBeenCalledTimes(1)

  await owner.sync({ force: true })
  expect(reload).toHaveBeenCalledTimes(2)

  vi.advanceTimersByTime(FRESH_FOR_MS)
  await owner.sync()
  expect(reload).toHaveBeenCalledTimes(3)
})

test("concurrent callers share one sync, unless forced", async () => {
  const reload = vi.fn(() => Promise.reject(offline))
  const { owner } = ownerOf({ reload })

  await Promise.all([owner.sync(), owner.sync(), owner.sync({ force: true })])

  expect(reload).toHaveBeenCalledTimes(2)
})

test("the number of tasks is remembered while they become fewer", async () => {
  let tasks: PendingSession["tasks"] = ["reset-password", "setup-mfa", "choose-organization"]
  const { owner } = ownerOf({ settle: async () => pending(tasks) })
  await owner.sync()
  tasks = ["choose-organization"]

  await owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({ tasks: ["choose-organization"], taskCount: 3 })
})

test("the number of tasks is remembered while Clerk can't be reached", async () => {
  let tasks: PendingSession["tasks"] = ["setup-mfa", "choose-organization"]
  const reload = vi.fn(async () => "asked" as const)
  const { owner } = ownerOf({ reload, settle: async () => pending(tasks) })
  await owner.sync()
  reload.mockRejectedValueOnce(offline)
  await owner.sync({ force: true })
  tasks = ["choose-organization"]

  await owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({ taskCount: 2 })
})

test("another session counts its own tasks", async () => {
  let session = pending(["setup-mfa", "choose-organization"], "sess_1")
  const { owner } = ownerOf({ settle: async () => session })
  await owner.sync()
  session = pending(["choose-organization"], "sess_2")

  await owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({ sessionId: "sess_2", taskCount: 1 })
})

test("the revision grows with each snapshot, even across service workers", async () => {
  await ownerOf({}).owner.sync()
  const { revision } = await snapshot()

  await ownerOf({ reload: () => Promise.reject(offline) }).owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({ status: "unavailable", revision: revision + 1 })
})

test("after a command without an answer, the result is fetched from Clerk before anything is published", async () => {
  const log: string[] = []
  const { owner } = ownerOf({
    reload: async ({ onlyClient }) => {
      log.push(`looks${onlyClient ? " at the client" : ""}`)
      return "asked"
    },
    settle: async () => {
      log.push("publishes")
      return active()
    }
  })

  await expect(owner.change(() => Promise.reject(offline))).rejects.toBe(offline)
  await owner.change(async () => void log.push("goes on"))

  expect(log).toEqual(["looks at the client", "publishes", "goes on", "publishes"])
})

test("a command that Clerk refuses causes no further request", async () => {
  const reload = vi.fn(async () => "asked" as const)
  const { owner } = ownerOf({ reload })
  const refused = new MessageError({ code: "rejected", message: "Wrong." })

  await expect(owner.change(() => Promise.reject(refused))).rejects.toBe(refused)

  expect(reload).not.toHaveBeenCalled()
})

test("if that isn't possible, the next command fetches the result first, or changes nothing", async () => {
  const reload = vi.fn(async () => Promise.reject(offline))
  const { owner, published } = ownerOf({ reload, settle: async () => active() })
  const run = vi.fn(async () => {})
  await expect(owner.change(() => Promise.reject(offline))).rejects.toBe(offline)

  await expect(owner.change(run)).rejects.toBe(offline)

  expect(run).not.toHaveBeenCalled()
  expect(published.map(({ status }) => status)).toEqual(["active"])
  reload.mockImplementation((async () => "asked") as never)
  await owner.change(run)
  expect(run).toHaveBeenCalledOnce()
})

test("a command that takes too long is in doubt, too", async () => {
  vi.useFakeTimers()
  const reload = vi.fn(async () => "asked" as const)
  const { owner } = ownerOf({ reload })
  const late = expect(owner.change(() => new Promise(() => {}))).rejects.toBeInstanceOf(TurnTimedOut)
  await vi.advanceTimersByTimeAsync(20_000)
  await late

  await owner.change(async () => {})

  expect(reload).toHaveBeenCalledExactlyOnceWith({ onlyClient: true })
})

test("a snapshot from before the clock was set back isn't fresh", async () => {
  vi.useFakeTimers()
  const reload = vi.fn(async () => "asked" as const)
  const { owner } = ownerOf({ reload, settle: async () => active() })
  await owner.sync()

  vi.setSystemTime(Date.now() - 3_600_000)
  await owner.sync()

  expect(reload).toHaveBeenCalledTimes(2)
})

test("no pause is longer than five minutes and a share by chance, whatever requests it", async () => {
  vi.useFakeTimers()
  vi.spyOn(Math, "random").mockReturnValue(0)
  const tooOften = { code: "rate-limited", message: "Too often.", retryAfterSeconds: 999_999_999 } as const
  const reload = vi.fn(async () => {
    throw new MessageError(tooOften)
  })
  const { owner } = ownerOf({ reload })
  await owner.sync()
  await owner.sync()
  expect(reload).toHaveBeenCalledTimes(1)

  vi.advanceTimersByTime(300_000)
  await owner.sync()
  expect(reload).toHaveBeenCalledTimes(2)

  // The stored snapshot may contain such a time, and the clock may have been set back.
  vi.setSystemTime(Date.now() - 3_600_000)
  await owner.sync()
  expect(reload).toHaveBeenCalledTimes(3)

  await owner.sync({ force: true })
  expect(reload).toHaveBeenCalledTimes(4)
})

/** `chrome.storage.session` refuses to store anything until the returned function is called. */
function fillStorage() {
  vi.spyOn(console, "error").mockReturnValue()
  const refused = vi.spyOn(chrome.storage.session, "set")
  refused.mockRejectedValue(new Error("Session storage quota bytes exceeded. Values were not stored."))
  return () => refused.mockRestore()
}

test("a successful command reports it if no snapshot can be written, and the next sync repairs that", async () => {
  let session: KnownSession = pending()
  const reload = vi.fn(async () => "asked" as const)
  const { owner } = ownerOf({ reload, settle: async () => session })
  await owner.sync()
  const makeRoom = fillStorage()

  const command = owner.change(async () => {
    session = active()
  })

  await expect(command).rejects.toMatchObject({ message: text("errorDoneNotShown") })
  makeRoom()
  await owner.sync()
  expect(await snapshot()).toMatchObject({ status: "active" })
})

test("a failed command keeps its own error if no snapshot can be written", async () => {
  const { owner } = ownerOf({})
  fillStorage()

  await expect(owner.change(() => Promise.reject(offline))).rejects.toBe(offline)
  await expect(ownerOf({ load: () => Promise.reject(offline) }).owner.change(async () => {})).rejects.toBe(
    offline
  )
})

test("a sync reports it if no snapshot can be written", async () => {
  const { owner } = ownerOf({})
  fillStorage()

  await expect(owner.sync()).rejects.toMatchObject({ message: text("errorNoRoom") })
})

test("an error after publishing fails no command", async () => {
  vi.spyOn(console, "error").mockReturnValue()
  const auth = {
    load: async () => client,
    reload: async () => "asked" as const,
    settle: async () => active(),
    explain: String
  }
  const owner = createSessionOwner(auth, () => Promise.reject(new Error("No icon")))

  await expect(owner.change(async () => "done")).resolves.toBe("done")
})

test.for([
  ["a session", { settle: async () => ({ ...active(), syncedAt: Number.NaN }) }],
  [
    "an error",
    { reload: () => Promise.reject(new MessageError({ ...offline.failure, traceId: {} as string })) }
  ]
] as const)(
  "%s that pages can't read isn't published: they show that Clerk can't be reached",
  async ([, parts]) => {
    const log = vi.spyOn(console, "error").mockReturnValue()
    const session = pending()
    await ownerOf({ settle: async () => session }).owner.sync()
    const { owner, published } = ownerOf(parts)

    await owner.sync({ force: true })

    expect(published).toMatchObject([
      { status: "unavailable", reason: "clerk-down", traceId: null, lastKnown: session, revision: 2 }
    ])
    expect(await snapshot()).toEqual(published[0])
    expect(log).toHaveBeenCalledOnce()
  }
)
