import { SECOND } from "../model/clock"
import type { Instance } from "../model/instance"
import { tooManyRequests } from "./errors"

const WINDOW = 10 * SECOND

export const limitCreations = (instance: Instance) => limit(instance, "creations", 5)
export const limitAttempts = (instance: Instance) => limit(instance, "attempts", 3)

/** Clerk counts by IP address. Here, all callers are on one machine. */
function limit({ settings, recent, clock }: Instance, kind: string, max: number) {
  if (!settings.rateLimit) return
  const now = clock.now()
  const times = (recent.get(kind) ?? []).filter((at) => now - at < WINDOW)
  const [oldest] = times
  if (oldest !== undefined && times.length >= max) {
    throw tooManyRequests(Math.max(1, Math.ceil((oldest + WINDOW - now) / SECOND)))
  }
  recent.set(kind, [...times, now])
}
