import type { Failure } from "~messaging/message-error"

/** What the app's owner says to users that Clerk Protect blocks, as the SDK puts it in the error's `meta`. */
export type BlockMeta = {
  title?: unknown
  description?: unknown
  linkUrl?: unknown
  linkText?: unknown
}

/** Where it is cut off, should it be longer than a notice has room for. */
const LONGEST = { title: 120, description: 600, linkText: 60, linkUrl: 2048 }

/**
 * What of it is shown: as plain text on one line, and a link only where it leads to a web page over https. Somebody wrote it in
 * Clerk's dashboard, so it may hold anything.
 * @see https://clerk.com/docs/guides/protect/overview
 */
export function readBlock(meta: BlockMeta = {}): Partial<Pick<Failure, "title" | "message" | "link">> {
  const title = plainText(meta.title, LONGEST.title)
  const message = plainText(meta.description, LONGEST.description)
  const url = httpsAddress(meta.linkUrl)
  return {
    ...(title && { title }),
    ...(message && { message }),
    ...(url && { link: { url, text: plainText(meta.linkText, LONGEST.linkText) ?? null } })
  }
}

function plainText(value: unknown, longest: number) {
  if (typeof value !== "string") return undefined
  // Line ends, and characters that reverse or hide what is around them.
  const text = value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim()
  const letters = [...text]
  if (letters.length <= longest) return text || undefined
  return `${letters
    .slice(0, longest - 1)
    .join("")
    .trimEnd()}…`
}

function httpsAddress(value: unknown) {
  if (typeof value !== "string" || value.length > LONGEST.linkUrl || !URL.canParse(value)) return undefined
  const { protocol, username, password, href } = new URL(value)
  return protocol === "https:" && !username && !password ? href : undefined
}
