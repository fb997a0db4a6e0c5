import { Component, type ReactNode, useState } from "react"
import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { send } from "~messaging/send"
import { toMessageError } from "~react/use-command"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"

const LONGEST_SYNC_MS = 3_000

type ErrorBoundaryProps = { children: ReactNode }

/**
 * Replaces content that throws while it renders: users see a calm sentence and two buttons, and the error is in the console,
 * where React logs it. Every page has one, in its frame.
 * @see https://react.dev/reference/react/Component#catching-rendering-errors-with-an-error-boundary
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    return this.state.hasFailed ? <PageFailed /> : this.props.children
  }
}

// It doesn't read the session, which may be what made the page fail.
function PageFailed() {
  const [busyWith, setBusyWith] = useState<"reload" | "sign-out" | null>(null)
  const [error, setError] = useState<MessageError | null>(null)

  async function reload() {
    setBusyWith("reload")
    // The page may have failed because of the snapshot: then a sync repairs it. It isn't worth a long wait.
    const synced = send("sync-session", { force: true }).catch(() => {})
    await Promise.race([synced, new Promise((resolve) => setTimeout(resolve, LONGEST_SYNC_MS))])
    location.reload()
  }

  async function signOut() {
    setBusyWith("sign-out")
    setError(null)
    try {
      await send("sign-out")
      location.reload()
    } catch (thrown) {
      setError(toMessageError(thrown))
      setBusyWith(null)
    }
  }

  return (
    <div className="stack">
      <div className="stack stack--tight">
        <Heading level={1}>{t("pageFailedTitle")}</Heading>
        <p className="muted" role="alert">
          {t("pageFailedReason")}
        </p>
      </div>
      <div className="actions">
        <Button look="primary" isBusy={busyWith === "reload"} isBlocked={busyWith !== null} onClick={reload}>
          {t("reloadPage")}
        </Button>
        <Button isBusy={busyWith === "sign-out"} isBlocked={busyWith !== null} onClick={signOut}>
          {t("signOut")}
        </Button>
        <ErrorNotice error={error} />
      </div>
    </div>
  )
}
