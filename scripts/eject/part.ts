/** A change to one file: `from`, which is in it exactly once, becomes `to`. */
export type Edit = {
  file: string
  from: string
  to: string
  /** Only if these parts are taken out too. */
  if?: string
  /** Only if these parts stay. */
  unless?: string
}

/** Something that a new project can do without. */
export type Part = {
  /** What users lose. */
  what: string
  /** Files and folders. Files that nothing imports any more go with them, and so do texts and packages that nothing uses. */
  removes: string[]
  edits?: Edit[]
  /** A room of `scripts/rooms.ts`. */
  room?: string
  /** Titles of tests that would still type-check, but fail, by their files. */
  tests?: Record<string, string[]>
  /** Names of variables in `.env.example`. */
  variables?: string[]
  /** Names of entries in the `manifest` of `package.json`. */
  manifest?: string[]
  /** Names of `scripts` in `package.json`. */
  scripts?: string[]
}

/** Takes a text out of a file. */
export function cut(file: string, text: string, when: Pick<Edit, "if" | "unless"> = {}): Edit {
  return { file, from: text, to: "", ...when }
}

/** Puts a text in the place of another. */
export function swap(file: string, from: string, to: string, when: Pick<Edit, "if" | "unless"> = {}): Edit {
  return { file, from, to, ...when }
}
