// Not known before the first answer.
let aheadMs = Number.NaN
let lastRead = 0

/** Clerk's time in epoch milliseconds, also where the clock of this device is off; `NaN` while it is not known. */
export function serverNow() {
  const now = Date.now()
  // Somebody has set the clock of the device back.
  if (now < lastRead) aheadMs = Number.NaN
  lastRead = now
  return now + aheadMs
}

/** Reads Clerk's time from an answer; it is exact to a second. */
export function setServerClock(headers: Headers) {
  setServerTime(Date.parse(headers.get("date") ?? ""))
}

/** The same for a time at hand, in epoch milliseconds. */
export function setServerTime(time: number) {
  if (Number.isNaN(time)) return
  lastRead = Date.now()
  aheadMs = time - lastRead
}
