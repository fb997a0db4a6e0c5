import { onTestFailed } from "vitest"

/**
 * Where the suites in this folder begin: another number each time, or the one of `HOSTILE_SEED`.
 */
export const SEED = Number(process.env.HOSTILE_SEED || Math.floor(Math.random() * 2 ** 31))

/** In a test: its failure says how to have it again. */
export function nameSeedOfFailure() {
  onTestFailed(() => console.error(`To see this again: HOSTILE_SEED=${SEED}`))
}

export type Random = ReturnType<typeof createRandom>

/** The same numbers for the same seed (mulberry32), and what to choose by them. */
export function createRandom(seed = SEED) {
  let state = seed

  function next() {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  return {
    /** From 0 up to, but not including, the limit. */
    below: (limit: number) => Math.floor(next() * limit),
    chance: (probability: number) => next() < probability,
    pick: <Item>(items: readonly Item[]) => items[Math.floor(next() * items.length)] as Item
  }
}
