import type { Failure } from "~messaging/message-error"
import { plainText, plainTextOrNull, webAddress } from "./plain"

/** What the app's owner says to users that Clerk Protect blocks, as the SDK puts it in the error's `meta`. */
export type BlockMeta = {
  title?: unknown
  description?: unknown
  linkUrl?: unknown
  linkText?: unknown
}

/** Where it is cut off, should it be longer than a notice has room for. */
const LONGEST = { title: 120, description: 600, linkText: 60 }

/**
 * What of it is shown: as plain text on one line, and a link only where it leads to a web page over https. Somebody wrote it in
 * Clerk's dashboard, so it may hold anything.
 * @see https://clerk.com/docs/guides/protect/overview
 */
export function readBlock(meta: BlockMeta = {}): Partial<Pick<Failure, "title" | "message" | "link">> {
  const title = plainText(meta.title, LONGEST.title)
  const message = plainText(meta.description, LONGEST.description)
  const url = webAddress(meta.linkUrl)
  return {
    ...(title && { title }),
    ...(message && { message }),
    ...(url && { link: { url, text: plainTextOrNull(meta.linkText, LONGEST.linkText) } })
  }
}
