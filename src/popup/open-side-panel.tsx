import { t } from "~i18n"
import { Button } from "~ui/controls/button"

/** Opens the side panel beside the page and closes the popup. Chrome allows this only right after a click. */
export function OpenSidePanel() {
  // Not every Chromium-based browser has one.
  if (!chrome.sidePanel) return null
  return (
    <Button
      aria-label={t("openSidePanel")}
      onClick={() => chrome.sidePanel.open({ windowId: chrome.windows.WINDOW_ID_CURRENT })}
    >
      {t("sidePanel")}
    </Button>
  )
}
