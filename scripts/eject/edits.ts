import type { ProjectFiles } from "../project-files"
import type { Edit } from "./part"

/** Removes files, and folders with all that's in them. */
export function remove(files: ProjectFiles, names: string[]) {
  for (const file of files.keys()) {
    if (names.some((name) => file === name || file.startsWith(`${name}/`))) files.delete(file)
  }
}

/**
 * Makes a change to a file, unless the file has been removed.
 * @throws Error if the file has changed, so that the text to replace isn't in it, or more than once.
 */
export function edit(files: ProjectFiles, { file, from, to }: Pick<Edit, "file" | "from" | "to">) {
  const text = files.get(file)?.toString()
  if (text === undefined) return
  const [before, after, ...more] = text.split(from)
  if (before === undefined || after === undefined || more.length > 0) {
    const found = after === undefined ? "not" : "more than once"
    throw new Error(`scripts/eject expects this text in ${file}, but it's ${found} there:\n\n${from}`)
  }
  files.set(file, Buffer.from(before + to + after))
}

/** Changes a text file as a whole, unless it has been removed. */
export function change(files: ProjectFiles, file: string, run: (text: string) => string) {
  const text = files.get(file)
  if (text !== undefined) files.set(file, Buffer.from(run(text.toString())))
}
