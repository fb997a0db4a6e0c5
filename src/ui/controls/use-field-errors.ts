import { type RefObject, useCallback, useEffect, useRef } from "react"

import type { MessageError } from "~messaging/message-error"

/**
 * Ties errors to the inputs of a form, which are found by their names: tells the message of an input, and moves the focus to the
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
    if (error?.failure.field) focusOn(error.failure.field)
  }, [error, focusOn])

  return { form, errorOf: (field) => (error?.failure.field === field ? error.message : undefined), focusOn }
}
