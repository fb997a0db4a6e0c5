import { readFileSync } from "node:fs"
import path from "node:path"
import { type Zippable, zipSync } from "fflate"
import { filesIn } from "./scan-build"

/**
 * A zip of a folder, without source maps. It has the same bytes wherever and whenever it's made: its entries are sorted, and
 * contain no time, owner or mode of a file.
 */
export function zipOf(directory: string): Uint8Array {
  const entries: Zippable = {}
  for (const file of filesIn(directory)) {
    if (!file.endsWith(".map")) entries[file] = readFileSync(path.join(directory, file))
  }
  // A zip contains local time without a time zone, and these digits are the same in every zone.
  return zipSync(entries, { level: 9, mtime: new Date(1980, 0, 1) })
}
