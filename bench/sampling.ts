/**
 * Takes samples of each in turn, A B A B, so that whatever else the machine does affects all of them alike. The first round
 * warms up and doesn't count.
 */
export async function inTurns<Who extends string, Sample>(
  count: number,
  takers: Readonly<Record<Who, () => Promise<Sample>>>
): Promise<Record<Who, Sample[]>> {
  const names = Object.keys(takers) as Who[]
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Who, Sample[]>
  for (let round = 0; round <= count; round += 1) {
    for (const name of names) {
      const sample = await takers[name]()
      if (round > 0) samples[name].push(sample)
    }
  }
  return samples
}

/** Picks one figure from the samples of each. */
export function each<Who extends string, Key extends string>(
  samples: Record<Who, Record<Key, number>[]>,
  key: Key
): Record<Who, number[]> {
  const entries = Object.entries<Record<Key, number>[]>(samples)
  return Object.fromEntries(
    entries.map(([who, taken]) => [who, taken.map((sample) => sample[key])])
  ) as Record<Who, number[]>
}
