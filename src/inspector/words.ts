import type { Entry, Message, Request, Sync } from "./record"

/** An entry in words. */
export type Line = {
  time: string
  kind: string
  what: string
  /** Why, and what else is known. */
  details: string
  result: string
  isProblem: boolean
  took: string
}

/** The names of the kinds of entries. */
export const KINDS: Record<Entry["kind"], string> = {
  start: "worker",
  event: "event",
  message: "message",
  sync: "sync",
  snapshot: "snapshot",
  request: "request",
  tab: "tab"
}

/** An entry in words. `worker`: the number of the latest worker. */
export function lineOf(entry: Entry, worker: number): Line {
  const tookMs = "tookMs" in entry ? entry.tookMs : undefined
  return {
    time: timeOf(entry.at),
    kind: KINDS[entry.kind],
    details: "",
    result: "",
    isProblem: false,
    ...wordsFor(entry, entry.worker < worker),
    took: tookMs === undefined ? "" : `${tookMs} ms`
  }
}

type Words = Pick<Line, "what"> & Partial<Line>

function wordsFor(entry: Entry, isOver: boolean): Words {
  switch (entry.kind) {
    case "start":
      return {
        what: `Chrome started worker ${entry.worker}`,
        details: `cause: ${entry.reason ?? "something other than an event, such as DevTools"}`
      }
    case "event":
      return { what: entry.what }
    case "message":
      return ofMessage(entry, isOver)
    case "sync":
      return ofSync(entry, isOver)
    case "snapshot":
      return {
        what: `revision ${entry.revision}: ${entry.status}`,
        details: `cause: ${entry.because}`,
        result: entry.changes.length > 0 ? `changed: ${entry.changes.join("; ")}` : "only its age changed",
        isProblem: entry.status === "unavailable"
      }
    case "request":
      return ofRequest(entry, isOver)
    case "tab":
      return { what: `${entry.how} ${entry.url}` }
  }
}

const CUT_SHORT = { result: "cut short: Chrome stopped the worker", isProblem: true }

function ofMessage(message: Message, isOver: boolean): Words {
  const { type, name, from, isRepeated, waitedMs, reply, advice } = message
  const details = [
    `from ${from}`,
    isRepeated && "sent again, because Chrome stopped the worker that had it",
    waitedMs !== undefined && `waited ${waitedMs} ms for its turn`,
    advice
  ]
  const said = { what: `${type ?? "message"} ${name ?? "(not read)"}`, details: joined(details) }
  if (reply !== undefined) return { ...said, result: reply, isProblem: reply !== "ok" }
  return isOver ? { ...said, ...CUT_SHORT } : { ...said, result: "no reply yet" }
}

const SYNC_RESULTS: Record<NonNullable<Sync["outcome"]>, string> = {
  fresh: "not needed: the snapshot was fresh",
  shared: "shares the result of an earlier sync",
  held: "put off: a provider’s window is open",
  asked: "Clerk answered",
  failed: "failed"
}

function ofSync(sync: Sync, isOver: boolean): Words {
  const { force, onlyClient, because, outcome, tookMs } = sync
  const how = joined([force && "forced", onlyClient && "without the instance’s settings"])
  const said = { what: how ? `sync, ${how}` : "sync", details: `cause: ${because}` }
  if (outcome && tookMs !== undefined) {
    return { ...said, result: SYNC_RESULTS[outcome], isProblem: outcome === "failed" }
  }
  return isOver ? { ...said, ...CUT_SHORT } : { ...said, result: "under way" }
}

function ofRequest(request: Request, isOver: boolean): Words {
  const { method, path, retry, status, code, traceId } = request
  const said = {
    what: `${method} ${path}`,
    details: joined([retry !== undefined && `repetition ${retry}`, traceId && `trace ID ${traceId}`])
  }
  if (status === undefined) return isOver ? { ...said, ...CUT_SHORT } : { ...said, result: "under way" }
  if (status === 0) return { ...said, result: "no answer", isProblem: true }
  return { ...said, result: joined([String(status), code], " "), isProblem: status >= 400 }
}

function joined(parts: (string | false | undefined)[], separator = ", ") {
  return parts.filter(Boolean).join(separator)
}

/** `14:05:09.012`, in local time. */
export function timeOf(at: number): string {
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, "0")
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":")
  return `${clock}.${String(date.getMilliseconds()).padStart(3, "0")}`
}

/** `12 s`, `3 min 5 s` */
export function durationOf(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** An ID short enough for a bug report, and long enough to be found: `sess_…4f2A`. */
export function shortId(id: string): string {
  return id.replace(/^([a-z]+_)?.*(.{4})$/, (_, prefix = "", end) => `${prefix}…${end}`)
}
