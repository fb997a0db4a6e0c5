import { useCallback, useState } from "react"

/**
 * As `useState()`, for text that is kept through a reload of this tab and a detour to the page of another task. Nothing
 * secret belongs here.
 */
export function useDraft<Text extends string>(name: string, initial: Text): [Text, (text: Text) => void] {
  const [text, setText] = useState(() => (sessionStorage.getItem(name) as Text | null) ?? initial)

  const keep = useCallback(
    (next: Text) => {
      sessionStorage.setItem(name, next)
      setText(next)
    },
    [name]
  )

  return [text, keep]
}
