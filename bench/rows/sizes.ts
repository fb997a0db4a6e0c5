import type { Bench } from "../bench"
import type { Line } from "../line"

const KINDS = [
  ["whole", "unpacked size", { shareOfPattern: 1 / 200 }],
  ["zip", "zip size", { shareOfPattern: 1 / 100 }],
  ["popup", "popup script", { most: 215_000 }],
  ["worker", "worker script", { most: 950_000 }]
] as const

/** What users download and Chrome loads. */
export async function sizes({ builds: { ours, pattern } }: Bench): Promise<Line[]> {
  return KINDS.map(([kind, what, goal]) => ({
    what,
    unit: "bytes",
    ours: [ours.sizes[kind]],
    pattern: [pattern.sizes[kind]],
    goal
  }))
}

/** Without the bundler's cache. */
export async function coldBuild({ builds: { ours, pattern } }: Bench): Promise<Line[]> {
  return [
    {
      what: "cold build",
      unit: "s",
      ours: ours.seconds,
      pattern: pattern.seconds,
      goal: { shareOfPattern: 1 / 8 }
    }
  ]
}
