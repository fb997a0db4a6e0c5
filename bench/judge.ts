import type { Goal, Line } from "./line"
import { ratioOf, type Summary, summarize } from "./statistics"

/** A line of the report. */
export type Judged = {
  what: string
  unit: Line["unit"]
  ours: Summary
  pattern?: Summary
  floor?: Summary
  /** Ours divided by the pattern's. `null` without a pattern, or if the spread is too wide. */
  ratio: number | null
  goal?: Goal
  /** `null` without a goal, or if the spread is too wide. */
  isReached: boolean | null
}

export function judge({ what, unit, ours, pattern, floor, goal }: Line): Judged {
  const own = summarize(ours)
  const other = pattern && summarize(pattern)
  const least = floor && summarize(floor)
  const ratio = other ? ratioOf(own, other) : null
  return {
    what,
    unit,
    ours: own,
    ...(other && { pattern: other }),
    ...(least && { floor: least }),
    ratio,
    ...(goal && { goal }),
    isReached: goal ? isReached(goal, own, ratio, least) : null
  }
}

function isReached(goal: Goal, ours: Summary, ratio: number | null, floor: Summary | undefined) {
  // Close to the floor, the middle halves may well overlap.
  if ("timesFloor" in goal) return floor ? ours.median <= goal.timesFloor * floor.median : null
  if ("shareOfPattern" in goal) return ratio === null ? null : ratio <= goal.shareOfPattern
  if ("median" in goal) return ours.median <= goal.median
  if ("p95" in goal) return ours.p95 <= goal.p95
  return ours.most <= goal.most
}
