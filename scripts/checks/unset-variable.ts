import { readFileSync } from "node:fs"
import path from "node:path"

/** A variable of the manifest in package.json, such as `$CSP_CONNECT_SRC`, that a build still contains literally. */
export function unsetVariableIn(directory: string): string | undefined {
  return /\$[A-Z]\w+/.exec(readFileSync(path.join(directory, "manifest.json"), "utf8"))?.[0]
}
