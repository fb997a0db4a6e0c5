import type { Bench } from "../bench"
import type { Line } from "../line"
import { each, inTurns } from "../sampling"
import type { Subject } from "../subject"

/** The JS heaps of the popup, which shows the session, and of the worker, which has returned a token. */
export async function heap(bench: Bench): Promise<Line[]> {
  const { ours, pattern, floor, samples } = bench
  const person = await bench.addPerson("heap", 2)
  for (const subject of [ours, pattern])
    await bench.use(subject, await person.signIn(person.organizationIds[0]))

  async function weigh(subject: Subject) {
    await subject.stopWorker()
    await subject.ask("send", { name: "get-token" })
    // All pages of an extension share one heap, including the bench's own page.
    const before = await subject.heapOfPage("/bench.html")
    await subject.ask("openPopup")
    const popup = (await subject.heapOfPage("/popup.html")) - before
    const worker = await subject.heapOfWorker()
    await subject.ask("closePopup", 0)
    return { popup, worker, both: popup + worker }
  }
  const taken = await inTurns(samples, {
    ours: () => weigh(ours),
    pattern: () => weigh(pattern),
    floor: () => weigh(floor)
  })
  return [
    {
      what: "JS heap added by the popup",
      unit: "bytes",
      ...each(taken, "popup"),
      goal: { shareOfPattern: 1 / 3 }
    },
    {
      what: "JS heap of the worker",
      unit: "bytes",
      ...each(taken, "worker"),
      goal: { shareOfPattern: 1 / 3 }
    },
    {
      what: "JS heap of the popup and the worker",
      unit: "bytes",
      ...each(taken, "both"),
      goal: { shareOfPattern: 1 / 3 }
    }
  ]
}
