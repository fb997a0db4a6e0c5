/** What a row of the table says of a set of samples. */
export type Summary = {
  samples: number
  median: number
  p95: number
  most: number
  /** Half of all samples lie between these two. */
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

// Between two samples it lies in proportion.
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) throw new Error("There are no samples.")
  return below + (above - below) * (place - Math.floor(place))
}

/** One median by the other; `null` where the samples spread so far that they might as well have come the other way round. */
export function ratioOf(one: Summary, other: Summary): number | null {
  const overlap = one.p25 <= other.p75 && other.p25 <= one.p75
  return overlap || other.median === 0 ? null : one.median / other.median
}
