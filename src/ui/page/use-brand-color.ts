import { useLayoutEffect } from "react"
import { useSnapshot } from "~react/use-snapshot"
import { lastKnownOf } from "~session/snapshot"
import { accentsOf } from "./accents"

/** Gives `theme.css` the color of the Clerk instance, before the first paint. */
export function useBrandColor() {
  const color = lastKnownOf(useSnapshot())?.instance.brand.color

  useLayoutEffect(() => {
    if (!color) return
    // The content security policy blocks inline styles, but not properties that a script sets.
    const { style } = document.documentElement
    const accents = Object.entries(accentsOf(color))
    for (const [name, value] of accents) style.setProperty(name, value)
    return () => {
      for (const [name] of accents) style.removeProperty(name)
    }
  }, [color])
}
