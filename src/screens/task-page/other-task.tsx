import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { OutsideLink } from "~ui/controls/outside-link"
import { useTask } from "./task"

/** Explains calmly that this version has no page for the task, and how to continue. */
export function OtherTask() {
  const {
    instance,
    tasks: [key]
  } = useTask().session
  const sync = useCommand("sync-session")

  return (
    <div className="stack">
      <p>{t(key === undefined ? "untoldTaskReason" : "otherTaskReason", instance.applicationName)}</p>
      <p>{t("otherTaskForward", instance.applicationName)}</p>
      {instance.homeUrl && (
        <OutsideLink look="primary" href={instance.homeUrl}>
          {t("openApplication", instance.applicationName)}
        </OutsideLink>
      )}
      <Button
        look={instance.homeUrl ? "plain" : "primary"}
        isBusy={sync.isSending}
        onClick={() => sync.send({ force: true })}
      >
        {t("checkAgain")}
      </Button>
      <ErrorNotice error={sync.error} />
      {key !== undefined && (
        <details className="details">
          <summary>{t("details")}</summary>
          {t("otherTaskKey")}: <code>{key}</code>
        </details>
      )}
    </div>
  )
}
