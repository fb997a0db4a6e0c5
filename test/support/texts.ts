import type messages from "../../locales/en/messages.json"
import { getMessage } from "./fake-i18n"

/** A sentence as the extension says it. Names of buttons and fields stand in the stories themselves. */
export function text(key: keyof typeof messages, ...substitutions: (string | number)[]): string {
  return getMessage(key, substitutions.map(String))
}
