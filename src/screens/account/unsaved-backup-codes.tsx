import { t } from "~i18n"
import type { ActiveSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { showTab } from "~ui/show-tab"

/** Warns that the user may never have seen their backup codes, and leads to new ones. */
export function UnsavedBackupCodes({ session: { hasUnsavedBackupCodes } }: { session: ActiveSession }) {
  if (!hasUnsavedBackupCodes) return null
  return (
    <div className="notice" role="note">
      <p>{t("backupCodesUnsaved")}</p>
      <Button onClick={openSetupMfa}>{t("newBackupCodes")}</Button>
    </div>
  )
}

function openSetupMfa() {
  const url = chrome.runtime.getURL("/tabs/setup-mfa.html")
  return showTab(url, (address) => address.startsWith(url))
}
