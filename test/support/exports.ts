import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { PROJECT } from "../../scripts/project"

const REACT = path.join(PROJECT, "src/react")

/** An export of `src/react`: its name, and its declaration on one line. */
export type Export = { file: string; name: string; declaration: string }

/** Biome keeps exports in this form: `export`, one declaration, and a function's body after a brace at the end of a line. */
export function exportsOfReact(): Export[] {
  return readdirSync(REACT)
    .toSorted()
    .flatMap((file) => {
      const code = readFileSync(path.join(REACT, file), "utf8")
      const statements = [...code.matchAll(/^export (?:async )?(function|type|const) (\w+)([\s\S]*?)$/gm)]
      return statements.map(({ 1: kind = "", 2: name = "", index }) => {
        const [, rest = ""] = /^export (?:async )?function (\w+[\s\S]*?) \{$/m.exec(code.slice(index)) ?? []
        const isFunction = kind === "function"
        return { file, name, declaration: isFunction ? `function ${onOneLine(rest)}` : `${kind} ${name}` }
      })
    })
}

function onOneLine(code: string) {
  return code
    .replaceAll(/\s*\n\s*/g, " ")
    .replaceAll("( ", "(")
    .replaceAll(" )", ")")
}

/** The list in docs/api.md. */
export function listOfExports(): string {
  const exports = exportsOfReact()
  const files = [...new Set(exports.map(({ file }) => file))]
  return files
    .map((file) => {
      const lines = exports.filter((each) => each.file === file).map(({ declaration }) => declaration)
      return [`// ${file}`, ...lines].join("\n")
    })
    .join("\n\n")
}
