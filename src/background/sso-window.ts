/** The address to which a provider redirects. Chrome intercepts it before any request is made. */
export const ssoRedirectUrl = () => chrome.identity.getRedirectURL("sso-callback")

/**
 * Shows a provider's page in a window until it redirects to `ssoRedirectUrl()`.
 *
 * @param onOpen gets the window's ID. Chrome doesn't report which window it opens for this, so it's the first popup window to open.
 * @returns the address with its parameters, or nothing if the user closed the window.
 * @throws {Error} if Chrome can't load the page.
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
  // Chrome doesn't show the window until the page has loaded, so this listens until then.
  chrome.windows.onCreated.addListener(opened)

  try {
    const callback = await chrome.identity.launchWebAuthFlow({ url: address, interactive: true })
    return new URL(callback ?? "")
  } catch (error) {
    // Chrome gives no other sign that the user closed it.
    if (error instanceof Error && error.message.includes("did not approve")) return undefined
    throw error
  } finally {
    stop()
  }
}

/** Brings the window to the front. Returns whether it's still there. */
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
