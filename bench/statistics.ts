/** The summary of a set of samples in a row of the table. */
export type Summary = {
  samples: number
  median: number
  p95: number
  most: number
  /** The middle half of the samples lies between these two. */
  p25: number
  p75: number
}

export function summarize(samples: readonly number[]): Summary {
  const sorted = [...samples].sort((one, other) => one - other)
  const at = (share: number) => quantile(sorted, share)
  return {
    samples: sorted.length,
    median: at(0.5),
    p95: at(0.95),
    most: at(1),
    p25: at(0.25),
    p75: at(0.75)
  }
}

// Interpolates between two samples.
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) throw new Error("There are no samples.")
  return below + (above - below) * (place - Math.floor(place))
}

/** One median divided by the other. `null` if the middle halves overlap, because the order could be chance. */
export function ratioOf(one: Summary, other: Summary): number | null {
  const overlap = one.p25 <= other.p75 && other.p25 <= one.p75
  return overlap || other.median === 0 ? null : one.median / other.median
}
