import { t } from "~messaging/translate"
import type { PendingSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { StepHeading } from "~ui/controls/step-heading"
import { nextStep } from "~ui/task-page/task-texts"
import { useCommand } from "~ui/use-command"
import { Person } from "./person"
import { SignOut } from "./sign-out"

type PendingProps = { session: PendingSession; isReachable: boolean }

/** What is next. Seen only when the popup stays open although <RedirectToTasks /> has opened the task's page. */
export function Pending({ session: { sessionId, currentTask, user }, isReachable }: PendingProps) {
  const openTask = useCommand("open-task")

  async function open() {
    const reply = await openTask.send()
    if (reply.ok) window.close()
  }

  return (
    <>
      <StepHeading>{nextStep(currentTask)}</StepHeading>
      {isReachable && (
        <Button look="primary" isBusy={openTask.isSending} onClick={open}>
          {t("continue")}
        </Button>
      )}
      <ErrorNotice error={openTask.error} />
      <div className="popup__foot">
        <Person user={user} />
        <SignOut sessionId={sessionId} />
      </div>
    </>
  )
}
