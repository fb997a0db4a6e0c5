import { t } from "~messaging/translate"
import type { PendingSession } from "~session/snapshot"
import { Button } from "~ui/button"
import { ErrorNotice } from "~ui/error-notice"
import { StepHeading } from "~ui/step-heading"
import { nextStep } from "~ui/task-texts"
import { useCommand } from "~ui/use-command"
import { Person } from "./person"
import { SignOut } from "./sign-out"

type PendingProps = { session: PendingSession; isReachable: boolean }

/** What is next. Seen only when the popup stays open although <RedirectToTasks /> has opened the task's page. */
export function Pending({ session: { currentTask, user }, isReachable }: PendingProps) {
  const openTask = useCommand("open-task")

  async function open() {
    const reply = await openTask.send()
    if (reply.ok) window.close()
  }

  return (
    <>
      <div className="stack stack--tight">
        <StepHeading>{t("pendingTitle")}</StepHeading>
        <p className="muted">{nextStep(currentTask)}</p>
      </div>
      {isReachable && (
        <Button look="primary" isBusy={openTask.isSending} onClick={open}>
          {t("continue")}
        </Button>
      )}
      <ErrorNotice error={openTask.error} />
      <div className="popup__foot">
        <Person user={user} />
        <SignOut />
      </div>
    </>
  )
}
