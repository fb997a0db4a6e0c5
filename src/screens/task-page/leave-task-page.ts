import { redirectUrlIn } from "~react/redirect-url"

/**
 * Goes back to where the user came from: to the page in `redirect_url`, or to the tab that opened this one, which then
 * closes. Resolves to `false` if there is nowhere to go, because this is the window's only tab.
 */
export async function leaveTaskPage(): Promise<boolean> {
  const redirectUrl = redirectUrlIn(location.search)
  if (redirectUrl) {
    location.replace(redirectUrl)
    return true
  }

  const [tab, tabs] = await Promise.all([
    chrome.tabs.getCurrent(),
    chrome.tabs.query({ currentWindow: true })
  ])
  if (tab?.id === undefined || tabs.length < 2) return false
  if (tab.openerTabId !== undefined) {
    // It may have been closed since.
    await chrome.tabs.update(tab.openerTabId, { active: true }).catch(() => {})
  }
  await chrome.tabs.remove(tab.id)
  return true
}
