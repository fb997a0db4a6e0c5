import { h } from "../element"
import { actionButton } from "./action"

type Action = Parameters<typeof actionButton>[0]

/** A row of a list: its name, tags and actions. */
export const listRow = (name: string, tags: (string | false)[], actions: (Action | false)[]) =>
  h(
    "li",
    {},
    h(
      "div",
      { class: "inline" },
      h("span", { class: "email grow" }, name),
      ...tags.map((tag) => tag && h("span", { class: "tag" }, tag)),
      ...actions.map((action) => action && actionButton(action))
    )
  )
