/** Waits for a promise for at most a number of milliseconds, then rejects with the error from `timedOut`. */
export function withTimeLimit<Value>(
  promise: Promise<Value>,
  milliseconds: number,
  timedOut: () => Error
): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut()), milliseconds)
  })
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer))
}
