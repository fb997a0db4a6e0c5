import { useEffect, useState } from "react"

type FieldMessageProps = {
  id: string
  /** The input that it describes. */
  inputId: string
  error?: string | undefined
  hint?: string | undefined
}

/** An input's error or hint, below the input. */
export function FieldMessage({ id, inputId, error, hint }: FieldMessageProps) {
  const isAlert = useIsAlert(inputId, error)
  return (
    <p
      // A new element, because screen readers announce an alert when it appears.
      key={String(isAlert)}
      id={id}
      role={isAlert ? "alert" : undefined}
      dir="auto"
      className={error ? "field__message field__message--error" : "field__message"}
    >
      {error ?? hint}
    </p>
  )
}

/**
 * Whether an error has to be announced. If the focus moves to its input, screen readers read the error with the input, and an alert would
 * repeat it. If the input already has the focus, or the focus stays elsewhere, only an alert is read.
 */
function useIsAlert(inputId: string, error: string | undefined) {
  const [announced, setAnnounced] = useState<string>()

  useEffect(() => {
    if (!error) return
    const hasFocus = () => document.activeElement?.id === inputId
    if (hasFocus()) setAnnounced(error)
    // The form may move the focus here in a moment.
    const timer = setTimeout(() => hasFocus() || setAnnounced(error))
    return () => {
      clearTimeout(timer)
      setAnnounced(undefined)
    }
  }, [inputId, error])

  return error !== undefined && error === announced
}
