import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import path from "node:path"

/** The files of a project, by their paths from its root, with slashes. */
export type ProjectFiles = Map<string, Buffer>

/** Not part of a project: what installs, builds and tests leave behind. */
const LEFT_BEHIND = /(^|\/)(node_modules|build|\.plasmo|\.parcel-cache|coverage|\.git)$|^test\/output$/

/** Reads these files and folders of a project. Ones that don't exist are left out. */
export function readFiles(root: string, names: string[]): ProjectFiles {
  const files: ProjectFiles = new Map()
  for (const name of names) read(root, name, files)
  return files
}

function read(root: string, name: string, files: ProjectFiles) {
  const file = path.join(root, name)
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats?.isFile()) files.set(name, readFileSync(file))
  if (!stats?.isDirectory() || LEFT_BEHIND.test(name)) return
  for (const entry of readdirSync(file).toSorted()) read(root, `${name}/${entry}`, files)
}

/** Writes the files, and makes their folders. */
export function writeFiles(root: string, files: ProjectFiles) {
  for (const [name, content] of files) {
    const file = path.join(root, name)
    mkdirSync(path.dirname(file), { recursive: true })
    // Scripts stay executable on systems that have such a thing.
    writeFileSync(file, content, { mode: content.subarray(0, 2).toString() === "#!" ? 0o755 : 0o644 })
  }
}
