import type messages from "../../locales/en/messages.json"
import { getMessage } from "./fake-i18n"

/** The name of a text, plural forms included. */
export type Text = keyof typeof messages

/** A sentence as the extension says it. Names of buttons and fields stand in the stories themselves. */
export function text(key: Text, ...substitutions: (string | number)[]): string {
  return getMessage(key, substitutions.map(String))
}
