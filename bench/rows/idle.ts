import type { Bench } from "../bench"
import type { Line } from "../line"

const MINUTE_MS = 60 * 1000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** The extension's own limit: after this long without input, nobody uses the browser. */
const UNUSED_AFTER_MS = 5 * MINUTE_MS

type Alarm = { name: string; scheduledTime: number; periodInMinutes?: number }

/** An alarm that has gone off, and the requests that it caused. */
type Ring = { atMs: number; requests: number }

/** What the extension does without a page, signed in: for an hour in which someone uses the browser, and the day after the last use. */
export async function idle(bench: Bench): Promise<Line[]> {
  const { ours } = bench
  const person = await bench.addPerson("idle", 2)

  await bench.use(ours, await person.signIn(person.organizationIds[0]))
  const used = await simulate(bench, HOUR_MS, Number.POSITIVE_INFINITY)

  await bench.use(ours, await person.signIn(person.organizationIds[0]))
  const unused = await simulate(bench, DAY_MS, 0)
  const firstHour = unused.filter(({ atMs }) => atMs <= HOUR_MS)

  await ours.stopWorker()
  const [alarm] = await ours.ask<Alarm[]>("alarms")
  await ours.ask("ring", alarm)
  const secondsRunning = await untilStopped(bench)

  return [
    { what: "one hour unused, signed in: alarms", unit: "alarms", ours: [firstHour.length] },
    {
      what: "one hour unused, signed in: requests",
      unit: "requests",
      ours: [requestsIn(firstHour)],
      goal: { most: 4 }
    },
    {
      what: "one day unused: requests in the hour that has most",
      unit: "requests",
      ours: [busiestHour(unused)],
      goal: { most: 4 }
    },
    { what: "one day unused: alarms", unit: "alarms", ours: [unused.length] },
    { what: "one day unused: requests", unit: "requests", ours: [requestsIn(unused)] },
    { what: "one hour of use, no page open: alarms", unit: "alarms", ours: [used.length] },
    { what: "one hour of use, no page open: requests", unit: "requests", ours: [requestsIn(used)] },
    {
      what: "alarm handled → Chrome stops the worker",
      unit: "s",
      ours: [secondsRunning],
      goal: { most: 60 }
    }
  ]
}

/**
 * Simulates the time between two alarms: the stored times get older, the emulator's clock moves forward, and the alarm goes off at once,
 * with a stopped worker.
 */
async function simulate({ ours, emulator, requestsDuring }: Bench, endMs: number, lastUseMs: number) {
  const rings: Ring[] = []
  for (let atMs = 0; ; ) {
    const [alarm] = await ours.ask<Alarm[]>("alarms")
    if (!alarm) break
    const waitMs = Math.max(0, alarm.scheduledTime - Date.now())
    atMs += waitMs
    if (atMs > endMs) break
    await ours.stopWorker()
    await ours.ask("age", waitMs)
    await emulator.moveClock(atMs / 1000)
    await ours.ask("setIdleState", atMs < lastUseMs + UNUSED_AFTER_MS ? "active" : "idle")
    const { requests } = await requestsDuring(() => ours.ask("ring", alarm))
    rings.push({ atMs, requests: requests.length })
  }
  await emulator.moveClock(0)
  return rings
}

function requestsIn(rings: Ring[]) {
  return rings.reduce((sum, { requests }) => sum + requests, 0)
}

function busiestHour(rings: Ring[]) {
  const hours = rings.map(({ atMs: start }) =>
    rings.filter(({ atMs }) => atMs >= start && atMs <= start + HOUR_MS)
  )
  return Math.max(0, ...hours.map(requestsIn))
}

async function untilStopped({ ours }: Bench) {
  const start = performance.now()
  while (ours.isWorkerRunning()) await new Promise((resolve) => setTimeout(resolve, 100))
  return (performance.now() - start) / 1000
}
