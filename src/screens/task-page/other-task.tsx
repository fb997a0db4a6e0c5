import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import { isWebUrl, taskUrlFor } from "~session/tasks"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { OutsideLink } from "~ui/controls/outside-link"
import { useTask } from "./task"

/** Leads to a task in the author's web app, or explains calmly that this version has no page for it, and how to continue. */
export function OtherTask() {
  const {
    instance: { applicationName, homeUrl },
    user,
    tasks: [key]
  } = useTask().session
  const sync = useCommand("sync-session")
  const url = taskUrlFor(key)
  const isOnWeb = isWebUrl(url)
  const href = isOnWeb ? url : homeUrl

  return (
    <div className="stack">
      {isOnWeb ? (
        <>
          <p>{t("webTaskReason", applicationName)}</p>
          <p>{t("webTaskForward", user.identifier)}</p>
        </>
      ) : (
        <>
          <p>{t(key === undefined ? "untoldTaskReason" : "otherTaskReason", applicationName)}</p>
          <p>{t("otherTaskForward", applicationName)}</p>
        </>
      )}
      {href && (
        <OutsideLink look="primary" href={href}>
          {t("openApplication", applicationName)}
        </OutsideLink>
      )}
      <Button
        look={href ? "plain" : "primary"}
        isBusy={sync.isSending}
        onClick={() => sync.send({ force: true })}
      >
        {t("checkAgain")}
      </Button>
      <ErrorNotice error={sync.error} />
      {key !== undefined && !isOnWeb && (
        <details className="details">
          <summary>{t("details")}</summary>
          {t("otherTaskKey")}: <code>{key}</code>
        </details>
      )}
    </div>
  )
}
