import type messages from "../locales/en/messages.json"

/** The name of a text in `locales/en/messages.json`. */
export type TextKey = keyof typeof messages

/**
 * The text in the user's language. What is filled in keeps its own direction, so a name that runs the other way doesn't turn the
 * sentence around.
 * @see https://developer.chrome.com/docs/extensions/reference/api/i18n
 */
export function t(key: TextKey, ...substitutions: (string | number)[]): string {
  return chrome.i18n.getMessage(key, substitutions.map(isolated))
}

// https://www.w3.org/International/questions/qa-bidi-unicode-controls
function isolated(substitution: string | number) {
  const text = String(substitution)
  const runsAlong = /^[\x20-\x7e]*$/.test(text) && chrome.i18n.getMessage("direction") === "ltr"
  return runsAlong ? text : `\u2068${text}\u2069`
}
