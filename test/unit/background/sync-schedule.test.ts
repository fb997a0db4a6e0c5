import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { readSnapshot } from "~background/snapshot-store"
import { createSyncSchedule, SYNC_ALARM } from "~background/sync-schedule"
import type { SessionState } from "~session/snapshot"
import { createRandom } from "../../hostile/random"
import { installFakeChrome } from "../../support/fake-chrome"
import { active, offline, signedOut } from "../../support/sessions"
import { storeSession } from "../../support/store-session"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const START = Date.UTC(2026, 10, 30, 18)
const clerkIsDown: SessionState = { ...offline(active()), reason: "clerk-down" }

let fake: ReturnType<typeof installFakeChrome>
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START })
  fake = installFakeChrome()
})

afterEach(() => {
  vi.useRealTimers()
})

/** A browser that has just synced, and whose alarm is set. */
async function startBrowser({ random = (): number => 0.5, lastUsedAt = Number.POSITIVE_INFINITY } = {}) {
  const { alarms, idle, storage } = fake
  await storage.session.clear()
  await chrome.alarms.clear(SYNC_ALARM)
  idle.state = "active"
  /** When it called Clerk. */
  const syncs: number[] = []
  const answer = { now: (): SessionState => active() }
  const schedule = startWorker()
  await storeSession(active())
  await schedule.keep()

  function startWorker() {
    return createSyncSchedule(async () => {
      syncs.push(Date.now())
      await storeSession(answer.now())
    }, random)
  }

  function dueAt() {
    const alarm = alarms.get(SYNC_ALARM)
    if (!alarm) throw new Error("No alarm is set.")
    return alarm.scheduledTime
  }

  return {
    storage,
    idle,
    syncs,
    answer,
    dueAt,
    /** In minutes. */
    pause: () => (dueAt() - Date.now()) / MINUTE,
    schedule,
    startWorker,

    /** The time passes, and each alarm wakes a new worker. */
    liveUntil: async (end: number) => {
      while (dueAt() <= end) {
        vi.setSystemTime(dueAt())
        await chrome.alarms.clear(SYNC_ALARM)
        if (Date.now() >= lastUsedAt + 5 * MINUTE) idle.state = "idle"
        const { keep, ring } = startWorker()
        await Promise.all([keep(), ring()])
      }
      vi.setSystemTime(end)
    }
  }
}

/** Numbers that are the same in each run. */
function chance(seed: number) {
  const { below } = createRandom(seed)
  return () => below(1_000_000) / 1_000_000
}

describe("while the browser is used", () => {
  test.for([
    [0, 4],
    [0.5, 4.5],
    [0.999999, 5]
  ] as const)(
    "the next sync comes after 4 to 5 minutes: chance %d, %d minutes",
    async ([number, minutes]) => {
      const { pause, syncs, liveUntil } = await startBrowser({ random: () => number })
      expect(pause()).toBeCloseTo(minutes, 3)

      await liveUntil(START + 5 * MINUTE)

      expect(syncs).toHaveLength(1)
      expect(pause() + (Date.now() - (syncs[0] ?? 0)) / MINUTE).toBeCloseTo(minutes, 3)
    }
  )

  test("no session is older than five minutes", async () => {
    const { syncs, liveUntil } = await startBrowser({ random: chance(1) })

    await liveUntil(START + 8 * HOUR)

    expect(longestGap([START, ...syncs])).toBeLessThanOrEqual(5 * MINUTE)
    expect(syncs.length).toBeLessThanOrEqual((8 * 60) / 4)
  })

  test("a new worker leaves the alarm as it is", async () => {
    const { startWorker, dueAt } = await startBrowser()
    const before = dueAt()
    vi.setSystemTime(START + MINUTE)

    await startWorker().keep()

    expect(dueAt()).toBe(before)
  })

  test("a new worker sets the alarm if Chrome has lost it, or the clock was set back", async () => {
    const { startWorker, pause } = await startBrowser()
    await chrome.alarms.clear(SYNC_ALARM)
    await startWorker().keep()
    expect(pause()).toBe(4.5)

    vi.setSystemTime(START - 24 * HOUR)
    await startWorker().keep()

    expect(pause()).toBe(4.5)
  })

  test("a worker that Chrome stops during its sync has set the next alarm", async () => {
    const { pause } = await startBrowser()
    await chrome.alarms.clear(SYNC_ALARM)

    await new Promise<void>((syncs) => {
      const stopped = async () => {
        syncs()
        await new Promise(() => {})
      }
      void createSyncSchedule(stopped, () => 0.5).ring()
    })

    expect(pause()).toBe(4.5)
  })
})

describe("while nobody uses the browser", () => {
  test("pauses begin with an hour and a quarter, double, and stay at five hours, each longer or shorter by chance", async () => {
    const { syncs, liveUntil } = await startBrowser({ lastUsedAt: START })

    await liveUntil(START + 24 * HOUR)

    // The first alarm still finds that someone has just used it, and the second one finds nobody.
    const found = START + 9 * MINUTE
    const pauses = syncs.map((time, index) => (time - (index < 2 ? found : (syncs[index - 1] ?? 0))) / MINUTE)
    expect(pauses).toEqual([-4.5, 75, 150, 300, 300, 300, 300])
  })

  test("no hour has more than two syncs, which are four requests: 200 browsers, a day each", {
    timeout: 60_000
  }, async () => {
    const inAnHour: number[] = []
    const inTheDay: number[] = []
    for (let seed = 0; seed < 200; seed += 1) {
      const random = chance(seed)
      vi.setSystemTime(START)
      const lastUsedAt = START + HOUR * random()
      const { syncs, liveUntil } = await startBrowser({ random, lastUsedAt })
      await liveUntil(lastUsedAt + 24 * HOUR)

      const idle = syncs.filter((time) => time >= lastUsedAt)
      inTheDay.push(idle.length)
      inAnHour.push(
        ...[lastUsedAt, ...idle].map(
          (start) => idle.filter((time) => time >= start && time <= start + HOUR).length
        )
      )
    }

    expect(Math.max(...inAnHour)).toBe(2)
    expect(Math.max(...inTheDay)).toBeLessThanOrEqual(9)
  })

  test.for([0, 0.5, 0.999999])(
    "once someone uses it again, it syncs within five minutes: chance %d",
    async (number) => {
      const { syncs, idle, pause, startWorker, liveUntil } = await startBrowser({ random: () => number })
      idle.state = "idle"
      await liveUntil(START + 12 * HOUR)
      const back = Date.now()
      idle.state = "active"
      const before = syncs.length

      // The event wakes a worker.
      const { keep, noticeUse } = startWorker()
      await Promise.all([keep(), noticeUse()])

      expect(syncs).toHaveLength(before)
      expect(pause()).toBeGreaterThanOrEqual(0.5)
      await liveUntil(back + 5 * MINUTE)

      expect(syncs.length).toBeGreaterThan(before)
    }
  )

  test("someone who comes back before an alarm has found nobody changes nothing", async () => {
    const { schedule, dueAt } = await startBrowser()
    const before = dueAt()

    await schedule.noticeUse()

    expect(dueAt()).toBe(before)
  })

  test.for(["idle", "locked"] as const)("a computer that is %s counts as unused", async (state) => {
    const { idle, syncs, liveUntil } = await startBrowser()
    idle.state = state

    await liveUntil(START + HOUR)

    expect(syncs).toEqual([])
  })

  test("an alarm that passed while the computer slept syncs once, if someone uses it by then", async () => {
    const { syncs, schedule, pause } = await startBrowser()
    vi.setSystemTime(START + 15 * HOUR)

    await schedule.ring()

    expect(syncs).toEqual([START + 15 * HOUR])
    expect(pause()).toBe(4.5)
  })

  test.for([null, "many", -3, 0.2, { count: 2 }, 1e308])(
    "a damaged count does no harm: %j",
    async (damaged) => {
      const { storage, idle, schedule, pause } = await startBrowser()
      await storage.session.set({ "alarms-since-use": damaged })
      idle.state = "idle"

      await schedule.ring()

      expect(pause()).toBeGreaterThanOrEqual(60)
      expect(pause()).toBeLessThanOrEqual(6 * 60)
    }
  )

  test("without room for the count, alarms still go off", async () => {
    const { storage, idle, schedule, pause } = await startBrowser()
    storage.session.set = () => Promise.reject(new Error("QUOTA_BYTES quota exceeded"))
    idle.state = "idle"

    await schedule.ring()

    expect(pause()).toBe(75)
  })
})

describe("a user who is signed out", () => {
  test("needs no sync", async () => {
    const { syncs, liveUntil } = await startBrowser()
    await storeSession(signedOut())

    await liveUntil(START + HOUR)

    expect(syncs).toEqual([])
  })

  test("needs one while a sign-in is under way, because a link may complete it in another browser", async () => {
    const { syncs, liveUntil } = await startBrowser()
    const attempt: ReturnType<typeof signedOut>["attempt"] = {
      kind: "sign-in",
      id: "sia_1",
      identifier: "ada@example.com",
      factors: [],
      secondFactors: [],
      step: "unsupported"
    }
    await storeSession({ ...signedOut(), attempt })
    expect(await readSnapshot()).toMatchObject({ status: "signed-out" })

    await liveUntil(START + 5 * MINUTE)

    expect(syncs).toHaveLength(1)
  })
})

describe("after an outage", () => {
  test.for([
    ["fail at different times", 12],
    ["fail at the same second", 0]
  ] as const)(
    "1,000 used browsers that %s come back within 15 minutes, at most 15 percent of them in one",
    {
      timeout: 60_000
    },
    async ([_, outage]) => {
      const end = START + outage * MINUTE
      const shares = Array.from({ length: 15 }, () => 0)
      for (let seed = 0; seed < 1_000; seed += 1) {
        vi.setSystemTime(START)
        const { answer, dueAt, schedule, liveUntil } = await startBrowser({ random: chance(seed) })
        answer.now = () => clerkIsDown
        if (outage === 0) await schedule.ring()
        await liveUntil(end)

        const minute = Math.floor((dueAt() - end) / MINUTE)
        shares[minute] = (shares[minute] ?? 0) + 0.001
      }

      expect(shares).toHaveLength(15)
      expect(Math.max(...shares)).toBeLessThan(0.15)
    }
  )

  test("pauses are normal again once a sync has succeeded", async () => {
    const { answer, schedule, pause } = await startBrowser()
    answer.now = () => clerkIsDown
    await schedule.ring()
    expect(pause()).toBe(10)

    answer.now = () => active()
    await schedule.ring()

    expect(pause()).toBe(4.5)
  })

  test("without a network, nothing was sent, so pauses stay normal", async () => {
    const { answer, schedule, pause } = await startBrowser()
    answer.now = () => offline(active())
    Object.assign(navigator, { onLine: false })

    await schedule.ring()

    expect(pause()).toBe(4.5)
  })
})

function longestGap(times: number[]) {
  return Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? 0)))
}
