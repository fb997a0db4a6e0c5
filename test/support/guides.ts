import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { PROJECT } from "../../scripts/project"

type Edit = { language: string; file: string; place: string | undefined; code: string }

/**
 * Does in a copy of the project what the code blocks of a guide say. A block's first line, and any later line like it, names a file:
 *
 * - `// src/tabs/notes.tsx` is a whole file.
 * - `// src/session/tasks.ts, in taskUrls` goes to the start of that object or array.
 * - A `jsonc` block goes to the start of the file's object, and a `diff` block replaces lines.
 *
 * Leaves out what is about the emulator and tests in a project that has none.
 */
export function applyGuide(guide: string, copy: string): Edit[] {
  const edits = editsOf(readFileSync(path.join(PROJECT, "docs/guides", guide), "utf8")).filter(isForProject)
  for (const edit of edits) {
    const file = path.join(copy, edit.file)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, isWholeFile(edit) ? edit.code : edited(readFileSync(file, "utf8"), edit))
  }
  return edits
}

function editsOf(guide: string): Edit[] {
  const blocks = [...guide.matchAll(/^```(tsx?|jsonc|diff)\n(\/\/ [\s\S]*?)^```$/gm)]
  return blocks.flatMap(([, language = "", block = ""]) =>
    block.split(/^(?=\/\/ \S+\.\w+(?:, in \w+)?$)/m).map((part) => {
      const [, file = "", place] = /^\/\/ (\S+?)(?:, in (\w+))?\n/.exec(part) ?? []
      return { language, file, place, code: `${part.slice(part.indexOf("\n") + 1).trimEnd()}\n` }
    })
  )
}

function isForProject({ file }: Edit) {
  const [folder] = /^(emulator|test\/\w+)(?=\/)/.exec(file) ?? []
  return folder === undefined || existsSync(path.join(PROJECT, folder))
}

function isWholeFile({ language, place }: Edit) {
  return language.startsWith("ts") && place === undefined
}

function edited(text: string, { language, file, place, code }: Edit) {
  if (language === "diff") {
    const lines = (sign: string) => code.replaceAll(new RegExp(`^(?:\\${sign}(.*\n)|.*\n)`, "gm"), "$1")
    return inserted(text, text.indexOf(lines("-")), lines("+"), lines("-").length, file)
  }
  const opening = place ? new RegExp(`^.*\\b${place}\\b.*[{[]$`, "m") : /^\{$/m
  const found = opening.exec(text)
  return inserted(text, found ? found.index + found[0].length + 1 : -1, code, 0, file)
}

function inserted(text: string, at: number, code: string, removed: number, file: string) {
  if (at < 0) throw new Error(`The guide changes something in ${file} that isn't there.`)
  return text.slice(0, at) + code + text.slice(at + removed)
}
