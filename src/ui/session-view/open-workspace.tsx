import { t } from "~messaging/translate"
import { Button } from "~ui/controls/button"

const WORKSPACE = "/tabs/workspace.html"

/** Leads to the protected page: to the tab of this window that has it, or a new one. */
export function OpenWorkspace() {
  return (
    <Button look="primary" onClick={openWorkspace}>
      {t("openWorkspace")}
    </Button>
  )
}

async function openWorkspace() {
  const tabs = await chrome.tabs.query({ currentWindow: true })
  const open = tabs.find(({ url }) => url === chrome.runtime.getURL(WORKSPACE))
  if (open?.id === undefined) await chrome.tabs.create({ url: WORKSPACE })
  else await chrome.tabs.update(open.id, { active: true })
}
