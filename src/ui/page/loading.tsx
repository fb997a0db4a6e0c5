import { t } from "~i18n"
import type { Command } from "~react/use-command"
import { RetryNotice } from "~ui/controls/retry-notice"

type LoadingProps = {
  sync?: Command<"sync-session"> | undefined
  /** The heading, if the page has no other one yet. */
  title?: string | undefined
}

/** Shows nothing at first, a spinner if loading takes longer, and a button to try again if it fails. */
export function Loading({ sync, title }: LoadingProps) {
  if (sync?.error) {
    return (
      <div className="stack">
        {title && <h1 className="visually-hidden">{title}</h1>}
        <RetryNotice look="primary" error={sync.error} onRetry={() => sync.send({ force: true })} />
      </div>
    )
  }
  return (
    <>
      {title && <h1 className="visually-hidden">{title}</h1>}
      <p className="loading" role="status">
        <span className="spinner" />
        <span className="visually-hidden">{t("loading")}</span>
      </p>
    </>
  )
}
