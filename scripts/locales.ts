import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { PROJECT } from "./project"
import { UsageError } from "./usage-error"

/**
 * A text in `locales`.
 * @see https://developer.chrome.com/docs/extensions/reference/api/i18n#message-files
 */
export type Message = {
  message: string
  /** For translators. */
  description?: string
  /** The values of `$NAME$` in the message. `content` is the position among the substitutions, such as `$1`. */
  placeholders?: Record<string, { content: string; example?: string }>
}

export type Messages = Record<string, Message>

/** The languages in `locales`, with Chrome's names, such as "de" and "pt_BR". */
export const LANGUAGES = readdirSync(path.join(PROJECT, "locales")).toSorted()

export function readLocale(language: string): Messages {
  return JSON.parse(readFileSync(path.join(PROJECT, "locales", language, "messages.json"), "utf8"))
}

/** Keeps only what Chrome needs of the texts in a build. Descriptions and examples are for translators. */
export function packLocales(directory: string) {
  for (const language of readdirSync(path.join(directory, "_locales"))) {
    const file = path.join(directory, "_locales", language, "messages.json")
    const messages: Messages = JSON.parse(readFileSync(file, "utf8"))
    const packed = Object.entries(messages).map(([key, message]) => [
      key,
      { message: withPositions(message) }
    ])
    writeFileSync(file, JSON.stringify(Object.fromEntries(packed)))
  }
}

function withPositions({ message, placeholders = {} }: Message) {
  return message.replace(/\$(\w+)\$/g, (whole, name) => placeholders[name.toLowerCase()]?.content ?? whole)
}

/**
 * Copies a build so that it uses this language in every Chromium, even in one without it, such as Debian's.
 *
 * @param language one of `LANGUAGES`. "pt-BR" works too.
 * @returns the folder of the copy, next to the build.
 */
export function buildInLanguage(directory: string, language: string): string {
  const locale = language.replace("-", "_")
  if (!LANGUAGES.includes(locale)) {
    throw new UsageError(
      `"${language}" isn't a language in locales. The languages are ${LANGUAGES.join(", ")}.`
    )
  }
  const copy = `${directory}-${locale}`
  rmSync(copy, { recursive: true, force: true })
  cpSync(directory, copy, {
    recursive: true,
    filter: (source) => !source.includes("_locales") || isOf(source, locale)
  })
  const manifest = path.join(copy, "manifest.json")
  const content = JSON.parse(readFileSync(manifest, "utf8"))
  writeFileSync(manifest, JSON.stringify({ ...content, default_locale: locale }))
  if (!existsSync(path.join(copy, "_locales", locale, "messages.json"))) {
    throw new Error(`The build in ${directory} has no texts in "${locale}".`)
  }
  return copy
}

function isOf(source: string, locale: string) {
  const [, below = ""] = source.split(`_locales${path.sep}`)
  return below === "" || below.split(path.sep)[0] === locale
}
