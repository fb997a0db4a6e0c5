import { type ChangeEvent, type FormEvent, type ReactNode, useEffect, useState } from "react"
import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { withAsciiDigits } from "~ui/ascii-digits"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { TextField } from "~ui/controls/text-field"
import { useFieldErrors } from "~ui/controls/use-field-errors"

const LENGTH = 6

type CodeFormProps = {
  /** IDs of the elements that label and describe the form. */
  labelledBy: string
  describedBy: string
  isSending: boolean
  error: MessageError | null
  onCode: (code: string) => void
  /** `false` if there is something to read first. */
  takesFocus?: boolean | undefined
  /** Further actions. */
  children?: ReactNode
}

/** Takes a six-digit code, and submits it as soon as it's complete. */
export function CodeForm(props: CodeFormProps) {
  const { labelledBy, describedBy, isSending, error, onCode, takesFocus = true, children } = props
  const [code, setCode] = useState("")
  const { form, errorOf, focusOn } = useFieldErrors(error)

  // The user has to type the code again, even if the code wasn't what failed.
  useEffect(() => {
    if (!error) return
    setCode("")
    focusOn("code")
  }, [error, focusOn])

  function enter(text: string) {
    // People paste codes with spaces and words around them.
    const digits = withAsciiDigits(text).replace(/\D/g, "").slice(0, LENGTH)
    setCode(digits)
    if (digits.length === LENGTH && digits !== code) onCode(digits)
  }

  function type({ target, nativeEvent }: ChangeEvent<HTMLInputElement>) {
    // The user is still composing a character, as with a Japanese keyboard.
    if ((nativeEvent as InputEvent).isComposing) setCode(target.value)
    else enter(target.value)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (code.length === LENGTH) onCode(code)
    else focusOn("code")
  }

  return (
    <form ref={form} aria-labelledby={labelledBy} onSubmit={submit}>
      <TextField
        name="code"
        label={t("code")}
        look="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        autoFocus={takesFocus}
        readOnly={isSending}
        value={code}
        onChange={type}
        onCompositionEnd={(event) => enter(event.currentTarget.value)}
        aria-describedby={describedBy}
        error={errorOf("code")}
      />
      <div className="actions">
        <Button type="submit" look="primary" isBusy={isSending}>
          {t("verify")}
        </Button>
        {children}
        <ErrorNotice error={error} except={["code"]} />
      </div>
    </form>
  )
}
