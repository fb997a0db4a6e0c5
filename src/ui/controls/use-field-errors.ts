import { type RefObject, useEffect, useRef } from "react"

import type { Field, MessageError } from "~messaging/message-error"

/** Ties errors to the inputs of a form: tells the message of an input, and moves the focus to the one at fault. */
export function useFieldErrors(error: MessageError | null): {
  form: RefObject<HTMLFormElement | null>
  errorOf: (field: Field) => string | undefined
} {
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    const input = error?.failure.field && form.current?.elements.namedItem(error.failure.field)
    if (input instanceof HTMLElement) input.focus()
  }, [error])

  return { form, errorOf: (field) => (error?.failure.field === field ? error.message : undefined) }
}
