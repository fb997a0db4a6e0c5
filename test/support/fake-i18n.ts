import messages from "../../locales/en/messages.json"

type Message = { message: string; placeholders?: Record<string, { content: string }> }
/** What a `messages.json` holds. */
export type Messages = Record<string, Message>

/** The English text, as `chrome.i18n.getMessage` returns it: empty for an unknown name. */
export function getMessage(name: string, substitutions: string | string[] = []): string {
  const { message, placeholders = {} } = (messages as Record<string, Message>)[name] ?? { message: "" }
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
