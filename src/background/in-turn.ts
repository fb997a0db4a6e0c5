/** Longer than the SDK's own retries of a failing request, shorter than the time limit of `send()`. */
const TIME_LIMIT_MS = 20_000

/** A turn took longer than its time limit. It may still end, but the turns after it no longer wait for it. */
export class TurnTimedOut extends Error {
  override name = "TurnTimedOut"
}

/**
 * Makes a queue: what it is given runs one after the other, because two pages may act on the same session at once.
 * A turn that fails or hangs does not stop those behind it.
 */
export function createTurns(timeLimitMs = TIME_LIMIT_MS) {
  let lastTurn: Promise<unknown> = Promise.resolve()

  return function inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    const turn = lastTurn.then(() => withTimeLimit(run(), timeLimitMs))
    lastTurn = turn.catch(() => {})
    return turn
  }
}

/** Stops waiting for a promise that takes too long. */
export function withTimeLimit<Result>(
  promise: Promise<Result>,
  milliseconds = TIME_LIMIT_MS
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TurnTimedOut(`No answer within ${milliseconds} ms`)), milliseconds)
  })
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer))
}
