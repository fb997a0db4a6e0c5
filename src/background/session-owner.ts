import { failed } from "~messaging/failed"
import { isUnanswered, MessageError } from "~messaging/message-error"
import {
  type KnownSession,
  lastKnownOf,
  type SessionSnapshot,
  type SessionState,
  sessionIdOf,
  type Unavailable
} from "~session/snapshot"
import type { AuthClient } from "./auth-client"
import { toFailure, toSafeWords } from "./failure"
import { createTurns, inTime } from "./in-turn"
import { isReadable, readSnapshot, snapshotAfter, writeSnapshot } from "./snapshot-store"

/** In milliseconds: how long a snapshot counts as current without another call to Clerk. */
export const FRESH_FOR_MS = 60_000

/** In milliseconds: how long a failed sync is answer enough for a patient caller. */
export const PATIENT_FOR_MS = 2_000

/** In milliseconds: no pause is longer than this, whatever Clerk, or something in its place, requests. */
const LONGEST_PAUSE_MS = 300_000

/** A requested pause gets longer by up to this share of it, by chance, so that not everyone comes back at the same second. */
const SPREAD = 0.25

type SyncOptions = {
  /** Syncs even if the snapshot is fresh. */
  force?: boolean | undefined
  /** Only the session may have changed, not the instance's settings. */
  onlyClient?: boolean | undefined
  /** Right after a failed sync, its result will do. For callers that may call as often as they like. */
  isPatient?: boolean | undefined
}

/**
 * The only writer of the snapshot. Commands run one at a time, and each publishes the new snapshot before it resolves;
 * queries don't wait in that queue.
 *
 * @param onPublish gets each snapshot, for the toolbar.
 */
export function createSessionOwner<Client>(
  auth: AuthClient<Client>,
  onPublish: (snapshot: SessionSnapshot) => unknown
) {
  const inTurn = createTurns()

  async function explained<Value>(run: () => Promise<Value>): Promise<Value> {
    try {
      return await run()
    } catch (error) {
      throw auth.explain(error)
    }
  }

  /** The last snapshot couldn't be written, so the stored one is outdated, however recent it looks. */
  let isBehind = false

  /** The last snapshot says that Clerk couldn't be reached. */
  let isUnavailable = false

  /** The last sync, if it failed and nothing has been published since. */
  let inVain: { turn: Promise<void>; endedAt: number } | undefined

  async function publish(state: SessionState, before: SessionSnapshot) {
    inVain = undefined
    const snapshot = snapshotAfter(before, isReadable(state) ? state : unreadable(before))
    // At once: both wait for Chrome.
    const [written, shown] = await Promise.allSettled([writeSnapshot(snapshot), show(snapshot)])
    // A command doesn't fail because of this.
    if (shown.status === "rejected") console.error(toSafeWords(shown.reason))
    isBehind = written.status === "rejected"
    if (written.status === "rejected") {
      console.error(toSafeWords(written.reason))
      throw failed("unexpected", "errorNoRoom")
    }
    isUnavailable = snapshot.status === "unavailable"
  }

  // It never throws, but rejects.
  const show = async (snapshot: SessionSnapshot) => onPublish(snapshot)

  // Clerk's answer doesn't fit the shape of a snapshot. Pages show the same error as for an answer that isn't Clerk's.
  function unreadable(before: SessionSnapshot) {
    console.error("Invalid snapshot")
    const error = failed("clerk-down", "errorUnreadableAnswer")
    return unavailable(error, lastKnownOf(before))
  }

  const settleAndRead = (options: { isCommand: boolean }) =>
    Promise.all([explained(() => auth.settle(options)), readSnapshot()])

  async function publishKnown(options: { isCommand: boolean }) {
    const [state, before] = await settleAndRead(options)
    await publish(withTaskCount(state, lastKnownOf(before)), before)
  }

  async function publishUnavailable(error: unknown) {
    const before = await readSnapshot()
    await publish(unavailable(error, lastKnownOf(before)), before)
  }

  async function publishEnd() {
    const [state, before] = await settleAndRead({ isCommand: false })
    const known = lastKnownOf(before)
    const isOther = sessionIdOf(state) !== sessionIdOf(known) || state.status !== known?.status
    if (isOther) await publish(withTaskCount(state, known), before)
  }

  // A command without an answer may have been carried out anyway, so what the client holds may be outdated.
  let isInDoubt = false

  async function endDoubt() {
    if (isInDoubt) isInDoubt = (await explained(() => auth.reload({ onlyClient: true }))) === "held"
  }

  let syncing: Promise<void> | undefined

  /** A forced sync whose turn hasn't come yet. */
  let queued: { turn: Promise<void>; onlyClient: boolean } | undefined

  async function syncNow(force: boolean, onlyClient: boolean) {
    if (!force && !isBehind && isFresh(await readSnapshot())) return
    try {
      // Nothing new is known then, and the snapshot keeps its age.
      if ((await explained(() => auth.reload({ onlyClient }))) === "held") return
    } catch (error) {
      return publishUnavailable(error)
    }
    isInDoubt = false
    await publishKnown({ isCommand: false })
  }

  return {
    /**
     * Fetches the session from Clerk, unless the snapshot is fresh; concurrent callers share one sync, and those that force one share the
     * next. Failing to reach Clerk also results in a snapshot, so this only rejects if no snapshot can be written.
     */
    sync: ({ force = false, onlyClient = false, isPatient = false }: SyncOptions = {}): Promise<void> => {
      if (syncing && !force) return syncing
      if (force && queued?.onlyClient === onlyClient) return queued.turn
      if (isPatient && !force && inVain && isRecent(inVain.endedAt, PATIENT_FOR_MS)) return inVain.turn
      const turn = inTurn(() => {
        if (queued?.turn === turn) queued = undefined
        return syncNow(force, onlyClient)
      })
        .catch(publishUnavailable)
        .finally(() => {
          if (syncing === turn) syncing = undefined
          if (isBehind || isUnavailable) inVain = { turn, endedAt: Date.now() }
        })
      syncing = turn
      if (force) queued = { turn, onlyClient }
      return turn
    },

    /**
     * Runs a command, and publishes even if it fails: a failed attempt can still move a sign-in forward. After a command without an
     * answer, it fetches the result from Clerk.
     */
    change: <Result>(run: (client: Client) => Promise<Result>): Promise<Result> =>
      inTurn(async () => {
        await endDoubt()
        const client = await explained(() => auth.load({ isCommand: true })).catch(async (error) => {
          await publishUnavailable(error).catch(() => {})
          throw error
        })
        // Stays true if the time limit ends the command.
        isInDoubt = true
        const result = await explained(() => run(client)).catch(async (error) => {
          isInDoubt = error instanceof MessageError && isUnanswered(error)
          await endDoubt().catch(() => {})
          // The command's error matters more than a failure to publish.
          await publishKnown({ isCommand: true }).catch(() => {})
          throw error
        })
        isInDoubt = false
        await publishKnown({ isCommand: true }).catch((error) => {
          if (!(error instanceof MessageError)) console.error(toSafeWords(error))
          throw failed("unexpected", "errorDoneNotShown")
        })
        return result
      }),

    /** Answers a query. If the answer is that the session has ended or has a new task, every page gets a new snapshot. */
    ask: <Result>(run: (client: Client) => Promise<Result>): Promise<Result> =>
      inTime(explained(async () => run(await auth.load()))).catch((error) => {
        if (error instanceof MessageError && error.code === "signed-out")
          void inTurn(publishEnd).catch(() => {})
        throw error
      })
  }
}

function isFresh(snapshot: SessionSnapshot, now = Date.now()) {
  if (snapshot.status === "loading") return false
  // A time in the future doesn't count: this device's clock was set back since.
  if (snapshot.status === "unavailable") {
    const pause = (snapshot.retryAt ?? 0) - now
    return pause > 0 && pause <= LONGEST_PAUSE_MS * (1 + SPREAD)
  }
  return isRecent(snapshot.syncedAt, FRESH_FOR_MS, now)
}

function isRecent(time: number, forMs: number, now = Date.now()) {
  const age = now - time
  return age >= 0 && age < forMs
}

// Clerk reports only the tasks that are left; "2 of 3" needs to remember how many there were.
function withTaskCount(state: KnownSession, before: KnownSession | null): KnownSession {
  if (state.status !== "pending") return state
  const countBefore =
    before?.status === "pending" && before.sessionId === state.sessionId ? before.taskCount : 0
  return { ...state, taskCount: Math.max(state.tasks.length, countBefore) }
}

function unavailable(error: unknown, lastKnown: KnownSession | null): Unavailable {
  const { code, advice, retryAfterSeconds, traceId } = toFailure(error)
  return {
    status: "unavailable",
    reason: reasonOf(code),
    advice: advice ?? null,
    traceId: traceId ?? null,
    lastKnown,
    retryAt:
      retryAfterSeconds === undefined
        ? null
        : Date.now() + Math.min(retryAfterSeconds * 1000, LONGEST_PAUSE_MS) * (1 + Math.random() * SPREAD)
  }
}

function reasonOf(code: MessageError["code"]): Unavailable["reason"] {
  switch (code) {
    case "offline":
    case "clerk-down":
    case "rate-limited":
    case "misconfigured":
    case "outdated-chrome":
      return code
    case "timed-out":
      return "clerk-down"
    default:
      return "unexpected"
  }
}
