import type { Bench } from "../bench"
import type { Line } from "../line"
import { each, inTurns } from "../sampling"
import type { Subject } from "../subject"

type Started = { wokenToListening: number; evaluation: number }

/** From an event that wakes the worker until its listeners are ready, which is when the last line of its script has run. */
export async function workerStart(bench: Bench): Promise<Line[]> {
  const { ours, pattern, floor, samples } = bench
  const person = await bench.addPerson("worker-start", 2)
  for (const subject of [ours, pattern])
    await bench.use(subject, await person.signIn(person.organizationIds[0]))

  async function start(subject: Subject) {
    await bench.sync(subject)
    await subject.stopWorker()
    return subject.ask<Started>("startWorker")
  }
  const taken = await inTurns(samples * 2, {
    ours: () => start(ours),
    pattern: () => start(pattern),
    floor: () => start(floor)
  })
  return [
    {
      what: "worker woken → listeners ready",
      unit: "ms",
      ...each(taken, "wokenToListening"),
      goal: { median: 60 }
    },
    { what: "of that, script evaluation", unit: "ms", ...each(taken, "evaluation") }
  ]
}
