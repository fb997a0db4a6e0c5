import { useEffect, useEffectEvent } from "react"

/**
 * Escape leaves a step, wherever the focus is. If a dialog is open, Escape closes the dialog instead. Pass `undefined` while the step can't
 * be left, because its button can't be pressed then either.
 */
export function useEscape(onEscape: (() => void) | undefined) {
  const leave = useEffectEvent((event: KeyboardEvent) => {
    if (!onEscape || event.key !== "Escape" || event.defaultPrevented || event.isComposing) return
    if (document.querySelector("dialog[open]")) return
    // Chrome would close the popup.
    event.preventDefault()
    onEscape()
  })

  useEffect(() => {
    window.addEventListener("keydown", leave)
    return () => window.removeEventListener("keydown", leave)
  }, [])
}
