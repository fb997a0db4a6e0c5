import { type ReactNode, useEffect, useRef } from "react"

// The first heading of a page is where reading starts anyway.
let isFirst = true

type StepHeadingProps = {
  children: ReactNode
  id?: string
  /** `false` where an input takes the focus instead. */
  takesFocus?: boolean
}

/** The heading of a step. It takes the focus when it replaces another one, so that everybody notices the new step. */
export function StepHeading({ children, id, takesFocus = true }: StepHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    const isStart = isFirst
    isFirst = false
    if (isStart || !takesFocus) return
    const focus = () => heading.current?.focus()
    if (document.visibilityState === "visible") return focus()

    // Chrome lays a page out to move its focus, which adds up where dozens of pages follow the session in the background.
    document.addEventListener("visibilitychange", focus, { once: true })
    return () => document.removeEventListener("visibilitychange", focus)
  }, [takesFocus])

  return (
    <h1 ref={heading} id={id} tabIndex={-1}>
      {children}
    </h1>
  )
}
