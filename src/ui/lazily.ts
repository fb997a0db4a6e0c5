import { useLayoutEffect, useState } from "react"

/** A part of the extension whose script loads when it's needed. */
export type Lazy<Value> = {
  load: () => Promise<Value>
  /** `undefined` until it's loaded. */
  loaded: () => Value | undefined
}

/** Loads once, with the first call of its `load()`. */
export function lazily<Value>(start: () => Promise<Value>): Lazy<Value> {
  let loading: Promise<Value> | undefined
  let value: Value | undefined
  return {
    load: () => {
      loading ??= start().then((loaded) => {
        value = loaded
        return loaded
      })
      return loading
    },
    loaded: () => value
  }
}

/**
 * Loads it when the component appears, and returns it as soon as it's there. Throws if it can't be loaded.
 *
 * This isn't React's `lazy()` because of its `<Suspense>`: once a fallback shows, React keeps it for at least 300 ms, and a script of the
 * extension loads in a fraction of that.
 * @see https://react.dev/reference/react/lazy
 */
export function useLazy<Value>(lazy: Lazy<Value>): Value | undefined {
  const [value, setValue] = useState(lazy.loaded)
  const [failure, setFailure] = useState<{ error: unknown }>()

  // Before the page is painted, while the script is on its way.
  useLayoutEffect(() => {
    lazy.load().then(
      (loaded) => setValue(() => loaded),
      (error: unknown) => setFailure({ error })
    )
  }, [lazy])

  if (failure) throw failure.error
  return value
}
