import { t } from "~i18n"

/** What support may ask for. */
export function Details({ traceId }: { traceId: string | null }) {
  if (!traceId) return null
  return (
    <details className="details">
      <summary>{t("details")}</summary>
      {t("traceId")}: <code>{traceId}</code>
    </details>
  )
}
