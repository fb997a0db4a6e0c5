/** Opens the popup, which holds the sign-in. Resolves to `false` where Chrome doesn't let us: its window may have no toolbar. */
export async function openSignIn(): Promise<boolean> {
  try {
    await chrome.action.openPopup()
    return true
  } catch {
    return false
  }
}
