import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import { useTask } from "~screens/task-page/task"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"

/** A second factor is required, and the user may add none of those offered: only an admin can help. */
export function NoMethod() {
  const { applicationName, hasBackupCodes } = useTask().session.instance
  const sync = useCommand("sync-session")

  return (
    <div className="stack">
      <p>
        {t("noMfaMethod", applicationName)} {hasBackupCodes && t("backupCodesNotEnough")}
      </p>
      <p>{t("noMfaMethodForward", applicationName)}</p>
      <Button look="primary" isBusy={sync.isSending} onClick={() => sync.send({ force: true })}>
        {t("checkAgain")}
      </Button>
      <ErrorNotice error={sync.error} />
    </div>
  )
}
