import { readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { PROJECT } from "../../../scripts/project"
import { filesIn } from "../../../scripts/scan-build"

const SRC = path.join(PROJECT, "src")

/** The stylesheets that this file imports, and those of the files that it imports. */
function stylesheetsOf(file: string): string[] {
  const code = readFileSync(path.join(SRC, file), "utf8")
  return [...code.matchAll(/^import "([^"]+)"$/gm)].flatMap(([, name = ""]) => {
    const found = name.startsWith("~") ? name.slice(1) : path.posix.join(path.posix.dirname(file), name)
    return found.endsWith(".css") ? [found] : stylesheetsOf(`${found}.ts`)
  })
}

test("the styles of every screen are in the one stylesheet", () => {
  const all = filesIn(SRC).filter((file) => file.endsWith(".css") && !file.startsWith("inspector/"))

  expect(stylesheetsOf("screens/styles.ts").sort()).toEqual(all)
})
