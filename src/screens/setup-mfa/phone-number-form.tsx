import { type FormEvent, useId, useMemo, useState } from "react"
import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { useTask } from "~screens/task-page/task"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { SelectField } from "~ui/controls/select-field"
import { TextField } from "~ui/controls/text-field"
import { useEscape } from "~ui/controls/use-escape"
import { useFieldErrors } from "~ui/controls/use-field-errors"
import { useDraft } from "~ui/use-draft"
import {
  type CountryCode,
  callingCodeOf,
  countryNamedIn,
  countryOf,
  listCountries,
  parsePhoneNumber
} from "./phone-format"

type PhoneNumberFormProps = {
  isSending: boolean
  error: MessageError | null
  onSubmit: (e164: string) => void
  onBack?: (() => void) | undefined
}

/** Takes a phone number of any country. */
export function PhoneNumberForm({ isSending, error, onSubmit, onBack }: PhoneNumberFormProps) {
  const { user } = useTask().session
  const [text, setText] = useDraft<string>(`phone-number-of-${user.id}`, "")
  const [country, setCountry] = useDraft<CountryCode>(
    `phone-country-of-${user.id}`,
    countryOf(navigator.language)
  )
  const [isUnclear, setIsUnclear] = useState(false)
  const countries = useMemo(() => listCountries(t("language")), [])
  const { form, errorOf, focusOn } = useFieldErrors(error)
  const headingId = useId()
  useEscape(onBack)

  const number = parsePhoneNumber(text, country)

  function enter(typed: string) {
    setText(typed)
    setIsUnclear(false)
    const named = countryNamedIn(typed)
    if (named && callingCodeOf(named) !== callingCodeOf(country)) setCountry(named)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    setIsUnclear(!number)
    if (number) onSubmit(number.e164)
    else focusOn("phoneNumber")
  }

  return (
    <form ref={form} className="stack" aria-labelledby={headingId} onSubmit={submit}>
      <Heading level={2} id={headingId} takesFocus={false}>
        {t("addPhoneNumber")}
      </Heading>
      <div>
        <SelectField
          label={t("country")}
          value={country}
          onChange={(event) => setCountry(event.target.value as CountryCode)}
        >
          {countries.map(({ code, name, callingCode }) => (
            <option key={code} value={code}>
              {name} ({callingCode})
            </option>
          ))}
        </SelectField>
        <TextField
          name="phoneNumber"
          type="tel"
          label={t("phoneNumber")}
          autoComplete="tel"
          dir="ltr"
          required
          autoFocus
          value={text}
          onChange={(event) => enter(event.target.value)}
          hint={number ? t("phoneNumberGoesTo", number.formatted) : t("phoneNumberHint")}
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
