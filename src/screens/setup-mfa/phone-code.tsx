import { useId } from "react"

import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import { useReverifiedCommand } from "~screens/reverification/use-reverified-command"
import type { PhoneNumberRow } from "~session/task-forms"
import { CodeForm } from "~ui/code/code-form"
import { ResendCode } from "~ui/code/resend-code"
import { Button } from "~ui/controls/button"
import { Heading } from "~ui/controls/heading"
import { useEscape } from "~ui/controls/use-escape"
import { formatPhoneNumber } from "~ui/phone/phone-format"
import type { AddSecondFactor } from "./add-second-factor"

type PhoneCodeProps = {
  number: PhoneNumberRow
  sentAt?: number | undefined
  add: AddSecondFactor
  onBack: () => void
}

/** Takes the code that Clerk sent to a number. */
export function PhoneCode({ number, sentAt, add, onBack }: PhoneCodeProps) {
  const { phoneNumberId, phoneNumber } = number
  const verify = useReverifiedCommand("verify-phone-number")
  const sendCode = useCommand("send-phone-code")
  const ids = { labelledBy: useId(), describedBy: useId() }
  useEscape(verify.isSending ? undefined : onBack)

  function resend() {
    verify.reset()
    return sendCode.send({ phoneNumberId })
  }

  return (
    <section className="stack" aria-labelledby={ids.labelledBy}>
      <div className="stack stack--tight">
        <Heading level={2} id={ids.labelledBy} takesFocus={false}>
          {t("phoneCodeTitle")}
        </Heading>
        <p id={ids.describedBy} className="muted">
          {t("codeSentTo", formatPhoneNumber(phoneNumber))}
        </p>
      </div>
      <CodeForm
        {...ids}
        isSending={verify.isSending}
        error={verify.error}
        onCode={(code) => add(() => verify.send({ phoneNumberId, code }))}
      >
        <ResendCode {...sendCode} send={resend} sentAt={sentAt} />
        <Button look="quiet" isBlocked={verify.isSending} onClick={onBack}>
          {t("useAnotherNumber")}
        </Button>
      </CodeForm>
    </section>
  )
}
