import { useState } from "react"

import { useQuery } from "~react/use-query"
import { useReverifiedCommand } from "~screens/reverification/use-reverified-command"
import type { PhoneNumberRow } from "~session/task-forms"
import { RetryNotice } from "~ui/controls/retry-notice"
import { Loading } from "~ui/page/loading"
import type { AddSecondFactor } from "./add-second-factor"
import { ChoosePhoneNumber } from "./choose-phone-number"
import { PhoneCode } from "./phone-code"
import { PhoneNumberForm } from "./phone-number-form"

/** The step for entering a new number; the others are `""` and the ID of a number whose code was sent. */
const NEW = "new"

type TextMessageProps = {
  add: AddSecondFactor
  step: string
  goTo: (step: string) => void
  takesFocus: boolean
  onBack?: (() => void) | undefined
}

/** Makes a phone number the second factor: one that the user has, or a new one, which they have to verify first. */
export function TextMessage({ add, step, goTo, takesFocus, onBack }: TextMessageProps) {
  const { data: numbers, error, isLoading, reload } = useQuery("list-phone-numbers")
  const addNumber = useReverifiedCommand("add-phone-number")
  const use = useReverifiedCommand("use-phone-number")
  const [sent, setSent] = useState<{ number: PhoneNumberRow; at: number } | null>(null)

  async function submit(phoneNumber: string) {
    const reply = await addNumber.send({ phoneNumber })
    if (!reply.ok) return
    const number = reply.value
    if (number.isVerified) return choose(number)
    setSent({ number, at: Date.now() })
    goTo(number.phoneNumberId)
    reload()
  }

  async function choose({ phoneNumberId, phoneNumber, isVerified }: PhoneNumberRow) {
    forgetErrors()
    if (isVerified) await add(() => use.send({ phoneNumberId }))
    else await submit(phoneNumber)
  }

  function leave(next: string) {
    forgetErrors()
    goTo(next)
  }

  function forgetErrors() {
    addNumber.reset()
    use.reset()
  }

  if (!numbers) {
    return error ? <RetryNotice error={error} isBusy={isLoading} onRetry={reload} /> : <Loading />
  }

  const known = sent ? [sent.number, ...numbers] : numbers
  const awaited = known.find(({ phoneNumberId, isVerified }) => phoneNumberId === step && !isVerified)
  if (awaited) {
    return (
      <PhoneCode
        key={awaited.phoneNumberId}
        number={awaited}
        sentAt={sent?.number === awaited ? sent.at : undefined}
        add={add}
        onBack={() => leave("")}
      />
    )
  }

  const failure = use.error ?? addNumber.error
  const isSending = addNumber.isSending || use.isSending
  if (numbers.length > 0 && step !== NEW) {
    return (
      <ChoosePhoneNumber
        numbers={numbers}
        isSending={isSending}
        error={failure}
        takesFocus={takesFocus}
        onChoose={choose}
        onNew={() => leave(NEW)}
        onBack={onBack}
      />
    )
  }
  const toNumbers = numbers.length > 0 ? () => leave("") : onBack
  return <PhoneNumberForm isSending={isSending} error={failure} onSubmit={submit} onBack={toNumbers} />
}
