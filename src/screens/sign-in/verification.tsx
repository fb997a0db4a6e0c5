import { useState } from "react"
import { t } from "~i18n"
import type { InstanceSettings, SignUpAttempt } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { useEscape } from "~ui/controls/use-escape"
import { CodeStep } from "./code-step"
import { FieldsForm } from "./fields-form"
import { OfferInstead } from "./offer-instead"
import { StartOver } from "./start-over"
import { useStepCommand, useStepError } from "./use-step-command"

const texts = {
  email_code: {
    field: "emailAddress",
    sent: "codeTitle",
    unsent: "emailUnverifiedTitle",
    reason: "emailUnverifiedReason",
    change: "changeAddress",
    changeTitle: "changeAddressTitle"
  },
  phone_code: {
    field: "phoneNumber",
    sent: "phoneCodeTitle",
    unsent: "phoneUnverifiedTitle",
    reason: "phoneUnverifiedReason",
    change: "changeNumber",
    changeTitle: "changeNumberTitle"
  }
} as const

type Step = Extract<SignUpAttempt, { step: "verification" }>
type VerificationProps = { attempt: Step; instance: InstanceSettings }

/** Verifies a new account's address or number, or corrects it. */
export function Verification({ attempt, instance }: VerificationProps) {
  const { strategy, sentTo, isSent } = attempt
  const [isChanging, setIsChanging] = useState(false)
  const verify = useStepCommand("attempt-sign-up-code")
  const sendCode = useStepCommand("send-code")
  const { forget } = useStepError()

  if (isChanging) {
    return <Change attempt={attempt} instance={instance} onLeave={() => setIsChanging(false)} />
  }

  function change() {
    forget()
    setIsChanging(true)
  }

  return (
    <>
      <CodeStep
        title={t(isSent ? texts[strategy].sent : texts[strategy].unsent)}
        reason={t(isSent ? "codeSentTo" : texts[strategy].reason, sentTo)}
        isSent={isSent}
        attempt={verify}
        onCode={(code) => verify.send({ strategy, code })}
        sendCode={{ ...sendCode, send: () => sendCode.send({ for: "sign-up", strategy }) }}
      />
      <OfferInstead error={verify.error} instance={instance} />
      <div className="foot foot--row">
        <Button look="inline" onClick={change}>
          {t(texts[strategy].change)}
        </Button>
        <StartOver />
      </div>
    </>
  )
}

/** Replaces the address or number before it's verified. */
function Change({ attempt, instance, onLeave }: VerificationProps & { onLeave: () => void }) {
  const { field, changeTitle } = texts[attempt.strategy]
  const { forget } = useStepError()

  function leave() {
    forget()
    onLeave()
  }

  useEscape(leave)

  return (
    <FieldsForm
      instance={instance}
      title={t(changeTitle)}
      command="update-sign-up"
      submit={t("sendCode")}
      asked={{ fields: { [field]: "required" }, emailOrPhone: false, legalConsent: null }}
      given={attempt.given}
      onDone={onLeave}
    >
      <Button look="inline" onClick={leave}>
        {t("back")}
      </Button>
    </FieldsForm>
  )
}
