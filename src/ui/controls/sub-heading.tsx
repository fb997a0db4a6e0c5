import { type ReactNode, useEffect, useRef } from "react"

type SubHeadingProps = { children: ReactNode; id?: string; takesFocus: boolean }

/** The heading of a step within a task, which takes the focus when people go there. */
export function SubHeading({ children, id, takesFocus }: SubHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    if (takesFocus) heading.current?.focus()
  }, [takesFocus])

  return (
    <h2 ref={heading} id={id} tabIndex={-1}>
      {children}
    </h2>
  )
}
