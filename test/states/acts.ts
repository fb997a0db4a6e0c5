import type { CountKey, TextKey } from "../../src/i18n"
import type { SessionState } from "../../src/session/snapshot"

/** A text of `locales` with its substitutions, or, in `as`, words that are the same in every language. */
export type Words = TextKey | [TextKey, ...(string | number)[]] | [CountKey, number] | { as: string }

/** One thing that the user does. Controls are found in every language: buttons by their text, inputs by their name. */
export type Act =
  /** A button, link or summary, by its accessible name; the last of several. */
  | { press: Words }
  | { fill: string; with: string }
  | { tick: string }
  | { choose: string; with: string }
  /** A file, for an input. */
  | { attach: string; type: string; bytes: number }
  /** Leaves the input. */
  | { leave: string }
  /** Waits until the page shows this. */
  | { see: Words }
  /** The service worker publishes another snapshot in the meantime. */
  | { publish: SessionState }

export const press = (words: Words): Act => ({ press: words })
export const fill = (input: string, text: string): Act => ({ fill: input, with: text })
export const tick = (input: string): Act => ({ tick: input })
export const see = (words: Words): Act => ({ see: words })
export const publish = (state: SessionState): Act => ({ publish: state })
