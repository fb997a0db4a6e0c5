/**
 * Opens the popup, which holds the sign-in. Resolves to `false` where Chrome does not let us: before version 127, and
 * when its window has no toolbar.
 */
export async function openSignIn(): Promise<boolean> {
  try {
    await chrome.action.openPopup()
    return true
  } catch {
    return false
  }
}
