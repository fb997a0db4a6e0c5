import { type ReactNode, useEffect, useRef } from "react"

type ReadFirstProps = { id?: string | undefined; isMuted?: boolean | undefined; children: ReactNode }

/** A text that takes the focus when it appears, so that screen readers read it before the buttons below it. */
export function ReadFirst({ id, isMuted, children }: ReadFirstProps) {
  const text = useRef<HTMLParagraphElement>(null)

  useEffect(() => {
    text.current?.focus()
  }, [])

  return (
    <p ref={text} id={id} className={isMuted ? "read-first muted" : "read-first"} tabIndex={-1}>
      {children}
    </p>
  )
}
