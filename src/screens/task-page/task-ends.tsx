import { useEffect, useState } from "react"

import { t } from "~i18n"
import { Button } from "~ui/controls/button"
import { StepHeading } from "~ui/controls/step-heading"
import { leaveTaskPage } from "./leave-task-page"

const READING_TIME_MS = 1_200

/** All tasks are complete: goes back by itself, if there is where to go. */
export function Done() {
  const [hasToStay, setHasToStay] = useState(false)

  useEffect(() => {
    const timer = setTimeout(async () => setHasToStay(!(await leaveTaskPage())), READING_TIME_MS)
    return () => clearTimeout(timer)
  }, [])

  return (
    <div className="stack stack--tight">
      <StepHeading>{t("doneTitle")}</StepHeading>
      <p className="muted" role="status">
        {t(hasToStay ? "doneStay" : "doneLeaving")}
      </p>
    </div>
  )
}

/** The page was opened although no task is left. */
export function NothingToDo() {
  return (
    <div className="stack">
      <div className="stack stack--tight">
        <StepHeading>{t("nothingToDoTitle")}</StepHeading>
        <p className="muted">{t("nothingToDoReason")}</p>
      </div>
      <Button look="primary" onClick={async () => (await leaveTaskPage()) || window.close()}>
        {t("closePage")}
      </Button>
    </div>
  )
}
