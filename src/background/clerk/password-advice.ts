import { type TextKey, t } from "~i18n"

/** What would improve a password, by the last part of zxcvbn's names as Clerk uses them. */
const texts = [
  ["couldBeStronger", "passwordCouldBeStronger"],
  ["anotherWord", "passwordAddWords"],
  ["useWords", "passwordAddWords"],
  ["repeated", "passwordAvoidRepeats"],
  ["sequences", "passwordAvoidSequences"],
  ["longerKeyboardPattern", "passwordAvoidSequences"],
  ["dates", "passwordAvoidDates"],
  ["recentYears", "passwordAvoidDates"],
  ["associatedYears", "passwordAvoidDates"],
  ["l33t", "passwordAvoidSubstitutions"],
  ["reverseWords", "passwordAvoidReversed"]
] as const satisfies readonly (readonly [string, TextKey])[]

/** Our texts for them, the most helpful first. */
export function passwordAdvice(names: string[]): string[] {
  const keys = names.map((name) => name.split(".").at(-1))
  const advice = texts.filter(([key]) => keys.includes(key)).map(([, text]) => t(text))
  return [...new Set(advice)]
}
