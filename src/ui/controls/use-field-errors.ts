import { type RefObject, useCallback, useEffect, useRef } from "react"

import { type MessageError, problemsOf } from "~messaging/message-error"

/**
 * Ties errors to the inputs of a form, which are found by their names: tells all that is wrong with an input, and moves the focus to the
 * one at fault.
 */
export function useFieldErrors(error: MessageError | null): {
  form: RefObject<HTMLFormElement | null>
  errorOf: (field: string) => string | undefined
  /** For what the form itself finds wrong. */
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
