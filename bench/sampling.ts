/**
 * Takes samples alternately, A B A B, so that other activity on the machine affects all of them alike. The first round is a
 * warm-up and doesn't count.
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

/** Picks one figure from all samples. */
export function each<Who extends string, Key extends string>(
  samples: Record<Who, Record<Key, number>[]>,
  key: Key
): Record<Who, number[]> {
  const entries = Object.entries<Record<Key, number>[]>(samples)
  return Object.fromEntries(
    entries.map(([who, taken]) => [who, taken.map((sample) => sample[key])])
  ) as Record<Who, number[]>
}
