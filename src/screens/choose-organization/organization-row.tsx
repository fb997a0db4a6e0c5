import { useId } from "react"
import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { Chevron } from "~ui/controls/chevron"
import { Picture } from "~ui/controls/picture"

type OrganizationRowProps = {
  name: string
  imageUrl: string | null
  /** For example the role in this organization. */
  detail?: string
  /** What pressing the row does, where that is more than choosing it. */
  verb?: string
  /** What assistive technology calls the button; otherwise it is called as the organization. */
  label?: string
  /** It was pressed and cannot be again; the row tells what came of it, and its label is announced. */
  isSettled?: boolean
  /** It is the one that is active now. */
  isCurrent?: boolean
  isBusy?: boolean
  isBlocked?: boolean
  error?: MessageError | null
  onPress?: () => void
}

/** An organization, the whole row being one button. */
export function OrganizationRow(props: OrganizationRowProps) {
  const { name, imageUrl, detail, verb, label, isSettled, isCurrent, isBusy, isBlocked, error, onPress } =
    props
  const nameId = useId()
  const detailId = useId()
  const errorId = useId()
  const isInert = isBusy || isBlocked || isSettled || isCurrent

  return (
    <li>
      <button
        type="button"
        className={isSettled || isCurrent ? "organization-row organization-row--settled" : "organization-row"}
        {...(label ? { "aria-label": label } : { "aria-labelledby": nameId })}
        aria-describedby={`${detailId} ${errorId}`}
        aria-current={isCurrent || undefined}
        aria-busy={isBusy || undefined}
        aria-disabled={isInert || undefined}
        onClick={() => isInert || onPress?.()}
      >
        <Picture name={name} imageUrl={imageUrl} />
        <span className="organization-row__text">
          <span id={nameId} className="organization-row__name" dir="auto">
            {name}
          </span>
          <span id={detailId} className="organization-row__detail">
            {detail}
          </span>
        </span>
        {isBusy ? (
          <span className="spinner" />
        ) : (
          <span className="organization-row__verb">{isCurrent ? t("current") : (verb ?? <Chevron />)}</span>
        )}
      </button>
      {isSettled !== undefined && (
        <span className="visually-hidden" role="status">
          {isSettled && label}
        </span>
      )}
      {error && (
        <p id={errorId} className="organization-row__error" role="alert">
          {error.message}
        </p>
      )}
    </li>
  )
}
