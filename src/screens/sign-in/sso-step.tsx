import { useEffect } from "react"
import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import type { SsoStep as Step } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { useStepCommand, useStepError } from "./use-step-command"

/** In milliseconds: how often the worker is woken, should it be stopped. */
const PAUSE_MS = 5_000

/** Somebody signs in with a provider, in a window that the service worker has opened. It goes on there, also when this page closes. */
export function SsoStep({ provider, isFinishing }: Step) {
  const show = useStepCommand("show-sso-window")
  const cancel = useStepCommand("cancel-sso")
  const { error } = useStepError()
  const { send: look } = useCommand("sync-session")

  // A service worker that isn't running any more has lost the window. The next one finds that out as soon as it's woken.
  useEffect(() => {
    void look({})
    const timer = setInterval(() => void look({}), PAUSE_MS)
    return () => clearInterval(timer)
  }, [look])

  return (
    <>
      <div className="stack stack--tight">
        <Heading level={1}>{t("continueWith", provider)}</Heading>
        <p className="muted" role="status">
          {isFinishing ? t("ssoFinishing", provider) : t("ssoReason")}
        </p>
      </div>
      {!isFinishing && (
        <div className="actions">
          <Button look="primary" isBusy={show.isSending} onClick={() => show.send()}>
            {t("showWindow")}
          </Button>
          <Button look="quiet" isBusy={cancel.isSending} onClick={() => cancel.send()}>
            {t("cancel")}
          </Button>
        </div>
      )}
      <ErrorNotice error={error} />
    </>
  )
}
