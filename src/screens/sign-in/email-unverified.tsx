import { t } from "~i18n"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { StartOver } from "./start-over"
import { useStepCommand, useStepError } from "./use-step-command"

/** The account is made as soon as its address is confirmed; no code is on its way. */
export function EmailUnverified({ sentTo }: { sentTo: string | null }) {
  const sendCode = useStepCommand("send-code")
  const { error } = useStepError()

  return (
    <>
      <div className="stack stack--tight">
        <Heading level={1}>{t("emailUnverifiedTitle")}</Heading>
        <p className="muted">{t("emailUnverifiedReason", sentTo ?? t("yourAddress"))}</p>
      </div>
      <Button
        look="primary"
        isBusy={sendCode.isSending}
        onClick={() => sendCode.send({ for: "sign-up", strategy: "email_code" })}
      >
        {t("sendCode")}
      </Button>
      <ErrorNotice error={error} />
      <div className="foot">
        <StartOver />
      </div>
    </>
  )
}
