import english from "../../locales/en/messages.json"
import type { Messages } from "../../scripts/locales"

/** A text as `chrome.i18n.getMessage` returns it, in English unless given other messages: empty for an unknown name. */
export function getMessage(
  name: string,
  substitutions: string | string[] = [],
  messages: Messages = english
): string {
  const { message, placeholders = {} } = messages[name] ?? { message: "" }
  const values = [substitutions].flat()
  const fill = (text: string) => text.replace(/\$(\d)/g, (_, position) => values[Number(position) - 1] ?? "")

  const contents = new Map(
    Object.entries(placeholders).map(([key, { content }]) => [key.toLowerCase(), content])
  )
  return message
    .split("$$")
    .map((part) => fill(part.replace(/\$(\w+)\$/g, (_, key) => contents.get(key.toLowerCase()) ?? "")))
    .join("$")
}
