import { t } from "~i18n"
import { Button } from "~ui/controls/button"
import { showTab } from "~ui/show-tab"

/** Leads to the protected page: to the tab that shows it, or a new one. */
export function OpenWorkspace() {
  return (
    <Button look="primary" onClick={openWorkspace}>
      {t("openWorkspace")}
    </Button>
  )
}

function openWorkspace() {
  const url = chrome.runtime.getURL("/tabs/workspace.html")
  return showTab(url, (address) => address === url)
}
