import { readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { expect, test } from "vitest"
import { PROJECT } from "../../scripts/project"
import { exportsOfReact, listOfExports } from "../support/exports"

const FILE = path.join(PROJECT, "docs/api.md")
const docs = readFileSync(FILE, "utf8")
const [, beforeList = "", list = ""] =
  /^([\s\S]*## Every export[\s\S]*?```ts\n)([\s\S]*?)\n```\n$/.exec(docs) ?? []

test("docs/api.md lists every export of src/react, as it's declared", () => {
  if (process.env.UPDATE_DOCS) writeFileSync(FILE, `${beforeList}${listOfExports()}\n\`\`\`\n`)
  else expect(list, "Update it with: UPDATE_DOCS=1 npx vitest run api-docs").toBe(listOfExports())
})

test("docs/api.md explains each function and component", () => {
  const named = exportsOfReact().filter(({ declaration }) => !declaration.startsWith("type "))

  expect(named.length).toBeGreaterThan(15)
  expect(named.filter(({ name }) => !new RegExp(`\`<?${name}\\b`).test(beforeList))).toEqual([])
})

test("docs/api.md has a row for each export of @clerk/react", () => {
  const types = createRequire(import.meta.url)
    .resolve("@clerk/react")
    .replace(/index\.c?js$/, "index.d.mts")
  const [, all = ""] = /^export \{ (.*) \};$/m.exec(readFileSync(types, "utf8")) ?? []
  const names = all.split(", ").filter((name) => /^(?!type |__experimental_|UNSAFE_)\w+$/.test(name))
  const firstCells = [...beforeList.matchAll(/^\| (`.*?) \| /gm)].map(([, cell = ""]) => cell).join()

  expect(names).toContain("useAuth")
  expect(names.filter((name) => !firstCells.includes(`\`${name}\``))).toEqual([])
})
