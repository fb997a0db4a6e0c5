import type { Failure } from "~messaging/message-error"
import { plainText, plainTextOrNull, webAddress } from "./plain"

/** The app owner's message to users that Clerk Protect blocks, as the SDK puts it in the error's `meta`. */
export type BlockMeta = {
  title?: unknown
  description?: unknown
  linkUrl?: unknown
  linkText?: unknown
}

/** In characters: longer texts are cut off here, as a notice has no room for more. */
const LONGEST = { title: 120, description: 600, linkText: 60 }

/**
 * The part of it that pages show: plain text on one line, and a link only if it leads to a web page over https. The app owner wrote it
 * in Clerk's dashboard, so it may contain anything.
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
