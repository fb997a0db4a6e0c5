import { t } from "~i18n"
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
import { isReadable, readSnapshot, writeSnapshot } from "./snapshot-store"

/** In milliseconds: how long a snapshot is taken for the truth without asking Clerk again. */
export const FRESH_FOR_MS = 60_000

/** In milliseconds: how long a failed look is answer enough for a caller who is patient. */
export const PATIENT_FOR_MS = 2_000

/** In milliseconds: longer than this nobody is kept waiting, whatever Clerk, or something in its place, asks for. */
const LONGEST_PAUSE_MS = 300_000

type SyncOptions = {
  /** Also when what is known is fresh. */
  force?: boolean | undefined
  /** What the instance allows has not changed, only the session. */
  onlyClient?: boolean | undefined
  /** Right after a failed look, its answer will do. For callers who may ask as often as they like. */
  isPatient?: boolean | undefined
}

/**
 * The only writer of the snapshot. Commands run one at a time, and each has published the new snapshot before it resolves;
 * queries do not wait in that queue.
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

  /** The last snapshot could not be written, so the one in storage is old, however young it looks. */
  let isBehind = false

  /** The last snapshot says that Clerk could not be asked. */
  let isUnavailable = false

  /** The last look, if it failed and nothing has been published since. */
  let inVain: { turn: Promise<void>; endedAt: number } | undefined

  async function publish(state: SessionState) {
    inVain = undefined
    let snapshot: SessionSnapshot
    try {
      snapshot = await writeSnapshot(isReadable(state) ? state : await unreadable())
      isBehind = false
      isUnavailable = snapshot.status === "unavailable"
    } catch (error) {
      isBehind = true
      console.error(toSafeWords(error))
      throw new MessageError({ code: "unexpected", message: t("errorNoRoom") })
    }
    try {
      await onPublish(snapshot)
    } catch (error) {
      // Nobody's command fails for that.
      console.error(toSafeWords(error))
    }
  }

  // What we took for Clerk's answer makes no snapshot. Pages say so, as of any answer that isn't Clerk's.
  async function unreadable() {
    console.error("The session doesn't have the shape of a snapshot")
    const error = new MessageError({ code: "clerk-down", message: t("errorUnreadableAnswer") })
    return unavailable(error, lastKnownOf(await readSnapshot()))
  }

  async function publishKnown({ isCommand }: { isCommand: boolean }) {
    const state = await explained(() => auth.settle({ isCommand }))
    await publish(withTaskCount(state, lastKnownOf(await readSnapshot())))
  }

  async function publishUnavailable(error: unknown) {
    await publish(unavailable(error, lastKnownOf(await readSnapshot())))
  }

  async function publishEnd() {
    const before = lastKnownOf(await readSnapshot())
    const state = await explained(() => auth.settle({ isCommand: false }))
    const isOther = sessionIdOf(state) !== sessionIdOf(before) || state.status !== before?.status
    if (isOther) await publish(withTaskCount(state, before))
  }

  // A command that got no answer may have been carried out anyway: then what the client holds is old.
  let isInDoubt = false

  async function endDoubt() {
    if (isInDoubt) isInDoubt = (await explained(() => auth.reload({ onlyClient: true }))) === "held"
  }

  let looking: Promise<void> | undefined

  async function look(force: boolean, onlyClient: boolean) {
    if (!force && !isBehind && isFresh(await readSnapshot())) return
    try {
      // Nothing new is known then, and what is known stays as old as it is.
      if ((await explained(() => auth.reload({ onlyClient }))) === "held") return
    } catch (error) {
      return publishUnavailable(error)
    }
    isInDoubt = false
    await publishKnown({ isCommand: false })
  }

  return {
    /**
     * Looks at Clerk, unless what is known is fresh; those who ask meanwhile get the same look. That Clerk cannot be asked is a
     * state too, so this only rejects when no snapshot can be written.
     */
    sync: ({ force = false, onlyClient = false, isPatient = false }: SyncOptions = {}): Promise<void> => {
      if (looking && !force) return looking
      if (isPatient && !force && inVain && isRecent(inVain.endedAt, PATIENT_FOR_MS)) return inVain.turn
      const turn = inTurn(() => look(force, onlyClient))
        .catch(publishUnavailable)
        .finally(() => {
          if (looking === turn) looking = undefined
          if (isBehind || isUnavailable) inVain = { turn, endedAt: Date.now() }
        })
      looking = turn
      return turn
    },

    /**
     * Runs a command. Also a failed one may have changed something, for example how far a sign-in has come. After one that got no
     * answer, Clerk is asked what has come of it.
     */
    change: <Result>(run: (client: Client) => Promise<Result>): Promise<Result> =>
      inTurn(async () => {
        await endDoubt()
        const client = await explained(() => auth.load({ isCommand: true })).catch(async (error) => {
          await publishUnavailable(error).catch(() => {})
          throw error
        })
        // Stays so where the time limit ends it.
        isInDoubt = true
        const result = await explained(() => run(client)).catch(async (error) => {
          isInDoubt = error instanceof MessageError && isUnanswered(error)
          await endDoubt().catch(() => {})
          // What the command says matters more than what stands in the way of the snapshot.
          await publishKnown({ isCommand: true }).catch(() => {})
          throw error
        })
        isInDoubt = false
        await publishKnown({ isCommand: true }).catch((error) => {
          if (!(error instanceof MessageError)) console.error(toSafeWords(error))
          throw new MessageError({ code: "unexpected", message: t("errorDoneNotShown") })
        })
        return result
      }),

    /** Answers a query. Its answer may be that the session has ended, or has a new task: then every page learns of that. */
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
  // Neither holds for a time that is still to come: somebody has set the clock of this device back since.
  if (snapshot.status === "unavailable") {
    const pause = (snapshot.retryAt ?? 0) - now
    return pause > 0 && pause <= LONGEST_PAUSE_MS
  }
  return isRecent(snapshot.syncedAt, FRESH_FOR_MS, now)
}

function isRecent(time: number, forMs: number, now = Date.now()) {
  const age = now - time
  return age >= 0 && age < forMs
}

// Clerk tells only the tasks that are left; "2 of 3" needs to remember how many there were.
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
        : Date.now() + Math.min(retryAfterSeconds * 1000, LONGEST_PAUSE_MS)
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
