import type { Bench } from "../bench"
import type { Line } from "../line"
import { inTurns } from "../sampling"
import type { Subject } from "../subject"

type Opened = { clickToShown: number; openedToShown: number }

/** From opening the popup until the task's page, in a tab, shows the first organization. */
export async function taskPage(bench: Bench): Promise<Line[]> {
  const { ours, pattern, floor, samples } = bench
  const person = await bench.addPerson("task-page", 2)
  for (const subject of [ours, pattern]) await bench.use(subject, await person.signIn())
  await floor.ask("setPopup", "popup.html?task")

  const lines: Line[] = []
  await bench.withLatencies(async ({ name, milliseconds }) => {
    const taken = await inTurns(samples, {
      running: () => open(bench, ours, { isRunning: true }),
      stopped: () => open(bench, ours, { isRunning: false }),
      pattern: () => open(bench, pattern, { isRunning: false }),
      floor: () => open(bench, floor, { isRunning: false })
    })
    // A running worker knows the session, so it requests only the lists. A new worker requests the session first.
    // With slow requests, what was reached before: most of the time is Clerk's.
    const isSlow = milliseconds > 0
    for (const [worker, requests, timesFloor] of [
      ["running", 1, isSlow ? 1.11 : 1.4],
      ["stopped", 2, isSlow ? 1.18 : 1.7]
    ] as const) {
      lines.push({
        what: `popup opened with a pending session → task page shows its first control, worker ${worker}, ${name}`,
        unit: "ms",
        ours: taken[worker],
        pattern: taken.pattern,
        floor: taken.floor.map((time) => time + requests * milliseconds),
        goal: { timesFloor }
      })
    }
  })
  await floor.ask("setPopup", "popup.html")
  return lines
}

async function open({ sync }: Bench, subject: Subject, { isRunning }: { isRunning: boolean }) {
  await sync(subject)
  if (!isRunning) await subject.stopWorker()
  const { openedToShown } = await subject.ask<Opened>("openTask")
  await subject.ask("closePopup", 0)
  await subject.ask("closeTaskPages")
  return openedToShown
}
