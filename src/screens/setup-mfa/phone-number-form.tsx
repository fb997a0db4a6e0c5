import { type FormEvent, useId, useState } from "react"
import { flushSync } from "react-dom"
import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { useTask } from "~screens/task-page/task"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { useEscape } from "~ui/controls/use-escape"
import { useFieldErrors } from "~ui/controls/use-field-errors"
import { enteredNumber } from "~ui/phone/entered-number"
import { PhoneNumberField } from "~ui/phone/phone-number-field"
import { useDraft } from "~ui/use-draft"

type PhoneNumberFormProps = {
  isSending: boolean
  error: MessageError | null
  onSubmit: (e164: string) => void
  onBack?: (() => void) | undefined
}

/** Takes a phone number from any country. */
export function PhoneNumberForm({ isSending, error, onSubmit, onBack }: PhoneNumberFormProps) {
  const { user } = useTask().session
  const [text, setText] = useDraft<string>(`phone-number-of-${user.id}`, "")
  const [country, setCountry] = useDraft<string>(`phone-country-of-${user.id}`, "")
  const [isUnclear, setIsUnclear] = useState(false)
  const { form, errorOf, focusOn } = useFieldErrors(error)
  const headingId = useId()
  useEscape(isSending ? undefined : onBack)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const { e164 } = enteredNumber(new FormData(event.currentTarget))
    // At once, so that it's announced each time.
    flushSync(() => setIsUnclear(false))
    flushSync(() => setIsUnclear(!e164))
    if (e164) onSubmit(e164)
    else focusOn("phoneNumber")
  }

  return (
    <form ref={form} className="stack" aria-labelledby={headingId} onSubmit={submit}>
      <Heading level={2} id={headingId} takesFocus={false}>
        {t("addPhoneNumber")}
      </Heading>
      <div>
        <PhoneNumberField
          required
          autoFocus
          understood="phoneNumberGoesTo"
          initial={{ text, country: country || undefined }}
          onChange={(entry) => {
            setText(entry.text)
            setCountry(entry.country)
            setIsUnclear(false)
          }}
          error={isUnclear ? t("phoneNumberUnclear") : errorOf("phoneNumber")}
        />
        <div className="actions">
          <Button type="submit" look="primary" isBusy={isSending}>
            {t("sendTextMessage")}
          </Button>
          {onBack && (
            <Button look="quiet" isBlocked={isSending} onClick={onBack}>
              {t("back")}
            </Button>
          )}
          <ErrorNotice error={error} except={["phoneNumber"]} />
        </div>
      </div>
    </form>
  )
}
