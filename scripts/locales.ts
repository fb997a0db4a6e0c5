import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { PROJECT } from "./project"
import { UsageError } from "./usage-error"

/**
 * A text as in `locales`.
 * @see https://developer.chrome.com/docs/extensions/reference/api/i18n#message-files
 */
export type Message = {
  message: string
  /** For translators. */
  description?: string
  /** What `$NAME$` in the message stands for. `content` is the position among the substitutions: `$1`. */
  placeholders?: Record<string, { content: string; example?: string }>
}

export type Messages = Record<string, Message>

/** The languages of `locales`, as Chrome names them: "de", "pt_BR". */
export const LANGUAGES = readdirSync(path.join(PROJECT, "locales")).toSorted()

export function readLocale(language: string): Messages {
  return JSON.parse(readFileSync(path.join(PROJECT, "locales", language, "messages.json"), "utf8"))
}

/** Keeps of the texts in a build what Chrome needs to show them. Descriptions and examples are for translators. */
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
 * A copy of a build that speaks this language in every Chromium, also in one without it, as Debian's is.
 *
 * @param language one of `LANGUAGES`; "pt-BR" is fine, too.
 * @returns the folder of the copy, beside the build.
 */
export function buildInLanguage(directory: string, language: string): string {
  const locale = language.replace("-", "_")
  if (!LANGUAGES.includes(locale)) {
    throw new UsageError(`There are no texts in "${language}". The languages are ${LANGUAGES.join(", ")}.`)
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
