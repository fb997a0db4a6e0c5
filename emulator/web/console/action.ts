import { h } from "../element"
import { act } from "./message"

type Action = {
  label: string
  /** The target of the action, for screen readers. */
  of: string
  /** Identifies the button. An action and its opposite share a key. */
  key?: string
  run: () => Promise<unknown>
  /** The message to show afterwards. */
  done: string
}

/** A button that runs an action without confirmation. */
export const actionButton = ({ label, of, key = label, run, done }: Action) =>
  h(
    "button",
    {
      type: "button",
      "data-action": key,
      "aria-label": `${label}: ${of}`,
      click: () => void act(run, done)
    },
    label
  )
