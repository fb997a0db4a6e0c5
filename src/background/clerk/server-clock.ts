let aheadMs = 0

/** Clerk's time in epoch milliseconds, also where the clock of this device is off. */
export function serverNow() {
  return Date.now() + aheadMs
}

/** Reads Clerk's time from an answer; it is exact to a second. */
export function setServerClock(headers: Headers) {
  const date = Date.parse(headers.get("date") ?? "")
  if (!Number.isNaN(date)) aheadMs = date - Date.now()
}
