import { type ReactNode, useId } from "react"
import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { Chevron } from "./chevron"

type ChoiceRowProps = {
  name: string
  detail?: string | undefined
  /** Stands before the name. */
  picture?: ReactNode
  /** What pressing the row does, where that is more than choosing it. */
  verb?: string | undefined
  /** What assistive technology calls the button; otherwise it has the name of the row. */
  label?: string | undefined
  /** It was pressed and cannot be again; the row tells what came of it, and its label is announced. */
  isSettled?: boolean | undefined
  /** It is the one that is chosen now. */
  isCurrent?: boolean | undefined
  isBusy?: boolean | undefined
  isBlocked?: boolean | undefined
  error?: MessageError | null | undefined
  onPress: () => void
}

/** One of several to choose from, the whole row being one button. */
export function ChoiceRow(props: ChoiceRowProps) {
  const { name, detail, picture, verb, label, isSettled, isCurrent, isBusy, isBlocked, error, onPress } =
    props
  const nameId = useId()
  const detailId = useId()
  const errorId = useId()
  const isInert = isBusy || isBlocked || isSettled || isCurrent
  const end = isCurrent ? t("current") : verb

  return (
    <li>
      <button
        type="button"
        className={isSettled || isCurrent ? "choice choice--settled" : "choice"}
        aria-label={label}
        aria-labelledby={label === undefined ? nameId : undefined}
        aria-describedby={[detail && detailId, error && errorId].filter(Boolean).join(" ") || undefined}
        aria-current={isCurrent || undefined}
        aria-busy={isBusy || undefined}
        aria-disabled={isInert || undefined}
        onClick={() => isInert || onPress()}
      >
        {picture}
        <span className="choice__text">
          <bdi id={nameId} className="choice__name">
            {name}
          </bdi>
          {detail && (
            <span id={detailId} className="choice__detail">
              {detail}
            </span>
          )}
        </span>
        {isBusy && <span className="spinner" />}
        {!isBusy && (end ? <span className="choice__verb">{end}</span> : <Chevron />)}
      </button>
      {isSettled !== undefined && (
        <span className="visually-hidden" role="status">
          {isSettled && label}
        </span>
      )}
      {error && (
        <p id={errorId} className="choice__error" role="alert">
          {error.message}
        </p>
      )}
    </li>
  )
}
