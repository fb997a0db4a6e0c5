/** The emulator's clock. Tests move it to reach an expiry, or to simulate a machine with a wrong clock. */
export type Clock = {
  now(): number
  offsetSeconds: number
}

export const createClock = (): Clock => ({
  offsetSeconds: 0,
  now() {
    return Date.now() + this.offsetSeconds * 1000
  }
})

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/**
 * Marks a record as changed. The SDK's listeners compare `updated_at`, so two changes within one millisecond must not share a value.
 *
 * @param at when it happened, if that isn't now.
 */
export function markChanged(record: { updatedAt: number }, clock: Clock, at = clock.now()) {
  record.updatedAt = Math.max(at, record.updatedAt + 1)
}
