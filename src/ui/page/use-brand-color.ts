import { useLayoutEffect } from "react"
import { useSnapshot } from "~react/use-snapshot"
import { lastKnownOf } from "~session/snapshot"
import { accentsOf } from "./accents"

/** Has `theme.css` show the color of the Clerk instance, before anything is painted in it. */
export function useBrandColor() {
  const color = lastKnownOf(useSnapshot())?.instance.brand.color

  useLayoutEffect(() => {
    if (!color) return
    // The content security policy allows no style that is text; a property that a script sets is none.
    const { style } = document.documentElement
    const accents = Object.entries(accentsOf(color))
    for (const [name, value] of accents) style.setProperty(name, value)
    return () => {
      for (const [name] of accents) style.removeProperty(name)
    }
  }, [color])
}
