import * as v from "valibot"

export const Milliseconds = v.pipe(v.number(), v.minValue(0), v.maxValue(600_000))

/** A fault that affects matching requests. */
export const Fault = v.strictObject({
  match: v.strictObject({
    method: v.optional(v.pipe(v.string(), v.toUpperCase())),
    /** `*` matches anything, and `:id` matches one segment. */
    path: v.pipe(v.string(), v.startsWith("/"))
  }),
  /** How many requests to affect. Unlimited if omitted. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Delays the request. If the caller disconnects during the delay, the request is never processed. */
  delayMs: v.optional(Milliseconds),
  /** Delays the response until after the request is processed. A caller that disconnects doesn't undo the work. */
  delayAfterMs: v.optional(Milliseconds),
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
  body: v.optional(v.unknown()),
  /** Seconds, for the `Retry-After` header. */
  retryAfter: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  malformed: v.optional(v.picklist(["json", "html", "empty"])),
  /** With `status`, `body` or `malformed`: processes the request anyway, and only replaces the response. */
  workDone: v.optional(v.boolean()),
  /**
   * Drops the connection `before` the request is processed, or afterwards: `after` sends no byte of the response, `in-headers` and
   * `in-body` send a part of it. On a reused connection, Chromium retries a request that got no byte of a response, even a POST. So
   * only the last two reliably lose a response.
   */
  abort: v.optional(v.picklist(["before", "after", "in-headers", "in-body"]))
})

export type Fault = v.InferOutput<typeof Fault>

/** Returns the first fault that matches a request, and counts the use. */
export function takeFault(faults: Fault[], method: string, path: string) {
  const fault = faults.find((candidate) => candidate.times !== 0 && matches(candidate, method, path))
  if (fault?.times !== undefined) fault.times -= 1
  return fault
}

function matches({ match }: Fault, method: string, path: string) {
  if (match.method && match.method !== method) return false
  const pattern = match.path
    .split("*")
    .map((text) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*")
    .replace(/:\w+/g, "[^/]+")
  return new RegExp(`^${pattern}/?$`).test(path)
}
