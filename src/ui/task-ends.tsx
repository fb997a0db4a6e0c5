import { useEffect, useState } from "react"

import { t } from "~messaging/translate"
import type { UserSummary } from "~session/snapshot"
import { Account } from "./account"
import { Button } from "./button"
import { leaveTaskPage } from "./leave-task-page"
import { openSignIn } from "./open-sign-in"
import { StepHeading } from "./step-heading"

const READING_TIME_MS = 1_200

/** The task's page without a session. It goes on by itself when there is one. */
export function SignedOut() {
  const [isPopupRefused, setIsPopupRefused] = useState(!chrome.action.openPopup)

  async function open() {
    setIsPopupRefused(!(await openSignIn()))
  }

  return (
    <div className="stack">
      <div className="stack stack--tight">
        <StepHeading>{t("signedOutTitle")}</StepHeading>
        <p className="muted">{t("signedOutReason")}</p>
      </div>
      {isPopupRefused ? (
        <p role="status">{t("clickToolbarIcon")}</p>
      ) : (
        <Button look="primary" onClick={open}>
          {t("openSignIn")}
        </Button>
      )}
    </div>
  )
}

/** All tasks are complete. Goes back by itself, unless there is something to read. */
export function Done({ note }: { note: string | undefined }) {
  const [hasToStay, setHasToStay] = useState(false)
  const leave = async () => setHasToStay(!(await leaveTaskPage()))

  // biome-ignore lint/correctness/useExhaustiveDependencies: `leave` is new with each rendering
  useEffect(() => {
    if (note) return
    const timer = setTimeout(leave, READING_TIME_MS)
    return () => clearTimeout(timer)
  }, [note])

  return (
    <div className="stack">
      <div className="stack stack--tight">
        <StepHeading>{t("doneTitle")}</StepHeading>
        <p className="muted" role="status">
          {note ?? t(hasToStay ? "doneStay" : "doneLeaving")}
        </p>
      </div>
      {note && !hasToStay && (
        <Button look="primary" onClick={leave}>
          {t("continue")}
        </Button>
      )}
    </div>
  )
}

/** The page was opened although no task is left. */
export function NothingToDo({ user }: { user: UserSummary }) {
  return (
    <div className="stack">
      <div className="stack stack--tight">
        <StepHeading>{t("nothingToDoTitle")}</StepHeading>
        <p className="muted">{t("nothingToDoReason")}</p>
      </div>
      <Button look="primary" onClick={async () => (await leaveTaskPage()) || window.close()}>
        {t("closePage")}
      </Button>
      <Account user={user} />
    </div>
  )
}
