import { useCallback, useState } from "react"

/**
 * Like `useState()`, for text that survives a reload of this tab and a detour to another task's page. Never use it for
 * secrets.
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
