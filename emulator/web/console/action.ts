import { h } from "../element"
import { act } from "./message"

type Action = {
  label: string
  /** On what, for those who do not see where the button is. */
  of: string
  /** The same for a button and the one that takes back what it does. */
  key?: string
  run: () => Promise<unknown>
  /** What to say afterwards. */
  done: string
}

/** A button that does something at once. */
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
