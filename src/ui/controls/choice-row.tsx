import { useId } from "react"

import { Chevron } from "./chevron"

type ChoiceRowProps = {
  name: string
  detail?: string
  isBusy?: boolean
  isBlocked?: boolean
  onPress: () => void
}

/** One of several ways on, the whole row being one button. */
export function ChoiceRow({ name, detail, isBusy = false, isBlocked = false, onPress }: ChoiceRowProps) {
  const nameId = useId()
  const detailId = useId()
  const isInert = isBusy || isBlocked

  return (
    <li>
      <button
        type="button"
        className="choice"
        aria-labelledby={nameId}
        aria-describedby={detail && detailId}
        aria-busy={isBusy || undefined}
        aria-disabled={isInert || undefined}
        onClick={() => isInert || onPress()}
      >
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
        {isBusy ? <span className="spinner" /> : <Chevron />}
      </button>
    </li>
  )
}
