import * as v from "valibot"

export const Milliseconds = v.pipe(v.number(), v.minValue(0), v.maxValue(600_000))

/** Something that goes wrong with the requests that match. */
export const Fault = v.strictObject({
  match: v.strictObject({
    method: v.optional(v.pipe(v.string(), v.toUpperCase())),
    /** `*` stands for anything, `:id` for one part. */
    path: v.pipe(v.string(), v.startsWith("/"))
  }),
  /** How often; for ever if left out. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Holds the request back: the emulator never hears a caller that leaves meanwhile. */
  delayMs: v.optional(Milliseconds),
  /** Holds the answer back, after the work: a caller that leaves meanwhile was heard. */
  delayAfterMs: v.optional(Milliseconds),
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
  body: v.optional(v.unknown()),
  /** Seconds, for the `Retry-After` header. */
  retryAfter: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  malformed: v.optional(v.picklist(["json", "html", "empty"])),
  /** With `status`, `body` or `malformed`: the work is done anyway, and only its answer is lost. */
  workDone: v.optional(v.boolean()),
  /**
   * Drops the connection `before` the work, or once it's done: `after` it, without a byte of the answer, or `in-headers` or
   * `in-body` of the answer. On a connection that it has used before, Chromium sends a request again by itself when no byte of an
   * answer came, a POST too. So only the last two are sure to lose an answer.
   */
  abort: v.optional(v.picklist(["before", "after", "in-headers", "in-body"]))
})

export type Fault = v.InferOutput<typeof Fault>

/** The first fault for a request, if any; uses it up once. */
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
