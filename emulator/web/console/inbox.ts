import type { Message } from "../../model/inbox"
import { find, h } from "../element"
import { read } from "./api"
import { copyButton } from "./copy"
import { showRows } from "./rows"
import { timeOf } from "./time"

const MOST = 20

export async function showInbox() {
  const messages = await read<Message[]>("/inbox")
  const isKnown = new Map<string, number>()
  const keyed = messages.slice(0, MOST).map((message) => {
    const name = `${message.at} ${message.to} ${message.body}`
    isKnown.set(name, (isKnown.get(name) ?? 0) + 1)
    return { ...message, key: `${name} ${isKnown.get(name)}` }
  })
  showRows(find("message-rows", HTMLElement), keyed, ({ key }) => key, drawMessage)
  find("no-messages", HTMLElement).hidden = messages.length > 0
}

function drawMessage({ to, channel, code, link, body, at }: Message) {
  return h(
    "li",
    {},
    h(
      "div",
      { class: "inline" },
      ...(link
        ? [h("a", { class: "button", href: link, target: "_blank", rel: "noreferrer" }, "Open link")]
        : [h("code", { class: "code-value" }, code), copyButton(code, `the code for ${to}`)]),
      h("time", { class: "muted end", datetime: new Date(at).toISOString() }, timeOf(at))
    ),
    h("div", { class: "email" }, `${channel === "sms" ? "Text message" : "Email"} to ${to}`),
    h("div", { class: "muted" }, body)
  )
}
