import { withTimeLimit } from "~messaging/time-limit"

/** In milliseconds. Longer than the SDK's own retries of a failing request, shorter than the time limit of `send()`. */
const TIME_LIMIT_MS = 20_000

/** Something took longer than its time limit. It may still finish, but nothing waits for it any longer. */
export class TurnTimedOut extends Error {
  override name = "TurnTimedOut"
}

/**
 * Makes a queue that runs its tasks one after the other, because two pages may act on the same session at once.
 * A task that fails or hangs doesn't stop the ones behind it.
 */
export function createTurns(timeLimitMs = TIME_LIMIT_MS) {
  let lastTurn: Promise<unknown> = Promise.resolve()

  return function inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    const turn = lastTurn.then(() => inTime(run(), timeLimitMs))
    lastTurn = turn.catch(() => {})
    return turn
  }
}

/** Waits for a promise no longer than a turn may take, then throws a `TurnTimedOut`. */
export function inTime<Result>(promise: Promise<Result>, timeLimitMs = TIME_LIMIT_MS): Promise<Result> {
  return withTimeLimit(
    promise,
    timeLimitMs,
    () => new TurnTimedOut(`No answer within ${timeLimitMs} milliseconds`)
  )
}
