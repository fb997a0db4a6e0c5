import { t } from "~i18n"
import type { RuleCheck } from "./check-rules"

/** The rules as a checklist. */
export function RuleList({ id, checks }: { id: string; checks: RuleCheck[] }) {
  return (
    <ul id={id} className="rules">
      {checks.map(({ text, isMet }) => (
        <li key={text} className={isMet ? "rules__rule rules__rule--met" : "rules__rule"}>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d={isMet ? "m3 8.5 3 3 7-7" : "M8 7.5a.5.5 0 1 0 .01 0"} />
          </svg>
          <span aria-hidden={isMet}>{text}</span>
          {isMet && <span className="visually-hidden">{t("ruleMet", text)}</span>}
        </li>
      ))}
    </ul>
  )
}
