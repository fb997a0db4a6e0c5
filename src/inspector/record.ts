import type { SessionSnapshot } from "~session/snapshot"

/** The record's key in `chrome.storage.session`. */
export const RECORD_KEY = "inspector-record"

/**
 * What the service worker has done since the browser started, oldest first. Only builds with the inspector have one. It holds names,
 * kinds, times and outcomes: never a request's body, a query's answer, a token, a password, a code, or what a user typed.
 */
export type InspectorRecord = {
  /** How many times Chrome has started the worker. */
  workers: number
  entries: Entry[]
}

export type Entry = Start | Event | Message | Sync | Publication | Request | Tab

/** The kinds of entries, in the order of the inspector's filter. */
export const ENTRY_KINDS = ["start", "event", "message", "sync", "snapshot", "request", "tab"] as const

/** What each entry has. */
export type Noted = {
  /** The number of the worker, counted from 1. */
  worker: number
  /** The number of the entry within its worker. */
  number: number
  /** In epoch milliseconds. */
  at: number
}

/** What takes a while. An entry of an earlier worker without this was cut short when Chrome stopped that worker. */
type Lasting = { tookMs?: number }

/** Chrome started the worker. `reason`: the first event it got, if Chrome sent one. */
export type Start = Noted & { kind: "start"; reason?: string }

/** An event from Chrome, other than a message. */
export type Event = Noted & { kind: "event"; what: string }

/** A command or query, and its reply. */
export type Message = Noted &
  Lasting & {
    kind: "message"
    /** `null` if no contract has its name, or if its sender isn't allowed: such a message isn't read. */
    name: string | null
    type: "command" | "query" | null
    /** The path of the page, or the origin of a stranger. */
    from: string
    isRepeated: boolean
    /** How long a command waited for the ones before it. */
    waitedMs?: number
    /** `ok`, or the failure's code. */
    reply?: string
    /** The failure's advice for the author. */
    advice?: string
  }

/**
 * A request to sync. `fresh`: the snapshot was less than a minute old. `shared`: the result of an earlier sync counts. `held`: Clerk
 * mustn't be called while a provider's window is open.
 */
export type Sync = Noted &
  Lasting & {
    kind: "sync"
    because: string
    force: boolean
    onlyClient: boolean
    outcome?: "fresh" | "shared" | "held" | "asked" | "failed"
  }

/** A snapshot that was published. */
export type Publication = Noted & {
  kind: "snapshot"
  because: string
  revision: number
  status: SessionSnapshot["status"]
  /** What differs from the previous snapshot: values of `status`, `tasks` and `reason`, and names of other fields. */
  changes: string[]
}

/** A request to Clerk's Frontend API. */
export type Request = Noted &
  Lasting & {
    kind: "request"
    method: string
    /** Without the query, and with IDs shortened. */
    path: string
    /** The SDK sends it again after a failure: 1 for the first repetition. */
    retry?: number
    /** `0` if there was no answer. */
    status?: number
    /** Clerk's error code. */
    code?: string
    /** Clerk's trace ID, for support. */
    traceId?: string
  }

/** The worker showed a task's page. */
export type Tab = Noted & { kind: "tab"; how: "opened" | "focused"; url: string }
