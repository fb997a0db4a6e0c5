import type { Bench } from "../bench"
import type { Line } from "../line"
import { each, inTurns } from "../sampling"
import type { Subject } from "../subject"

type Started = { wokenToEvaluated: number; evaluatedToListening: number }

/** From the first line of the worker's script to its last, when all listeners stand. */
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
      what: "worker woken → its script begins (Chrome's part)",
      unit: "ms",
      ...each(taken, "wokenToEvaluated")
    },
    {
      what: "worker's script begins → its listeners stand",
      unit: "ms",
      ...each(taken, "evaluatedToListening"),
      goal: { median: 60 }
    }
  ]
}
