/** A request to the Frontend API. The path has no query, because that can contain tokens. */
export type LoggedRequest = {
  /** Counts up from 1. */
  number: number
  /** The real time, regardless of the emulator's clock. */
  at: number
  method: string
  path: string
  origin: string | null
  /** Known once the request is processed, even if the response is delayed. `null` if the connection was dropped. */
  status: number | null
  milliseconds: number
}

/** Oldest first. */
export type RequestLog = LoggedRequest[]

export function logRequest(log: RequestLog, request: Omit<LoggedRequest, "number">) {
  log.push({ number: (log.at(-1)?.number ?? 0) + 1, ...request })
  if (log.length > 10_000) log.splice(0, 1000)
}
