import "~screens/styles"

import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import { useSnapshot } from "~react/use-snapshot"
import { lastKnownOf } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { AccountChangeNotice } from "./account-change-notice"

/** What users should know about their session, whatever page they are on. */
export function SessionNotices() {
  const session = lastKnownOf(useSnapshot())
  if (!session) return null
  return (
    <>
      {process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST && session.accountChange && (
        <AccountChangeNotice session={session} change={session.accountChange} />
      )}
      {session.isUnsaved && session.status !== "signed-out" && <UnsavedNotice />}
    </>
  )
}

// Clerk's next answer is saved again.
function UnsavedNotice() {
  const sync = useCommand("sync-session")
  return (
    <div className="notice notice--error">
      <div className="notice__text" role="status">
        <strong>{t("unsavedTitle")}</strong>
        <p>{t("unsaved")}</p>
      </div>
      <Button isBusy={sync.isSending} onClick={() => sync.send({ force: true, onlyClient: true })}>
        {t("tryAgain")}
      </Button>
      <ErrorNotice error={sync.error} />
    </div>
  )
}
