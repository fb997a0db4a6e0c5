import { useEffect } from "react"

/** In milliseconds: a new step moves the focus by itself within this time. */
const SETTLED_MS = 50

/**
 * Keeps the focus on the page when the element that has it is removed, such as a button that disappears when it's pressed. Without this,
 * keyboard and screen reader users would start again at the top. The nearest heading above takes the focus.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    // The element that had the focus last, and its ancestors.
    let path: Element[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const away = new AbortController()
    const { signal } = away
    const isOnNothing = () => document.activeElement === document.body

    const remember = ({ target }: FocusEvent) => {
      path = target instanceof Element ? ancestorsOf(target) : []
    }
    // Users can leave an element on purpose, for example with a click beside it.
    const forget = () => {
      if (isOnNothing() && path[0]?.isConnected) path = []
    }
    const restore = () => {
      if (isOnNothing()) headingNear(path)?.focus()
    }
    const observer = new MutationObserver(() => {
      if (!path[0] || path[0].isConnected || !isOnNothing()) return
      clearTimeout(timer)
      timer = setTimeout(restore, SETTLED_MS)
    })

    document.addEventListener("focusin", remember, { signal })
    document.addEventListener("focusout", () => setTimeout(forget), { signal })
    observer.observe(document.body, { childList: true, subtree: true })
    return () => {
      away.abort()
      observer.disconnect()
      clearTimeout(timer)
    }
  }, [])
}

function ancestorsOf(element: Element) {
  const path: Element[] = []
  for (let next: Element | null = element; next; next = next.parentElement) path.push(next)
  return path
}

function headingNear(path: Element[]) {
  const headings = path
    .filter(({ isConnected }) => isConnected)
    .map((ancestor) => ancestor.querySelector<HTMLElement>(":is(h1, h2)[tabindex]"))
  return headings.find((heading) => heading !== null)
}
