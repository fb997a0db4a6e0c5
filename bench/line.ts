/** A line of the table: the samples of each extension, and the goal. */
export type Line = {
  what: string
  unit: Unit
  ours: number[]
  pattern?: number[]
  /** An extension that shows the same without any logic, so nothing can be faster. */
  floor?: number[]
  goal?: Goal
}

export type Unit = "ms" | "s" | "bytes" | "requests" | "nodes" | "alarms" | "pages" | "times"

/** A share of the pattern's median, a multiple of the floor's, or a limit for the median, the 95th percentile or every sample. */
export type Goal =
  | { shareOfPattern: number }
  | { timesFloor: number }
  | { median: number }
  | { p95: number }
  | { most: number }
