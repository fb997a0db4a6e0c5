import { type ReactElement, type ReactNode, useId } from "react"
import { t } from "~i18n"

type LastUsedProps = {
  isMarked: boolean
  /** Renders the button, which gets this ID for `aria-describedby`. */
  children: (describedBy: string | undefined) => ReactElement
}

/** Marks the way to sign in that was last used in this browser, as Clerk's own components do. */
export function LastUsed({ isMarked, children }: LastUsedProps): ReactNode {
  const id = useId()
  if (!isMarked) return children(undefined)
  return (
    <div className="last-used">
      {children(id)}
      <span id={id} className="last-used__mark">
        {t("lastUsed")}
      </span>
    </div>
  )
}
