/** One request to the Frontend API. Paths come without their query: it may hold tokens. */
export type LoggedRequest = {
  /** Real time, which the movable clock leaves alone. */
  at: number
  method: string
  path: string
  origin: string | null
  /** `null` when the connection was dropped on purpose. */
  status: number | null
  milliseconds: number
}

/** Oldest first. */
export type RequestLog = LoggedRequest[]

export function logRequest(log: RequestLog, request: LoggedRequest) {
  log.push(request)
  if (log.length > 10_000) log.splice(0, 1000)
}
