import { failed } from "~messaging/failed"

// Requested as soon as the worker starts. Where `setAccessLevel` is missing, as before Chrome 140, it stays open.
let isClosed = closeStorage()

/**
 * Closes `chrome.storage.local`, where Clerk's SDK keeps its token, to content scripts. Chrome gives them access by default.
 * @see https://developer.chrome.com/docs/extensions/reference/api/storage#method-StorageArea-setAccessLevel
 */
async function closeStorage(): Promise<boolean> {
  try {
    await chrome.storage.local.setAccessLevel({ accessLevel: "TRUSTED_CONTEXTS" })
    return true
  } catch {
    return false
  }
}

/**
 * Refuses to continue while content scripts could read the token that Clerk's SDK is about to store. An extension without content
 * scripts may continue: nothing else reads its storage.
 *
 * @throws {MessageError} `outdated-chrome`
 */
export async function requireClosedStorage(): Promise<void> {
  if (!hasContentScripts() || (await isClosed)) return
  isClosed = closeStorage()
  if (!(await isClosed)) throw failed("outdated-chrome", "errorStorageOpen")
}

function hasContentScripts() {
  return (
    Boolean(process.env.PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS) ||
    Boolean(chrome.runtime.getManifest().content_scripts?.length)
  )
}
