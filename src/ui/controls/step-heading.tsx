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
    if (!isFirst && takesFocus) heading.current?.focus()
    isFirst = false
  }, [takesFocus])

  return (
    <h1 ref={heading} id={id} tabIndex={-1}>
      {children}
    </h1>
  )
}
