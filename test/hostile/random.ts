import { onTestFailed } from "vitest"

/**
 * The seed of the suites in this folder: a new number each time, or `HOSTILE_SEED`.
 */
export const SEED = Number(process.env.HOSTILE_SEED || Math.floor(Math.random() * 2 ** 31))

/** Call it in a test: a failure then shows how to reproduce it. */
export function nameSeedOfFailure() {
  onTestFailed(() => console.error(`To see this again: HOSTILE_SEED=${SEED}`))
}

export type Random = ReturnType<typeof createRandom>

/** The same numbers for the same seed (mulberry32), and ways to choose with them. */
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
