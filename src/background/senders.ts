/** Who sent a message, as Chrome tells it. */
export type Sender = chrome.runtime.MessageSender | undefined

/** Whether a message comes from a page of this extension. Content scripts have its id too, but the origin of their web page. */
export function isFromOwnPage(sender: Sender): boolean {
  const own = chrome.runtime.getURL("")
  return (
    sender?.id === chrome.runtime.id && `${sender.origin}/` === own && sender.url?.startsWith(own) === true
  )
}

/**
 * Whether a message comes from a content script that may ask `get-signed-in-name`: of this extension, on an origin that the
 * build names, in the page that a tab shows. Not in a frame, which another site may have put there, not in a page that Chrome
 * loads ahead or keeps for the back button, and not in an incognito window, whose sites mustn't learn who somebody is.
 */
export function isAllowedContentScript(sender: Sender): boolean {
  // Named in full, so that builds without origins hold no trace of this.
  if (!process.env.PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS) return false
  return (
    sender?.id === chrome.runtime.id &&
    sender.frameId === 0 &&
    sender.documentLifecycle === "active" &&
    sender.tab?.incognito === false &&
    process.env.PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS.split(" ").includes(`${sender.origin}`)
  )
}
