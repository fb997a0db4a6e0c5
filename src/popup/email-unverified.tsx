import type { MessageError } from "~messaging/message-error"
import { t } from "~messaging/translate"
import type { SignUpAttempt } from "~session/snapshot"
import { Button } from "~ui/button"
import { ErrorNotice } from "~ui/error-notice"
import { StepHeading } from "~ui/step-heading"
import { useCommand } from "~ui/use-command"
import { StartOver } from "./start-over"

type EmailUnverifiedProps = { attempt: SignUpAttempt; error: MessageError | null }

/** The account is made as soon as its address is confirmed; no code is on its way. */
export function EmailUnverified({ attempt, error }: EmailUnverifiedProps) {
  const sendCode = useCommand("send-sign-up-code")

  return (
    <>
      <div className="stack stack--tight">
        <StepHeading>{t("emailUnverifiedTitle")}</StepHeading>
        <p className="muted">{t("emailUnverifiedReason", attempt.sentTo ?? t("yourAddress"))}</p>
      </div>
      <Button look="primary" isBusy={sendCode.isSending} onClick={() => sendCode.send()}>
        {t("sendCode")}
      </Button>
      <ErrorNotice error={sendCode.error ?? error} />
      <div className="popup__foot">
        <StartOver />
      </div>
    </>
  )
}
