import { t } from "~i18n"
import type { ActiveSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { showTab } from "~ui/show-tab"

/** Says that the user's backup codes may never have been shown, and leads to where new ones are. */
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
