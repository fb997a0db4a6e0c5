/**
 * A name or sentence that somebody typed elsewhere, as it may be shown: on one line, cut off where it's long, without characters that
 * can't be seen, or that turn around what is beside them. Anything but text is empty.
 *
 * @param longest in characters.
 */
export function plainText(value: unknown, longest = 100): string {
  if (typeof value !== "string") return ""
  const text = value.replace(INVISIBLE, "").replace(JOINERS, "").replace(/\s+/gu, " ").trim()
  const letters = [...text]
  return letters.length <= longest
    ? text
    : `${letters
        .slice(0, longest - 1)
        .join("")
        .trimEnd()}…`
}

// Controls, but for the whitespace among them, and all that draws nothing; except variation selectors and joiners, which emoji need.
const INVISIBLE = /(?![\s\p{VS}\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{DI}]/gu

// Joiners that join nothing: in emoji, after combining marks and in Arabic letters they have a meaning.
const JOINERS =
  /(?<![\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Script=Arabic}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{Extended_Pictographic}])/gu

/** The same, where there may be none. */
export function plainTextOrNull(value: unknown, longest?: number): string | null {
  return plainText(value, longest) || null
}

/** The address of a web page or picture that may be opened: over https, or on this machine, where the emulator is; else `null`. */
export function webAddress(value: unknown, longest = LONGEST_ADDRESS): string | null {
  if (typeof value !== "string" || value.length > longest || !URL.canParse(value)) return null
  const { protocol, hostname, username, password, href } = new URL(value)
  const isSafe = protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname))
  return isSafe && !username && !password ? href : null
}

const LONGEST_ADDRESS = 2_048
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/
