/** Where a provider leads back to. Chrome catches this address before anybody is asked for it. */
export const ssoRedirectUrl = () => chrome.identity.getRedirectURL("sso-callback")

/**
 * Shows a provider's page in a window, until that leads back to `ssoRedirectUrl()`.
 *
 * @param onOpen gets the window's id. Chrome doesn't say which window it opens for this, so it's the popup window that opens first.
 * @returns the address with its parameters, or nothing if somebody closed the window.
 * @throws {Error} when Chrome can't load the page.
 * @see https://developer.chrome.com/docs/extensions/reference/api/identity#method-launchWebAuthFlow
 */
export async function openSsoWindow(
  address: string,
  onOpen: (windowId: number) => void
): Promise<URL | undefined> {
  const stop = () => chrome.windows.onCreated.removeListener(opened)
  function opened({ id, type }: chrome.windows.Window) {
    if (id === undefined || type !== "popup") return
    stop()
    onOpen(id)
  }
  // As long as the page loads, which Chrome doesn't show before.
  chrome.windows.onCreated.addListener(opened)

  try {
    const callback = await chrome.identity.launchWebAuthFlow({ url: address, interactive: true })
    return new URL(callback ?? "")
  } catch (error) {
    // All that Chrome tells of it.
    if (error instanceof Error && error.message.includes("did not approve")) return undefined
    throw error
  } finally {
    stop()
  }
}

/** Brings the window to the front; tells whether it's still there. */
export function showSsoWindow(windowId: number): Promise<boolean> {
  return chrome.windows.update(windowId, { focused: true }).then(
    () => true,
    () => false
  )
}

/** Closes the window, if it's still there. */
export async function closeSsoWindow(windowId: number | undefined) {
  if (windowId !== undefined) await chrome.windows.remove(windowId).catch(() => {})
}
