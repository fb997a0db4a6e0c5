import type { FormEvent } from "react"
import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { useTask } from "~screens/task-page/task"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { PasswordField } from "~ui/controls/password-field"
import { useFieldErrors } from "~ui/controls/use-field-errors"
import { UsernameField } from "~ui/controls/username-field"

type PasswordProofProps = {
  labelledBy: string
  describedBy: string
  isSending: boolean
  error: MessageError | null
  onPassword: (password: string) => void
}

/** Takes the password that the user signs in with. */
export function PasswordProof({ labelledBy, describedBy, isSending, error, onPassword }: PasswordProofProps) {
  const { form, errorOf } = useFieldErrors(error)
  const { user } = useTask().session

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    onPassword(String(new FormData(event.currentTarget).get("password")))
  }

  return (
    <>
      <p id={describedBy} className="muted">
        {t("enterCurrentPassword")}
      </p>
      <form ref={form} aria-labelledby={labelledBy} onSubmit={submit}>
        <UsernameField identifier={user.identifier} />
        <PasswordField
          label={t("currentPassword")}
          autoComplete="current-password"
          required
          autoFocus
          aria-describedby={describedBy}
          error={errorOf("password")}
        />
        <div className="actions">
          <Button type="submit" look="primary" isBusy={isSending}>
            {t("confirm")}
          </Button>
          <ErrorNotice error={error} except={["password"]} />
        </div>
      </form>
    </>
  )
}
