import { useEffect } from "react"
import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import type { SsoStep as Step } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { useStepCommand, useStepError } from "./use-step-command"

/** In milliseconds: how often to wake the worker, in case Chrome has stopped it. */
const PAUSE_MS = 5_000

/** The user signs in with a provider, in a window that the service worker has opened. It continues there even if this page closes. */
export function SsoStep({ provider, isFinishing }: Step) {
  const show = useStepCommand("show-sso-window")
  const cancel = useStepCommand("cancel-sso")
  const { error } = useStepError()
  const { send: sync } = useCommand("sync-session")

  // A service worker that Chrome has stopped has lost the window. The next one notices as soon as it wakes.
  useEffect(() => {
    void sync({})
    const timer = setInterval(() => void sync({}), PAUSE_MS)
    return () => clearInterval(timer)
  }, [sync])

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
