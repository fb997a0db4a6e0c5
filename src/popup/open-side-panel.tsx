import { t } from "~i18n"
import { currentSurface } from "~react/surface"
import { Button } from "~ui/controls/button"

/** Opens the side panel beside the page and closes the popup. */
export function OpenSidePanel() {
  // Not every Chromium-based browser has one.
  if (!chrome.sidePanel) return null

  async function open() {
    // Chrome allows this only right after a click.
    await chrome.sidePanel.open({ windowId: chrome.windows.WINDOW_ID_CURRENT })
    // Chrome closes the popup only if the side panel takes the focus.
    if ((await currentSurface()) === "popup") window.close()
  }

  return (
    <Button aria-label={t("openSidePanel")} onClick={open}>
      {t("sidePanel")}
    </Button>
  )
}
