/**
 * A name or sentence that was typed elsewhere, made safe to show: on one line, cut off where it's too long, without characters that are
 * invisible or that reverse the text next to them. Anything but text becomes empty.
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

// Control characters, except whitespace, and everything that draws nothing, except variation selectors and joiners, which emoji need.
const INVISIBLE = /(?![\s\p{VS}\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{DI}]/gu

// Joiners that join nothing: they matter in emoji, after combining marks and between Arabic letters.
const JOINERS =
  /(?<![\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Script=Arabic}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{Extended_Pictographic}])/gu

/** The same, but `null` instead of an empty text. */
export function plainTextOrNull(value: unknown, longest?: number): string | null {
  return plainText(value, longest) || null
}

/** The address of a web page or picture, if it's safe to open: over https, or on this machine, where the emulator runs. Otherwise `null`. */
export function webAddress(value: unknown, longest = LONGEST_ADDRESS): string | null {
  if (typeof value !== "string" || value.length > longest || !URL.canParse(value)) return null
  const { protocol, hostname, username, password, href } = new URL(value)
  const isSafe = protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname))
  return isSafe && !username && !password ? href : null
}

const LONGEST_ADDRESS = 2_048
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/
