import { existsSync, readdirSync } from "node:fs"
import path from "node:path"
import type { ProjectProblem } from "./problem"

/** @see https://docs.plasmo.com/framework */
const ENTRIES = ["popup", "sidepanel", "options", "newtab", "devtools", "background", "content"]
const FOLDERS = ["tabs", "contents", "sandboxes"]
const ENDS = [".tsx", ".ts", ".jsx", ".js", ".vue", ".svelte"]

/** Plasmo silently leaves out entry points that aren't in `src`, and takes one of two with the same name. */
export function problemsOfEntryPoints(project: string): ProjectProblem[] {
  const subject = "Entry points"
  const outside = entryPointsIn(project)
  const twice = ENTRIES.map((name) => filesFor(path.join(project, "src"), name)).filter(
    (files) => files.length > 1
  )
  return [
    ...outside.map((file) => ({
      subject,
      message: `Plasmo ignores ${file}, because there's a "src" folder.`,
      fix: `Move what you need of it into src, and delete it.`
    })),
    ...twice.map((files) => ({
      subject,
      message: `Plasmo silently takes only one of ${list(files.map((file) => `src/${file}`))}.`,
      fix: `Move what you need of them into one, and delete the rest. The extension's own is the folder's "index".`
    }))
  ]
}

/** The entry points in a folder, as Plasmo would find them if it were the source folder. */
export function entryPointsIn(folder: string): string[] {
  return [...ENTRIES.flatMap((name) => filesFor(folder, name)), ...foldersIn(folder)]
}

function filesFor(folder: string, name: string) {
  return ENDS.flatMap((end) => [`${name}${end}`, `${name}/index${end}`]).filter((file) =>
    existsSync(path.join(folder, file))
  )
}

function foldersIn(project: string) {
  return FOLDERS.filter((name) => {
    const folder = path.join(project, name)
    return existsSync(folder) && readdirSync(folder).some((file) => ENDS.includes(path.extname(file)))
  })
}

const list = (names: string[]) => new Intl.ListFormat("en").format(names)
