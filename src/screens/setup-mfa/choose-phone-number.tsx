import { useId, useState } from "react"
import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import type { PhoneNumberRow } from "~session/task-forms"
import { Button } from "~ui/controls/button"
import { ChoiceRow } from "~ui/controls/choice-row"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { useEscape } from "~ui/controls/use-escape"
import { formatPhoneNumber } from "~ui/phone/phone-format"

type ChoosePhoneNumberProps = {
  numbers: PhoneNumberRow[]
  isSending: boolean
  error: MessageError | null
  takesFocus: boolean
  onChoose: (number: PhoneNumberRow) => void
  onNew: () => void
  onBack?: (() => void) | undefined
}

/** The user's numbers, including any whose code was never entered. */
export function ChoosePhoneNumber(props: ChoosePhoneNumberProps) {
  const { numbers, isSending, error, takesFocus, onChoose, onNew, onBack } = props
  const [chosen, setChosen] = useState<string | null>(null)
  const headingId = useId()
  useEscape(isSending ? undefined : onBack)

  function choose(number: PhoneNumberRow) {
    setChosen(number.phoneNumberId)
    onChoose(number)
  }

  return (
    <section className="stack" aria-labelledby={headingId}>
      <div className="stack stack--tight">
        <Heading level={2} id={headingId} takesFocus={takesFocus}>
          {t("choosePhoneNumber")}
        </Heading>
        <ul className="choices">
          {numbers.map((number) => (
            <ChoiceRow
              key={number.phoneNumberId}
              name={formatPhoneNumber(number.phoneNumber)}
              detail={t(number.isVerified ? "phoneNumberVerified" : "phoneNumberUnverified")}
              isBusy={isSending && chosen === number.phoneNumberId}
              isBlocked={isSending}
              onPress={() => choose(number)}
            />
          ))}
        </ul>
      </div>
      <ErrorNotice error={error} />
      <div className="actions">
        <Button isBlocked={isSending} onClick={onNew}>
          {t("useAnotherNumber")}
        </Button>
        {onBack && (
          <Button look="quiet" isBlocked={isSending} onClick={onBack}>
            {t("back")}
          </Button>
        )}
      </div>
    </section>
  )
}
