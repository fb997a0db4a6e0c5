import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { expect, test } from "vitest"

const isForTasks = (name: string) => name === "RedirectToTasks" || /^Task[A-Z]/.test(name)

// On the day this fails, check whether Clerk's own components can replace ours.
test("the SDK has neither <RedirectToTasks /> nor a task component for extensions", () => {
  const names = exportsOf("@clerk/chrome-extension")

  expect(names).toEqual(expect.arrayContaining(["ClerkProvider", "RedirectToSignIn", "Show", "useSession"]))
  expect(names.filter(isForTasks)).toEqual([])
})

test("the SDK for web pages has them, with these names", () => {
  const names = exportsOf("@clerk/react")

  expect(names.filter(isForTasks).sort()).toEqual([
    "RedirectToTasks",
    "TaskChooseOrganization",
    "TaskResetPassword",
    "TaskSetupMFA"
  ])
})

// docs/guide.md says that redirects in a middleware are for web servers only.
test("the SDK has no middleware for extensions", () => {
  expect(exportsOf("@clerk/chrome-extension").filter((name) => /middleware/i.test(name))).toEqual([])
})

/** The names that a package exports, read from its code without running it. */
function exportsOf(name: string): string[] {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`)
  const { exports } = JSON.parse(readFileSync(manifest, "utf8"))
  const code = readFileSync(path.join(path.dirname(manifest), exports["."].import.default), "utf8")
  return [...code.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([_, list = ""]) =>
    list.split(",").map(
      (entry) =>
        entry
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? ""
    )
  )
}
