import { t } from "~i18n"

/** Details that support may ask for. */
export function Details({ traceId }: { traceId: string | null }) {
  if (!traceId) return null
  return (
    <details className="details">
      <summary>{t("details")}</summary>
      <p>{t("traceId")}</p>
      <code dir="ltr">{traceId}</code>
    </details>
  )
}

/** What the extension's author has to do, in English. Only development builds have it. */
export function Advice({ text }: { text: string | null }) {
  if (!text) return null
  return (
    <p lang="en" dir="ltr">
      {text}
    </p>
  )
}
