/** One request to the Frontend API. Paths come without their query: it may hold tokens. */
export type LoggedRequest = {
  /** Counts up from 1. */
  number: number
  /** Real time, which the movable clock leaves alone. */
  at: number
  method: string
  path: string
  origin: string | null
  /** Of an answer that is held back, too, as soon as the work is done. `null` when the connection was dropped. */
  status: number | null
  milliseconds: number
}

/** Oldest first. */
export type RequestLog = LoggedRequest[]

export function logRequest(log: RequestLog, request: Omit<LoggedRequest, "number">) {
  log.push({ number: (log.at(-1)?.number ?? 0) + 1, ...request })
  if (log.length > 10_000) log.splice(0, 1000)
}
