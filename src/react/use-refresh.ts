import { useEffect, useEffectEvent, useRef, useState } from "react"
import { lastKnownOf } from "~session/snapshot"
import { useSnapshot } from "./use-snapshot"

/** In milliseconds, at least, between two questions: switching between tabs doesn't ask each time. */
const PAUSE_MS = 3_000

/**
 * Refreshes what Clerk keeps outside of the snapshot when it may have changed: somebody looks at the page again, or the service
 * worker has heard from Clerk again. Reasons that come together make one question. Nothing is asked while nobody looks, or while
 * `isPaused`; it's asked afterwards.
 */
export function useRefresh(refresh: () => void, { isPaused = false } = {}): void {
  const syncedAt = lastKnownOf(useSnapshot())?.syncedAt
  const looks = useLooks()
  const lastAt = useRef<number>(undefined)

  const run = useEffectEvent(() => {
    if (document.visibilityState === "hidden") return
    lastAt.current = Date.now()
    refresh()
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: the reasons
  useEffect(() => {
    // What a page shows when it opens is new.
    if (lastAt.current === undefined) {
      lastAt.current = Date.now()
      return
    }
    if (isPaused) return
    const timer = setTimeout(run, lastAt.current + PAUSE_MS - Date.now())
    return () => clearTimeout(timer)
  }, [syncedAt, looks, isPaused])
}

/** How often somebody has come back to the page. */
function useLooks() {
  const [looks, setLooks] = useState(0)

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") setLooks((before) => before + 1)
    }
    document.addEventListener("visibilitychange", look)
    return () => document.removeEventListener("visibilitychange", look)
  }, [])

  return looks
}
