import { useState } from "react"

import { t } from "~i18n"
import type { Pages } from "~react/use-pages"
import { PAGE_SIZE } from "~session/organization-lists"
import { Button } from "~ui/controls/button"

type PagerProps = { pages: Pages<unknown>; total: number; label: string }

/** Leads through a list page by page: "11–20 of 10,000". */
export function Pager({ pages, total, label }: PagerProps) {
  const { offset, isLoading, hasPrevious, hasNext, previous, next } = pages
  const [pressed, setPressed] = useState<"previous" | "next" | null>(null)

  function press(which: "previous" | "next", go: () => void) {
    setPressed(which)
    go()
  }

  const last = Math.min(offset + PAGE_SIZE, total)

  return (
    <nav className="pager" aria-label={label}>
      <Button
        look="quiet"
        isBusy={isLoading && pressed === "previous"}
        isBlocked={isLoading || !hasPrevious}
        onClick={() => press("previous", previous)}
      >
        {t("previous")}
      </Button>
      <p className="small muted" role="status">
        {t("pageRange", offset + 1, last, total)}
      </p>
      <Button
        look="quiet"
        isBusy={isLoading && pressed === "next"}
        isBlocked={isLoading || !hasNext}
        onClick={() => press("next", next)}
      >
        {t("next")}
      </Button>
    </nav>
  )
}
