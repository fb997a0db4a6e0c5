import { t } from "~i18n"
import type { Command } from "~react/use-command"
import { RetryNotice } from "~ui/controls/retry-notice"

/** Nothing at first; a sign of life when it takes longer, and a way out when no answer comes. */
export function Loading({ sync }: { sync?: Command<"sync-session"> | undefined }) {
  if (sync?.error) {
    return (
      <div className="stack">
        <RetryNotice look="primary" error={sync.error} onRetry={() => sync.send({ force: true })} />
      </div>
    )
  }
  return (
    <p className="loading" role="status">
      <span className="spinner" />
      <span className="visually-hidden">{t("loading")}</span>
    </p>
  )
}
