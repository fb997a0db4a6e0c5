import { useEffect } from "react"

/** Escape leaves a step, unless a dialog is open, which it then closes. */
export function useEscape(onEscape: (() => void) | undefined) {
  useEffect(() => {
    if (!onEscape) return
    const leave = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return
      if (!document.querySelector("dialog[open]")) onEscape()
    }
    window.addEventListener("keydown", leave)
    return () => window.removeEventListener("keydown", leave)
  }, [onEscape])
}
