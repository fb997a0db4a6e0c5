import { Component, type ReactNode, useState } from "react"
import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { send } from "~messaging/send"
import { toMessageError } from "~react/use-command"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"

const LONGEST_LOOK_MS = 3_000

type ErrorBoundaryProps = { children: ReactNode }

/**
 * Stands in for what throws while it is rendered: people get a calm sentence and two ways on, and the error is in the console,
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

// It reads nothing of the session, which may be what the page has failed at.
function PageFailed() {
  const [busyWith, setBusyWith] = useState<"reload" | "sign-out" | null>(null)
  const [error, setError] = useState<MessageError | null>(null)

  async function reload() {
    setBusyWith("reload")
    // The page may have failed at what is known of the session: then a fresh look repairs it. It isn't worth a long wait.
    const look = send("sync-session", { force: true }).catch(() => {})
    await Promise.race([look, new Promise((resolve) => setTimeout(resolve, LONGEST_LOOK_MS))])
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
