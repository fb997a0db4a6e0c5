import { cpSync, mkdtempSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { PROJECT } from "../../scripts/project"
import type { TextKey } from "../../src/i18n"
import { getMessage, type Messages } from "../support/fake-i18n"

/** The language in which states are shown: a folder of `locales`. */
const LANGUAGE = process.env.STATES_LANG ?? "en"

const messages = JSON.parse(
  readFileSync(path.join(PROJECT, "locales", LANGUAGE, "messages.json"), "utf8")
) as Messages

/** A text in this language, as the service worker says it. */
export function text(key: TextKey, ...substitutions: (string | number)[]): string {
  return getMessage(key, substitutions.map(String), messages)
}

/** The folder of a build, or of a copy that is in this language whatever Chrome's is. */
export function inLanguage(directory: string): string {
  if (LANGUAGE === "en") return directory
  const copy = mkdtempSync(path.join(tmpdir(), "states-"))
  cpSync(directory, copy, { recursive: true })
  cpSync(path.join(copy, "_locales", LANGUAGE), path.join(copy, "_locales/en"), { recursive: true })
  return copy
}
