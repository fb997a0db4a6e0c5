import type { FormEvent } from "react"
import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { withAsciiDigits } from "~ui/ascii-digits"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { TextField } from "~ui/controls/text-field"
import { useFieldErrors } from "~ui/controls/use-field-errors"

type BackupCodeFormProps = {
  /** IDs of the elements that label and describe the form. */
  labelledBy: string
  describedBy: string
  isSending: boolean
  error: MessageError | null
  onCode: (code: string) => void
}

/** Takes one of the backup codes that the user has saved. */
export function BackupCodeForm({ labelledBy, describedBy, isSending, error, onCode }: BackupCodeFormProps) {
  const { form, errorOf } = useFieldErrors(error)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    onCode(withAsciiDigits(String(new FormData(event.currentTarget).get("code"))).trim())
  }

  return (
    <form ref={form} aria-labelledby={labelledBy} onSubmit={submit}>
      <TextField
        name="code"
        label={t("backupCode")}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        required
        autoFocus
        maxLength={32}
        aria-describedby={describedBy}
        error={errorOf("code")}
      />
      <div className="actions">
        <Button type="submit" look="primary" isBusy={isSending}>
          {t("verify")}
        </Button>
        <ErrorNotice error={error} except={["code"]} />
      </div>
    </form>
  )
}
