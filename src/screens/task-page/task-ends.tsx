import { useEffect, useState } from "react"

import { t } from "~i18n"
import { Button } from "~ui/controls/button"
import { Heading } from "~ui/controls/heading"
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
      <Heading level={1}>{t("doneTitle")}</Heading>
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
        <Heading level={1}>{t("nothingToDoTitle")}</Heading>
        <p className="muted">{t("nothingToDoReason")}</p>
      </div>
      <Button look="primary" onClick={async () => (await leaveTaskPage()) || window.close()}>
        {t("closePage")}
      </Button>
    </div>
  )
}
