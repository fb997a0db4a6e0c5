import { useEffect, useEffectEvent } from "react"
import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import { useSnapshot } from "~react/use-snapshot"
import { type Resend, ResendCode } from "~ui/code/resend-code"

/** In milliseconds: how often Clerk is asked whether the link was opened. */
const PAUSE_MS = 3_000

/**
 * Waits until somebody opens the link that was emailed, in a tab. Clerk completes the sign-in then, and it lives at Clerk: a popup
 * that was closed meanwhile learns of it when it opens again.
 */
export function AwaitLink({ resend }: { resend: Resend }) {
  const { send } = useCommand("sync-session")
  const snapshot = useSnapshot()

  const look = useEffectEvent(() => {
    const mayAsk = snapshot.status !== "unavailable" || Date.now() >= (snapshot.retryAt ?? 0)
    if (mayAsk && document.visibilityState === "visible") void send({ force: true, onlyClient: true })
  })

  useEffect(() => {
    look()
    const timer = setInterval(look, PAUSE_MS)
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
