import { readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { PROJECT } from "../../../scripts/project"
import { filesIn } from "../../../scripts/scan-build"

const SRC = path.join(PROJECT, "src")

/** The stylesheets that this file imports, by itself or through other files. */
function stylesheetsOf(file: string): string[] {
  const code = readFileSync(path.join(SRC, file), "utf8")
  return [...code.matchAll(/^import "([^"]+)"$/gm)].flatMap(([, name = ""]) => {
    const found = name.startsWith("~") ? name.slice(1) : path.posix.join(path.posix.dirname(file), name)
    return found.endsWith(".css") ? [found] : stylesheetsOf(`${found}.ts`)
  })
}

test("the styles of every screen are in the one stylesheet", () => {
  const imported = stylesheetsOf("screens/styles.ts")
  const missing = filesIn(SRC).filter(
    (file) => /^(screens|ui)\/.*\.css$/.test(file) && !imported.includes(file)
  )

  expect(imported.length).toBeGreaterThan(10)
  expect(missing, "Import them in src/screens/styles.ts too, so that a page reads one file less.").toEqual([])
})
