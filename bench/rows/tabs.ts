import type { Bench } from "../bench"
import type { Line } from "../line"
import { each, inTurns } from "../sampling"

const TABS = 50

/** A task is completed in one of many open pages: when has the last of them heard of it? */
export async function tabs(bench: Bench): Promise<Line[]> {
  const { ours, samples } = bench
  const person = await bench.addPerson("tabs", 2)

  async function complete() {
    await bench.use(ours, await person.signIn())
    await ours.ask("openTaskPages", TABS)
    const completed = await ours.ask<{ answerToLast: number; clickToLast: number }>("completeTask", TABS)
    await ours.ask("closeTaskPages")
    return completed
  }
  const taken = await inTurns(samples, { ours: complete })
  const what = `task completed in one of ${TABS} open tabs → the last of them shows it`
  return [
    {
      what: `${what}, from Clerk's answer`,
      unit: "ms",
      ...each(taken, "answerToLast"),
      goal: { median: 100 }
    },
    { what: `${what}, from the click`, unit: "ms", ...each(taken, "clickToLast") }
  ]
}
