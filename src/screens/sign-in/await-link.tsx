import { useEffect, useEffectEvent } from "react"
import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import { useSnapshot } from "~react/use-snapshot"
import { type Resend, ResendCode } from "~ui/code/resend-code"

/** In milliseconds: how often to check with Clerk whether the link was opened. */
const PAUSE_MS = 3_000

/**
 * Waits until the user opens the emailed link in a tab. Clerk then completes the sign-in, and keeps it: a popup that was closed
 * in the meantime shows it when it opens again.
 */
export function AwaitLink({ resend }: { resend: Resend }) {
  const { send } = useCommand("sync-session")
  const snapshot = useSnapshot()

  const sync = useEffectEvent(() => {
    const maySync = snapshot.status !== "unavailable" || Date.now() >= (snapshot.retryAt ?? 0)
    if (maySync && document.visibilityState === "visible") void send({ force: true, onlyClient: true })
  })

  useEffect(() => {
    sync()
    const timer = setInterval(sync, PAUSE_MS)
    return () => clearInterval(timer)
  }, [])

  return (
    <div className="actions">
      <p className="muted" role="status">
        {t("waitingForLink")}
      </p>
      <ResendCode {...resend} what="link" />
    </div>
  )
}
