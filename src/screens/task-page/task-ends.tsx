import { useCallback, useEffect, useState } from "react"

import { t } from "~i18n"
import { Button } from "~ui/controls/button"
import { Heading } from "~ui/controls/heading"
import { leaveTaskPage } from "./leave-task-page"

/** Long enough for a screen reader to read both lines. Users who are faster can press the button. */
const READING_TIME_MS = 2_000

/** All tasks are complete. The page goes back by itself, if there is somewhere to go. */
export function Done() {
  const [hasToStay, setHasToStay] = useState(false)

  const leave = useCallback(async () => setHasToStay(!(await leaveTaskPage())), [])

  useEffect(() => {
    const timer = setTimeout(leave, READING_TIME_MS)
    return () => clearTimeout(timer)
  }, [leave])

  return (
    <div className="stack">
      <div className="stack stack--tight">
        <Heading level={1}>{t("doneTitle")}</Heading>
        <p className="muted" role="alert">
          {t(hasToStay ? "doneStay" : "doneLeaving")}
        </p>
      </div>
      {!hasToStay && (
        <Button look="primary" onClick={leave}>
          {t("continue")}
        </Button>
      )}
    </div>
  )
}

/** The user opened the page although no task is left. */
export function NothingToDo() {
  return (
    <div className="stack">
      <div className="stack stack--tight">
        <Heading level={1}>{t("nothingToDoTitle")}</Heading>
        <p className="muted">{t("nothingToDoReason")}</p>
      </div>
      <Button look="primary" onClick={async () => (await leaveTaskPage()) || window.close()}>
        {t("closePage")}
      </Button>
    </div>
  )
}
