import { type ReactNode, useEffect, useRef, useState } from "react"
import { whenSeen } from "~react/when-seen"
import { titleStep } from "~ui/page-title"

// Remembers the element, as React may run an effect twice.
let firstOfPage: HTMLHeadingElement | null = null

type HeadingProps = {
  /** 1 for the page's topic, 2 for a step within it. */
  level: 1 | 2
  /** `false` if an input takes the focus instead. If that changes, the heading needs a `key`. */
  takesFocus?: boolean | undefined
  id?: string | undefined
  children: ReactNode
}

/**
 * The heading of a step. It takes the focus when it appears, so that screen reader users notice the new step. The first heading of a page
 * doesn't, because reading starts there anyway, and no heading takes the focus from an input of its step. A heading of level 1 is also the
 * tab's title.
 */
export function Heading({ level, takesFocus = true, id, children }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const [focusedBefore] = useState(() => globalThis.document?.activeElement)
  const Tag = level === 1 ? "h1" : "h2"

  useEffect(() => {
    if (level === 1) firstOfPage ??= heading.current
    if (!takesFocus || heading.current === firstOfPage) return
    const focus = () => {
      const focused = document.activeElement
      if (focused instanceof HTMLInputElement && focused !== focusedBefore) return
      heading.current?.focus()
    }
    // Chrome lays out a page to move its focus, which adds up when dozens of pages follow the session in the background.
    const controller = new AbortController()
    whenSeen(focus, controller.signal)
    return () => controller.abort()
  }, [level, takesFocus, focusedBefore])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the children are the title
  useEffect(() => {
    if (level === 1) return titleStep(heading.current?.textContent ?? "")
  }, [level, children])

  return (
    <Tag ref={heading} id={id} tabIndex={-1}>
      {children}
    </Tag>
  )
}
