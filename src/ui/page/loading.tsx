import { t } from "~i18n"
import type { Command } from "~react/use-command"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"

/** Nothing at first; a sign of life when it takes longer, and a way out when no answer comes. */
export function Loading({ sync }: { sync?: Command<"sync-session"> }) {
  if (sync?.error) {
    return (
      <div className="stack">
        <ErrorNotice error={sync.error} />
        <Button look="primary" onClick={() => sync.send({ force: true })}>
          {t("tryAgain")}
        </Button>
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
