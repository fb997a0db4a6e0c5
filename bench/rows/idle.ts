import type { Bench } from "../bench"
import type { Line } from "../line"

const HOUR_MS = 60 * 60 * 1000

type Alarm = { name: string; scheduledTime: number; periodInMinutes?: number }

/**
 * One hour without a page, signed in. The time between two alarms is simulated: the stored times get older, the emulator's clock
 * moves forward, and the alarm goes off at once.
 */
export async function idle(bench: Bench): Promise<Line[]> {
  const { ours, emulator } = bench
  const person = await bench.addPerson("idle", 2)
  await bench.use(ours, await person.signIn(person.organizationIds[0]))

  let alarms = 0
  let elapsed = 0
  let secondsRunning = 0
  const { requests } = await bench.requestsDuring(async () => {
    for (;;) {
      const next = await nextAlarm()
      if (!next || elapsed + next.inMs > HOUR_MS) return
      elapsed += next.inMs
      await ours.stopWorker()
      await ours.ask("age", next.inMs)
      await emulator.moveClock(elapsed / 1000)
      await ours.ask("ring", next.alarm)
      alarms += 1
      // Once in real time.
      if (alarms === 1) secondsRunning = await untilStopped()
    }
  })
  await emulator.moveClock(0)

  async function nextAlarm() {
    const set = await ours.ask<Alarm[]>("alarms")
    const [alarm] = set.sort((one, other) => one.scheduledTime - other.scheduledTime)
    return alarm && { alarm, inMs: Math.max(0, alarm.scheduledTime - Date.now()) }
  }

  async function untilStopped() {
    const start = performance.now()
    while (ours.isWorkerRunning()) await new Promise((resolve) => setTimeout(resolve, 100))
    return (performance.now() - start) / 1000
  }

  const what = "one hour idle, signed in, no page open"
  return [
    { what: `${what}: alarms`, unit: "alarms", ours: [alarms] },
    { what: `${what}: requests`, unit: "requests", ours: [requests.length] },
    {
      what: "alarm handled → Chrome stops the worker",
      unit: "s",
      ours: [secondsRunning],
      goal: { most: 60 }
    }
  ]
}
