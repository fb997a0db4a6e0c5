/** Opens the popup, which contains the sign-in. Resolves to `false` if Chrome doesn't allow it: its window may have no toolbar. */
export async function openSignIn(): Promise<boolean> {
  try {
    await chrome.action.openPopup()
    return true
  } catch {
    return false
  }
}
