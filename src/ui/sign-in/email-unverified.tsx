import type { MessageError } from "~messaging/message-error"
import { t } from "~messaging/translate"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { StepHeading } from "~ui/controls/step-heading"
import type { Command } from "~ui/use-command"
import { StartOver } from "./start-over"

type EmailUnverifiedProps = {
  sentTo: string | null
  sendCode: Command<"send-sign-up-code">
  earlierError: MessageError | null
}

/** The account is made as soon as its address is confirmed; no code is on its way. */
export function EmailUnverified({ sentTo, sendCode, earlierError }: EmailUnverifiedProps) {
  return (
    <>
      <div className="stack stack--tight">
        <StepHeading>{t("emailUnverifiedTitle")}</StepHeading>
        <p className="muted">{t("emailUnverifiedReason", sentTo ?? t("yourAddress"))}</p>
      </div>
      <Button look="primary" isBusy={sendCode.isSending} onClick={() => sendCode.send()}>
        {t("sendCode")}
      </Button>
      <ErrorNotice error={sendCode.error ?? earlierError} />
      <div className="session-frame__foot">
        <StartOver />
      </div>
    </>
  )
}
