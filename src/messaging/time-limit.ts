/** Stops waiting for a promise that takes longer than a number of milliseconds; then rejects with what `timedOut` makes. */
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
