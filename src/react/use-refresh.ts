import { useEffect, useEffectEvent, useRef, useState } from "react"
import { lastKnownOf } from "~session/snapshot"
import { useSnapshot } from "./use-snapshot"

/** In milliseconds: the shortest time between two requests, so that switching between tabs doesn't send one each time. */
const PAUSE_MS = 3_000

/**
 * Refreshes what isn't in the snapshot when it may have changed at Clerk: the user comes back to the page, or the service worker has
 * synced. Several reasons at once cause one request. While the page is hidden or `isPaused`, the request waits.
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
    // What the user sees at first is up to date: a hidden page hasn't asked for it yet.
    if (lastAt.current === undefined) {
      if (document.visibilityState === "visible") lastAt.current = Date.now()
      return
    }
    if (isPaused) return
    const timer = setTimeout(run, lastAt.current + PAUSE_MS - Date.now())
    return () => clearTimeout(timer)
  }, [syncedAt, looks, isPaused])
}

/** How often the user has come back to the page. */
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
