import { useMemo } from "react"
import { type Shown, shownIn } from "~session/shown"
import { useSnapshot } from "./use-snapshot"

/** What this render shows, for `sendShowing()`; the object stays the same as long as its contents do. `null` while nothing is known. */
export function useShown(): Shown | null {
  const key = JSON.stringify(shownIn(useSnapshot()))
  return useMemo(() => JSON.parse(key), [key])
}
