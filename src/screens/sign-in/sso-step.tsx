import { t } from "~i18n"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { useStepCommand, useStepError } from "./use-step-command"

/** Somebody signs in with a company, in a window that the service worker has opened. It goes on there, also when this page closes. */
export function SsoStep({ company }: { company: string }) {
  const show = useStepCommand("show-sso-window")
  const cancel = useStepCommand("cancel-sso")
  const { error } = useStepError()
  return (
    <>
      <div className="stack stack--tight">
        <Heading level={1}>{t("continueWith", company)}</Heading>
        <p className="muted" role="status">
          {t("ssoReason")}
        </p>
      </div>
      <div className="actions">
        <Button look="primary" isBusy={show.isSending} onClick={() => show.send()}>
          {t("showWindow")}
        </Button>
        <Button look="quiet" isBusy={cancel.isSending} onClick={() => cancel.send()}>
          {t("cancel")}
        </Button>
      </div>
      <ErrorNotice error={error} />
    </>
  )
}
