import { h } from "../element"
import { say } from "./message"

/** A button that copies a text. */
export function copyButton(text: string, what = text) {
  const button = h("button", { type: "button", class: "copy", "data-action": `copy ${what}` }, "Copy")
  button.setAttribute("aria-label", `Copy ${what}`)
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text)
      say(`Copied ${what}.`)
    } catch {
      say("Couldn't copy: the browser blocked clipboard access.", { isError: true })
    }
  })
  return button
}

/** A value with a copy button. A long value is cut off, because it's copied more often than read. */
export const copyable = (text: string, what?: string) =>
  h("span", { class: "copyable" }, h("code", { title: text }, text), copyButton(text, what))
