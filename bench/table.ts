import type { Judged } from "./judge"
import type { Goal, Unit } from "./line"
import { ratioOf, type Summary } from "./statistics"

const HEAD = [
  "measure",
  "ours",
  "documented pattern",
  "ours : pattern",
  "floor",
  "ours : floor",
  "goal",
  "met"
]

/** The lines as a Markdown table. */
export function tableOf(lines: readonly Judged[]): string {
  const rows = lines.map(({ what, unit, ours, pattern, floor, ratio, goal, isReached }) => [
    what,
    summaryText(ours, unit),
    pattern ? summaryText(pattern, unit) : "",
    pattern ? ratioText(ratio, pattern) : "",
    floor ? valueText(floor.median, unit) : "",
    floor ? floorRatioText(ratioOf(ours, floor), floor) : "",
    goal ? goalText(goal, unit) : "",
    goal ? reachedText(isReached) : ""
  ])
  return [HEAD, HEAD.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")
}

function summaryText({ median, p95, most, p25, p75 }: Summary, unit: Unit) {
  const all = [median, p95, most, p25, p75].map((value) => valueText(value, unit))
  if (all.every((text) => text === all[0])) return all[0] ?? ""
  const [slow, low, high] = [p95, p25, p75].map((value) => numberText(value, unit))
  return `${valueText(median, unit)} (p95 ${slow}, middle half ${low}–${high})`
}

function valueText(value: number, unit: Unit) {
  switch (unit) {
    case "bytes":
      return value < 1_000_000 ? `${numberText(value, unit)} KB` : `${numberText(value, unit)} MB`
    case "ms":
    case "s":
      return `${numberText(value, unit)} ${unit}`
    case "times":
      return `${numberText(value, unit)} ×`
    case "requests":
    case "nodes":
    case "alarms":
    case "pages":
      return numberText(value, unit)
  }
}

function numberText(value: number, unit: Unit) {
  if (unit === "bytes") return value < 1_000_000 ? rounded(value / 1_000) : rounded(value / 1_000_000)
  return rounded(value)
}

// Three digits are precise enough.
function rounded(value: number) {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}

function ratioText(ratio: number | null, pattern: Summary) {
  if (pattern.median === 0) return ""
  if (ratio === null) return "spread too wide"
  if (ratio === 0) return "0"
  return ratio < 1 ? `1 : ${rounded(1 / ratio)}` : `${rounded(ratio)} : 1`
}

function floorRatioText(ratio: number | null, floor: Summary) {
  if (floor.median === 0) return ""
  return ratio === null ? "spread too wide" : `${rounded(ratio)} ×`
}

function goalText(goal: Goal, unit: Unit) {
  if ("shareOfPattern" in goal) return `1 : ${rounded(1 / goal.shareOfPattern)}`
  if ("timesFloor" in goal) return `${rounded(goal.timesFloor)} × floor`
  if ("median" in goal) return `median ${valueText(goal.median, unit)}`
  if ("p95" in goal) return `p95 ${valueText(goal.p95, unit)}`
  return `at most ${valueText(goal.most, unit)}`
}

function reachedText(isReached: boolean | null) {
  if (isReached === null) return "open"
  return isReached ? "yes" : "**no**"
}
