import { t } from "~messaging/translate"
import { Button } from "./button"
import { ErrorNotice } from "./error-notice"
import { usePendingSession } from "./task-gate"
import { useCommand } from "./use-command"

/** Says calmly that this version has no page for the task, and how to go on. */
export function OtherTask() {
  const { instance, currentTask } = usePendingSession()
  const sync = useCommand("sync-session")

  return (
    <div className="stack">
      <p>{t("otherTaskReason", instance.applicationName)}</p>
      <p>{t("otherTaskForward", instance.applicationName)}</p>
      <Button look="primary" isBusy={sync.isSending} onClick={() => sync.send({ force: true })}>
        {t("checkAgain")}
      </Button>
      <ErrorNotice error={sync.error} />
      <details className="details">
        <summary>{t("details")}</summary>
        {t("otherTaskKey")}: <code>{currentTask}</code>
      </details>
    </div>
  )
}
