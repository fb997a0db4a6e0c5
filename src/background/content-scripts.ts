import type { AnswerOf } from "~messaging/contracts"
import { lastKnownOf } from "~session/snapshot"
import { sessionOwner } from "./owner"
import { readSnapshot } from "./snapshot-store"

/**
 * Whether a message comes from a content script that may ask `get-signed-in-name`: of this extension, on an origin that
 * the build names, in the page that a tab shows. Not in a frame, which another site may have put there, and not in an
 * incognito window, whose sites shall not learn who somebody is.
 */
export function isAllowedContentScript(sender: chrome.runtime.MessageSender | undefined): boolean {
  // Named in full, so that builds without origins hold no trace of this.
  if (!process.env.PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS) return false
  return (
    sender?.id === chrome.runtime.id &&
    sender.frameId === 0 &&
    sender.tab?.incognito === false &&
    process.env.PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS.split(" ").includes(`${sender.origin}`)
  )
}

/** Whether somebody is signed in, and the name that they gave themselves. */
export async function getSignedInName(): Promise<AnswerOf<"get-signed-in-name">> {
  if (!process.env.PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS) return { isSignedIn: false, name: null }
  await sessionOwner.sync()
  const session = lastKnownOf(await readSnapshot())
  if (session?.status !== "active") return { isSignedIn: false, name: null }
  return { isSignedIn: true, name: session.user.fullName }
}
