import { type RefObject, useCallback, useEffect, useRef } from "react"

import { type MessageError, problemsOf } from "~messaging/message-error"

/**
 * Connects errors to the inputs of a form by their names: returns everything that is wrong with an input, and moves the focus to the
 * first one at fault.
 */
export function useFieldErrors(error: MessageError | null): {
  form: RefObject<HTMLFormElement | null>
  errorOf: (field: string) => string | undefined
  /** For problems that the form itself finds. */
  focusOn: (field: string) => void
} {
  const form = useRef<HTMLFormElement>(null)

  const focusOn = useCallback((field: string) => {
    const input = form.current?.elements.namedItem(field)
    if (input instanceof HTMLElement) input.focus()
  }, [])

  useEffect(() => {
    const first = error && problemsOf(error.failure).find(({ field }) => field)
    if (first?.field) focusOn(first.field)
  }, [error, focusOn])

  return { form, errorOf: (field) => messageOf(error, field), focusOn }
}

function messageOf(error: MessageError | null, field: string) {
  const problems = error ? problemsOf(error.failure).filter((problem) => problem.field === field) : []
  return problems.length > 0 ? problems.map(({ message }) => message).join(" ") : undefined
}
