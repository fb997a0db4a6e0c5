import { type ReactNode, useId } from "react"
import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { Chevron } from "./chevron"

type ChoiceRowProps = {
  name: string
  detail?: string | undefined
  /** Shown before the name. */
  picture?: ReactNode
  /** What pressing the row does, if it's more than choosing it. */
  verb?: string | undefined
  /** It was pressed, and can't be pressed again. The row shows the result. */
  isSettled?: boolean | undefined
  /** What is announced when the row becomes settled. */
  outcome?: string | undefined
  /** It is the one that is chosen now. */
  isCurrent?: boolean | undefined
  isBusy?: boolean | undefined
  isBlocked?: boolean | undefined
  error?: MessageError | null | undefined
  onPress: () => void
}

/** One of several choices; the whole row is one button. */
export function ChoiceRow(props: ChoiceRowProps) {
  const { name, detail, picture, verb, isSettled, outcome, isCurrent, isBusy, isBlocked, error, onPress } =
    props
  const errorId = useId()
  const isInert = isBusy || isBlocked || isSettled || isCurrent
  const end = isCurrent ? t("current") : verb

  return (
    <li>
      <button
        type="button"
        className={isSettled || isCurrent ? "choice choice--settled" : "choice"}
        aria-describedby={error ? errorId : undefined}
        aria-current={isCurrent || undefined}
        aria-busy={isBusy || undefined}
        aria-disabled={isInert || undefined}
        onClick={() => isInert || onPress()}
      >
        {picture}
        <span className="choice__text">
          <bdi className="choice__name">{name}</bdi>
          {detail && <bdi className="choice__detail">{detail}</bdi>}
        </span>
        {isBusy && <span className="spinner" />}
        {!isBusy && !end && <Chevron />}
        {!isBusy && end && <span className="choice__verb">{end}</span>}
      </button>
      {isSettled !== undefined && (
        <span className="visually-hidden" role="status">
          {isSettled && outcome}
        </span>
      )}
      {error && (
        <p id={errorId} className="choice__error" role="alert" dir="auto">
          {error.message}
        </p>
      )}
    </li>
  )
}
