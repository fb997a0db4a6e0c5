import { buildInLanguage, readLocale } from "../../scripts/locales"
import type { TextKey } from "../../src/i18n"
import { getMessage } from "../support/fake-i18n"

/** The language in which states are shown: a folder of `locales`. */
const LANGUAGE = process.env.STATES_LANG ?? "en"

const messages = readLocale(LANGUAGE)

/** A text in this language, as the service worker sends it. */
export function text(key: TextKey, ...substitutions: (string | number)[]): string {
  return getMessage(key, substitutions.map(String), messages)
}

/** "10 MB" in this language, as the page shows it. */
export const TEN_MEGABYTES = new Intl.NumberFormat(text("language"), {
  style: "unit",
  unit: "megabyte"
}).format(10)

/** The folder of a build, or of a copy in this language. */
export function inLanguage(directory: string): string {
  return LANGUAGE === "en" ? directory : buildInLanguage(directory, LANGUAGE)
}
