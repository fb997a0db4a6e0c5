import { createTurns } from "./in-turn"
import { readSnapshot } from "./snapshot-store"

/** The alarm that syncs without anyone asking: sessions also end elsewhere, for example when they're revoked or the user is banned. */
export const SYNC_ALARM = "sync"

/** In seconds: after this long without input, nobody uses the browser. */
const UNUSED_AFTER = 300

/** In minutes. Chance decides where in it, so that browsers don't call Clerk at the same time. */
type Pause = readonly [shortest: number, longest: number]

const WHILE_USED: Pause = [4, 5]
const AFTER_RETURN: Pause = [0.5, 4.5]
const AFTER_FAILURE: Pause = [5, 15]
/** The first of these pauses. Each is twice as long as the one before, up to four times this. So no hour has more than two syncs. */
const WHILE_UNUSED: Pause = [60, 90]
const DOUBLINGS = 2

/** How many alarms have gone off since someone used the browser. */
const COUNT_KEY = "alarms-since-use"

/**
 * Decides when the next alarm goes off: every few minutes while someone uses the browser, and less and less often while nobody does. Each
 * alarm sets the next one. Everything it needs survives a stopped worker.
 */
export function createSyncSchedule(sync: () => Promise<unknown>, random = Math.random) {
  const inTurn = createTurns()

  async function setAlarm(count: number, pause?: Pause) {
    const [shortest, longest] = pause ?? (await pauseAfter(count))
    await chrome.alarms.create(SYNC_ALARM, { delayInMinutes: shortest + random() * (longest - shortest) })
    // Without room for it, the previous count stays, which does no harm.
    await chrome.storage.session.set({ [COUNT_KEY]: count }).catch(() => {})
  }

  return {
    /** For each start of the worker: sets the alarm if there's none, or if it's so late that the clock was set back since. */
    keep: (): Promise<void> =>
      inTurn(async () => {
        // Chrome forgets it when it closes.
        chrome.idle.setDetectionInterval(UNUSED_AFTER)
        const count = await readCount()
        const [, longest] = await pauseAfter(count)
        const alarm = await chrome.alarms.get(SYNC_ALARM)
        if (!alarm || alarm.scheduledTime > Date.now() + longest * 60_000) await setAlarm(count)
      }),

    /** The alarm has gone off. */
    ring: async (): Promise<void> => {
      const isDue = await inTurn(async () => {
        const isUsed = (await chrome.idle.queryState(UNUSED_AFTER)) === "active"
        const count = await readCount()
        // Before the sync, during which Chrome may stop the worker.
        await setAlarm(isUsed ? 0 : count + 1)
        // The first alarm that finds nobody only begins the long pauses.
        return isUsed || count > 0
      })
      const snapshot = await readSnapshot()
      // Nothing happens elsewhere to a user who is signed out and isn't signing in.
      if (!isDue || (snapshot.status === "signed-out" && !snapshot.attempt)) return
      await sync()
      // Again, because the pause depends on the result.
      await inTurn(async () => setAlarm(await readCount()))
    },

    /** Someone uses the browser again. If no alarm has gone off in the meantime, the next one is near. */
    noticeUse: (): Promise<void> =>
      inTurn(async () => {
        if ((await readCount()) > 0) await setAlarm(0, AFTER_RETURN)
      })
  }
}

async function pauseAfter(count: number): Promise<Pause> {
  if (count === 0) {
    // Without a network, nothing was sent, so it may try again as soon as usual.
    const hasFailed = navigator.onLine && (await readSnapshot()).status === "unavailable"
    return hasFailed ? AFTER_FAILURE : WHILE_USED
  }
  const times = 2 ** Math.min(count - 1, DOUBLINGS)
  return [WHILE_UNUSED[0] * times, WHILE_UNUSED[1] * times]
}

async function readCount() {
  const { [COUNT_KEY]: count } = await chrome.storage.session.get(COUNT_KEY)
  return typeof count === "number" && count >= 1 ? count : 0
}
