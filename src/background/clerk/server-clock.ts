// Not known before the first answer.
let aheadMs = Number.NaN
let lastRead = 0

/** Clerk's time in epoch milliseconds, even if this device's clock is wrong; `NaN` until it's known. */
export function serverNow() {
  const now = Date.now()
  // The device's clock was set back.
  if (now < lastRead) aheadMs = Number.NaN
  lastRead = now
  return now + aheadMs
}

/** Reads Clerk's time from an answer; it's exact to a second. */
export function setServerClock(headers: Headers) {
  setServerTime(Date.parse(headers.get("date") ?? ""))
}

/** Sets Clerk's time directly, in epoch milliseconds. */
export function setServerTime(time: number) {
  if (Number.isNaN(time)) return
  lastRead = Date.now()
  aheadMs = time - lastRead
}
