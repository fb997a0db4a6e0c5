import { t } from "~messaging/translate"
import type { PendingSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { StepHeading } from "~ui/controls/step-heading"
import { currentSurface } from "~ui/surface"
import { nextStep } from "~ui/task-page/task-texts"
import { useCommand } from "~ui/use-command"
import { Person } from "./person"
import { SignOut } from "./sign-out"

type PendingProps = { session: PendingSession; isReachable: boolean }

/** What is next. Seen where the view stays although <RedirectToTasks /> has opened the task's page: in the side panel. */
export function Pending({ session: { sessionId, currentTask, user }, isReachable }: PendingProps) {
  const openTask = useCommand("open-task")

  async function open() {
    const reply = await openTask.send()
    if (reply.ok && (await currentSurface()) === "popup") window.close()
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
      <div className="session-frame__foot">
        <Person user={user} />
        <SignOut sessionId={sessionId} />
      </div>
    </>
  )
}
