import type { Bench } from "../bench"
import type { Device } from "../device"
import type { Line } from "../line"
import { inTurns } from "../sampling"
import type { Subject } from "../subject"

const SIZES = [10, 100, 1_000, 10_000] as const

/** How the `choose-organization` page grows with the number of the user's organizations. */
export async function organizations(bench: Bench): Promise<Line[]> {
  const { ours, pattern, samples } = bench
  const people = await Promise.all(SIZES.map((size) => bench.addPerson(`has-${size}`, size)))
  const devices = async () => Promise.all(people.map((person) => person.signIn()))
  const [oursAt, patternAt] = [await devices(), await devices()]

  async function open(subject: Subject, device: Device | undefined) {
    if (!device) throw new Error("There's no device.")
    await bench.use(subject, device)
    const { openedToShown, nodes } = await subject.ask<{ openedToShown: number; nodes: number }>(
      "openTaskPage"
    )
    const heap = await subject.heapOfPage("/tabs/choose-organization.html")
    await subject.ask("closeTaskPages")
    return { openedToShown, nodes, heap }
  }
  const taken = await inTurns(
    samples,
    Object.fromEntries(
      SIZES.flatMap((size, index) => [
        [`ours ${size}`, () => open(ours, oursAt[index])],
        [`pattern ${size}`, () => open(pattern, patternAt[index])]
      ])
    )
  )

  const samplesOf = (who: "ours" | "pattern", size: number, key: "openedToShown" | "nodes" | "heap") =>
    (taken[`${who} ${size}`] ?? []).map((sample) => sample[key])
  const lines = (what: string, unit: Line["unit"], key: "openedToShown" | "nodes" | "heap"): Line[] =>
    SIZES.map((size) => ({
      what: `choose-organization with ${size.toLocaleString("en")} organizations: ${what}`,
      unit,
      ours: samplesOf("ours", size, key),
      pattern: samplesOf("pattern", size, key)
    }))
  const growth = (key: "openedToShown" | "nodes" | "heap") => {
    const few = samplesOf("ours", 10, key)
    return samplesOf("ours", 10_000, key).map((many, index) => many / (few[index] ?? Number.NaN))
  }
  return [
    ...lines("opened → first control on screen", "ms", "openedToShown"),
    {
      what: "the same with 10,000 compared to 10",
      unit: "times",
      ours: growth("openedToShown"),
      goal: { median: 1.2 }
    },
    ...lines("DOM nodes", "nodes", "nodes"),
    ...lines("JS heap of the page", "bytes", "heap"),
    {
      what: "the same with 10,000 compared to 10",
      unit: "times",
      ours: growth("heap"),
      goal: { median: 1.2 }
    }
  ]
}
