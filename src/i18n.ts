import type messages from "../locales/en/messages.json"

/** The name of a text in `locales/en/messages.json`. */
export type TextKey = keyof typeof messages

/**
 * The text in the user's language.
 * @see https://developer.chrome.com/docs/extensions/reference/api/i18n
 */
export function t(key: TextKey, ...substitutions: (string | number)[]): string {
  return chrome.i18n.getMessage(key, substitutions.map(String))
}
