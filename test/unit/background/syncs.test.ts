import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import type { AuthClient } from "~background/auth-client"
import { toFailure } from "~background/failure"
import { inTime, TurnTimedOut } from "~background/in-turn"
import { createSessionOwner, FRESH_FOR_MS, PATIENT_FOR_MS } from "~background/session-owner"
import { readSnapshot } from "~background/snapshot-store"
import { MessageError } from "~messaging/message-error"
import type { KnownSession, SessionSnapshot } from "~session/snapshot"
import { installFakeChrome } from "../../support/fake-chrome"
import { active, signedOut } from "../../support/sessions"
import { storeSession } from "../../support/store-session"
import { text } from "../../support/texts"

beforeEach(() => {
  installFakeChrome()
})

afterEach(() => {
  vi.useRealTimers()
})

/** The session owner with a Clerk that knows this session; each sync lasts until the test ends it. */
function owner(session: KnownSession = signedOut(), parts: Partial<AuthClient<object>> = {}) {
  const published: SessionSnapshot[] = []
  const looks: { options: object; end: () => void }[] = []
  const auth: AuthClient<object> = {
    load: async () => ({}),
    reload: (options) => new Promise((end) => looks.push({ options, end: () => end("asked") })),
    settle: async () => session,
    explain: (error) => error,
    ...parts
  }
  return { looks, published, ...createSessionOwner(auth, (snapshot) => published.push(snapshot)) }
}

describe("a sync", () => {
  test("fetches everything, or only the session", async () => {
    const { sync, looks } = owner()

    const [first, second] = [sync({ force: true }), sync({ force: true, onlyClient: true })]
    await expect.poll(() => looks.length).toBe(1)
    looks[0]?.end()
    await first
    await expect.poll(() => looks.length).toBe(2)
    looks[1]?.end()
    await second

    expect(looks.map(({ options }) => options)).toEqual([{ onlyClient: false }, { onlyClient: true }])
  })

  test("that many pages force at once, as when the network is back, is one after the one under way", async () => {
    const { sync, looks } = owner()

    const first = sync({ force: true })
    await expect.poll(() => looks.length).toBe(1)
    const others = Array.from({ length: 60 }, () => sync({ force: true }))
    looks[0]?.end()
    await first
    await expect.poll(() => looks.length).toBe(2)
    looks[1]?.end()
    await Promise.all(others)

    expect(looks).toHaveLength(2)
  })

  test("is shared by concurrent callers, except a caller that forces one", async () => {
    const { sync, looks } = owner()

    const first = sync()
    expect(sync()).toBe(first)
    const forced = sync({ force: true })

    expect(forced).not.toBe(first)
    await expect.poll(() => looks.length).toBe(1)
    looks[0]?.end()
    await first
    // The previous one has ended, and this one is still to come.
    expect(sync()).toBe(forced)
    await expect.poll(() => looks.length).toBe(2)
    looks[1]?.end()
    await forced
  })

  test("that is over isn't shared any more", async () => {
    const { sync, looks } = owner()
    const first = sync()
    await expect.poll(() => looks.length).toBe(1)
    looks[0]?.end()
    await first

    const second = sync()

    expect(second).not.toBe(first)
    await second
    expect(looks).toHaveLength(1)
  })
})

describe("while Clerk can't be reached, a sync", () => {
  const failing = (failure: ConstructorParameters<typeof MessageError>[0]) => {
    const reload = vi.fn(async () => {
      throw new MessageError(failure)
    })
    return { reload, ...owner(signedOut(), { reload }) }
  }

  test("runs again at once if Clerk gives no time", async () => {
    const { sync, reload } = failing({ code: "clerk-down", message: "Down." })

    await sync()
    await sync()

    expect(await readSnapshot()).toMatchObject({ reason: "clerk-down", retryAt: null })
    expect(reload).toHaveBeenCalledTimes(2)
  })

  test("doesn't run again at once for a patient caller that doesn't force it", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000 })
    const { sync, reload } = failing({ code: "clerk-down", message: "Down." })
    await sync()

    vi.setSystemTime(1_000_000 + PATIENT_FOR_MS - 1)
    await sync({ isPatient: true })
    expect(reload).toHaveBeenCalledOnce()
    await sync({ isPatient: true, force: true })
    expect(reload).toHaveBeenCalledTimes(2)
    vi.setSystemTime(1_000_000 + 2 * PATIENT_FOR_MS)
    await sync({ isPatient: true })
    expect(reload).toHaveBeenCalledTimes(3)

    // The clock may have been set back.
    vi.setSystemTime(1_000_000)
    await sync({ isPatient: true })
    expect(reload).toHaveBeenCalledTimes(4)
  })

  test("gives a patient caller the same answer if no snapshot can be written", async () => {
    vi.spyOn(console, "error").mockReturnValue()
    vi.spyOn(chrome.storage.session, "set").mockRejectedValue(new Error("QUOTA_BYTES quota exceeded"))
    const { sync, reload } = failing({ code: "clerk-down", message: "Down." })
    await expect(sync()).rejects.toMatchObject({ message: text("errorNoRoom") })

    await expect(sync({ isPatient: true })).rejects.toMatchObject({ message: text("errorNoRoom") })

    expect(reload).toHaveBeenCalledOnce()
  })

  test("runs again, even for a patient caller, once a command has published", async () => {
    const { sync, change, reload } = failing({ code: "clerk-down", message: "Down." })
    await sync()
    await change(async () => {})
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + FRESH_FOR_MS })

    await sync({ isPatient: true })

    expect(reload).toHaveBeenCalledTimes(2)
  })

  test("runs again when the time has come", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000 })
    vi.spyOn(Math, "random").mockReturnValue(0)
    const { sync, reload } = failing({ code: "rate-limited", message: "Wait.", retryAfterSeconds: 30 })

    await sync()
    expect(await readSnapshot()).toMatchObject({ reason: "rate-limited", retryAt: 1_030_000 })
    vi.setSystemTime(1_029_999)
    await sync()
    expect(reload).toHaveBeenCalledOnce()
    vi.setSystemTime(1_030_000)
    await sync()

    expect(reload).toHaveBeenCalledTimes(2)
  })
})

describe("a query that is refused", () => {
  const signedOutError = new MessageError({ code: "signed-out", message: "You are signed out." })
  const asking = (session: KnownSession) => {
    const { ask, published } = owner(session)
    return {
      published,
      ask: (error: unknown) =>
        ask(async () => {
          throw error
        }).catch((thrown) => thrown)
    }
  }

  test.for<[string, KnownSession, KnownSession]>([
    ["has ended", active(), signedOut()],
    ["has given way to another", active(), active("sess_2")]
  ])("because the session %s updates every page", async ([_, before, now]) => {
    await storeSession(before)
    const { ask, published } = asking(now)

    expect(await ask(signedOutError)).toBe(signedOutError)

    await expect.poll(() => published).toMatchObject([{ status: now.status }])
  })

  test("although the session is unchanged changes nothing", async () => {
    await storeSession(active())
    const { ask, published } = asking(active())

    await ask(signedOutError)

    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(published).toEqual([])
  })

  test("before anything was known publishes what is known now", async () => {
    const { ask, published } = asking(signedOut())

    await ask(signedOutError)

    await expect.poll(() => published).toMatchObject([{ status: "signed-out" }])
  })

  test.for([new MessageError({ code: "offline", message: "Offline." }), { code: "signed-out" }, null])(
    "for another reason doesn't affect the session: %o",
    async (error) => {
      await storeSession(active())
      const { ask, published } = asking(signedOut())

      expect(await ask(error)).toBe(error)

      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(published).toEqual([])
    }
  )
})

test("a sync that takes too long has a text, and a log entry with the time limit", async () => {
  const late = await inTime(new Promise(() => {}), 5).catch((error) => error)

  expect(late).toBeInstanceOf(TurnTimedOut)
  expect(late).toMatchObject({ name: "TurnTimedOut", message: "No answer within 5 milliseconds" })
  expect(toFailure(late)).toEqual({ code: "timed-out", message: text("errorTimedOut") })
})

test("an unexpected error has a text of ours", () => {
  vi.spyOn(console, "error").mockImplementation(() => {})

  expect(toFailure(new Error("a bug"))).toEqual({ code: "unexpected", message: text("errorUnexpected") })
})
