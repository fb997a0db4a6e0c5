/** A message's sender, as Chrome reports it. */
export type Sender = chrome.runtime.MessageSender | undefined

/** Whether a message comes from a page of this extension. Content scripts have its ID too, but the origin of their web page. */
export function isFromOwnPage(sender: Sender): boolean {
  const own = chrome.runtime.getURL("")
  return (
    sender?.id === chrome.runtime.id && `${sender.origin}/` === own && sender.url?.startsWith(own) === true
  )
}

/**
 * Whether a message comes from a content script that may send `get-signed-in-name`: one of this extension, on an origin that the
 * build names, in the page that a tab shows. Frames are excluded, as another site may have put them there; so are pages that Chrome
 * prerenders or keeps for the back button, and incognito windows, whose sites mustn't learn who the user is.
 */
export function isAllowedContentScript(sender: Sender): boolean {
  // The full name, so that builds without origins contain no trace of this.
  if (!process.env.PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS) return false
  return (
    sender?.id === chrome.runtime.id &&
    sender.frameId === 0 &&
    sender.documentLifecycle === "active" &&
    sender.tab?.incognito === false &&
    process.env.PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS.split(" ").includes(`${sender.origin}`)
  )
}
