import { t } from "~i18n"
import { currentSurface } from "~react/surface"
import { useCommand } from "~react/use-command"
import { SignOut } from "~screens/account/sign-out"
import { Person } from "~screens/account/who"
import type { PendingSession } from "~session/snapshot"
import { toolbarTextOf } from "~session/tasks"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"

type PendingProps = { session: PendingSession; isReachable: boolean }

/** The current task. Visible if the view stays after <RedirectToTasks /> has opened the task's page, as the side panel does. */
export function Pending({ session: { sessionId, tasks, user }, isReachable }: PendingProps) {
  const openTask = useCommand("open-task")

  async function open() {
    const reply = await openTask.send()
    if (reply.ok && (await currentSurface()) === "popup") window.close()
  }

  return (
    <>
      <Heading level={1}>{t(toolbarTextOf(tasks[0]))}</Heading>
      {isReachable && (
        <Button look="primary" isBusy={openTask.isSending} onClick={open}>
          {t("continue")}
        </Button>
      )}
      <ErrorNotice error={openTask.error} />
      <div className="foot">
        <Person user={user} />
        <SignOut sessionId={sessionId} />
      </div>
    </>
  )
}
