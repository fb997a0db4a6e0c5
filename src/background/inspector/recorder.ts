import {
  type Entry,
  type Event,
  type InspectorRecord,
  type Message,
  type Noted,
  RECORD_KEY,
  type Start
} from "~inspector/record"
import { isSnapshot } from "~session/is-snapshot"
import { NEVER_SYNCED, type SessionSnapshot, SNAPSHOT_KEY } from "~session/snapshot"

/** The record is a ring: the oldest entries make room for new ones. */
const MOST_ENTRIES = 400

/** The entries of this worker. */
const own: Entry[] = []
let noted = 0
let isSaving = false
let isUnsaved = false

/** What earlier workers left, read before this one writes. */
let earlier: ReturnType<typeof read> | undefined

function readEarlier() {
  earlier ??= read()
  return earlier
}

async function read() {
  const stored = await chrome.storage.session.get<Record<string, unknown>>([RECORD_KEY, SNAPSHOT_KEY])
  const { workers = 0, entries = [] } = (stored[RECORD_KEY] ?? {}) as Partial<InspectorRecord>
  const snapshot = stored[SNAPSHOT_KEY]
  return { workers, entries, snapshot: isSnapshot(snapshot) ? snapshot : NEVER_SYNCED }
}

/** The snapshot that this worker found when it started. */
export async function earlierSnapshot(): Promise<SessionSnapshot> {
  return (await readEarlier()).snapshot
}

/** Adds an entry. Returns it for `amend()`. */
export function note<Of extends Entry>(entry: Omit<Of, keyof Noted>): Of {
  noted += 1
  // `save()` sets the worker.
  const added = { ...entry, worker: 0, number: noted, at: Date.now() } as Of
  own.push(added)
  if (own.length > MOST_ENTRIES) own.shift()
  void save()
  return added
}

/** Adds to an entry what has become known since. */
export function amend<Of extends Entry>(entry: Of, news: Partial<Of>) {
  Object.assign(entry, news)
  void save()
}

/** In milliseconds: how long ago an entry was noted. */
export function since({ at }: { at: number }): number {
  return Date.now() - at
}

// Chrome may stop the worker at any moment, so entries are written at once. Only those that come during a write wait for it.
async function save() {
  isUnsaved = true
  if (isSaving) return
  isSaving = true
  const { workers, entries } = await readEarlier()
  while (isUnsaved) {
    isUnsaved = false
    const worker = workers + 1
    const all = [...entries, ...own.map((entry) => ({ ...entry, worker }))].slice(-MOST_ENTRIES)
    const record: InspectorRecord = { workers: worker, entries: all }
    // Without room for it, the extension works as before.
    await chrome.storage.session.set({ [RECORD_KEY]: record }).catch(() => {})
  }
  isSaving = false
}

/** Why something happens, and the message that it's part of, if it's part of one. */
export type Cause = { why: string; message?: Message }

let cause: Cause | undefined
let start: Start | undefined

/** Chrome has started the worker. */
export function noteStart() {
  start = note<Start>({ kind: "start" })
  setCause({ why: "the worker started" })
}

/** Chrome has sent the worker an event. */
export function noteEvent(what: string) {
  note<Event>({ kind: "event", what })
  arrived({ why: what })
}

/** A page has sent the worker this message. */
export function noteMessage(message: Message) {
  arrived({ why: `${message.name ?? "a message"} from ${message.from}`, message })
}

// The first event is why Chrome started the worker.
function arrived(next: Cause) {
  if (start && start.reason === undefined) amend(start, { reason: next.why })
  setCause(next)
}

/**
 * Everything that begins in this task, before Chrome's next event, has this cause: handlers call the session owner before they wait for
 * anything.
 */
export function setCause(next: Cause) {
  cause = next
  setTimeout(() => {
    if (cause === next) cause = undefined
  })
}

/** The cause of what is beginning now. */
export function currentCause(): Cause {
  return cause ?? { why: "the worker’s own code" }
}
