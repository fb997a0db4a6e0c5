import { useEffect, useEffectEvent } from "react"

/** Runs something once, as soon as the user looks at the page: at once if they do. A hidden page asks nothing and sends nothing by itself. */
export function useWhenSeen(run: () => void): void {
  const runLatest = useEffectEvent(run)
  useEffect(() => {
    const controller = new AbortController()
    whenSeen(() => runLatest(), controller.signal)
    return () => controller.abort()
  }, [])
}

/** The same outside a component, until `signal` aborts it. */
export function whenSeen(run: () => void, signal: AbortSignal): void {
  if (document.visibilityState === "visible") run()
  else document.addEventListener("visibilitychange", () => whenSeen(run, signal), { once: true, signal })
}
