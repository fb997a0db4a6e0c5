import type messages from "../locales/en/messages.json"

type Key = keyof typeof messages

/** The name of a text in `locales/en/messages.json`. */
export type TextKey = Exclude<Key, `${string}_${Intl.LDMLPluralRule}`>

/** The name of a text that depends on a count: `locales` have one for each plural category, such as `passwordMinLength_one`. */
export type CountKey = Key extends infer Each ? (Each extends `${infer Name}_other` ? Name : never) : never

type Substitution = string | number

/**
 * The text in the user's language. Numbers are formatted in it, too. What is filled in keeps its own direction, so a name that runs
 * the other way doesn't turn the sentence around.
 * @see https://developer.chrome.com/docs/extensions/reference/api/i18n
 */
export function t(key: TextKey, ...substitutions: Substitution[]): string {
  return textOf(key, substitutions)
}

/**
 * The text for a count, in the plural form that the language has for it. chrome.i18n has no plurals.
 *
 * @param substitutions what is filled in: the count alone, if left out.
 * @see https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Intl/PluralRules
 */
export function tCount(key: CountKey, count: number, substitutions: Substitution[] = [count]): string {
  const category = new Intl.PluralRules(t("language")).select(count)
  return textOf(`${key}_${category}`, substitutions) || textOf(`${key}_other`, substitutions)
}

/** Names in a row, as the language separates them: "Google, GitHub, email link". */
export function formatList(names: string[]): string {
  return new Intl.ListFormat(t("language"), { style: "narrow" }).format(names)
}

/** "28 sec" */
export function formatSeconds(seconds: number): string {
  return new Intl.NumberFormat(t("language"), { style: "unit", unit: "second" }).format(seconds)
}

/** "10 MB" */
export function formatMegabytes(megabytes: number): string {
  return new Intl.NumberFormat(t("language"), { style: "unit", unit: "megabyte" }).format(megabytes)
}

/** "in 30 seconds", or from a minute on "in 2 minutes". */
export function formatTimeUntil(seconds: number): string {
  const [value, unit] =
    seconds < 60 ? [seconds, "second" as const] : [Math.ceil(seconds / 60), "minute" as const]
  return new Intl.RelativeTimeFormat(t("language")).format(value, unit)
}

function textOf(key: string, substitutions: Substitution[]) {
  const inLanguage = (substitution: Substitution) =>
    typeof substitution === "number"
      ? new Intl.NumberFormat(t("language")).format(substitution)
      : substitution
  return chrome.i18n.getMessage(key, substitutions.map(inLanguage).map(isolated))
}

/**
 * A text that keeps its own direction within another.
 * @see https://www.w3.org/International/questions/qa-bidi-unicode-controls
 */
export function isolated(text: string): string {
  const runsAlong = /^[\x20-\x7e]*$/.test(text) && chrome.i18n.getMessage("direction") === "ltr"
  return runsAlong ? text : `\u2068${text}\u2069`
}
