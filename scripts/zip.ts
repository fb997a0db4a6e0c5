import { readFileSync } from "node:fs"
import path from "node:path"
import { type Zippable, zipSync } from "fflate"
import { filesIn } from "./scan-build"

/**
 * A zip of everything in a folder but source maps. It has the same bytes wherever and whenever it is made: its entries are
 * sorted, and carry no time, owner or mode of the files.
 */
export function zipOf(directory: string): Uint8Array {
  const entries: Zippable = {}
  for (const file of filesIn(directory)) {
    if (!file.endsWith(".map")) entries[file] = readFileSync(path.join(directory, file))
  }
  // A zip holds local time, without its zone: these are the same digits in every zone.
  return zipSync(entries, { level: 9, mtime: new Date(1980, 0, 1) })
}
