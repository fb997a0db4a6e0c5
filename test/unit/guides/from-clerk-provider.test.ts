import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { contracts } from "~messaging/contracts"
import { PROJECT } from "../../../scripts/project"

const GUIDE = "docs/guides/from-clerk-provider.md"
const guide = readFileSync(path.join(PROJECT, GUIDE), "utf8")

/** What Clerk's SDK for extensions exports to pages. */
function exportsOfSdk() {
  const types = path.join(PROJECT, "node_modules/@clerk/chrome-extension/dist/types")
  const code = ["index.d.ts", "react/re-exports.d.ts"].map((file) =>
    readFileSync(path.join(types, file), "utf8")
  )
  const lists = [...code.join("\n").matchAll(/^export \{([^}]*)\}/gm)].map(([, names = ""]) => names)
  return lists
    .join(",")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
}

test("everything that Clerk's SDK exports to pages has a replacement in the guide", () => {
  const names = exportsOfSdk()

  expect(names).toEqual(expect.arrayContaining(["ClerkProvider", "Show", "useAuth"]))
  expect(names.filter((name) => !new RegExp(`^\\|[^|]*\\b${name}\\b[^|]*\\|`, "m").test(guide))).toEqual([])
})

test("the messages and files that the guide names exist", () => {
  const messages = [...guide.matchAll(/use(?:Command|Query|Pages)\("([^"]+)"/g)].map(([, name = ""]) => name)
  const files = [...guide.matchAll(/`((?:src|test|docs)\/[\w./-]+)`/g)].map(([, file = ""]) => file)
  // Parts of a copy that authors delete.
  const ofOldVersion = ["src/popup.tsx"]

  expect(messages.length).toBeGreaterThan(3)
  expect(messages.filter((name) => !(name in contracts))).toEqual([])
  expect(files.length).toBeGreaterThan(5)
  expect(
    files.filter((file) => !existsSync(path.join(PROJECT, file)) && !ofOldVersion.includes(file))
  ).toEqual([])
})
