import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { PROJECT } from "../../../scripts/project"

let repository: string
beforeAll(() => {
  repository = mkdtempSync(path.join(tmpdir(), "commits-"))
  git("init", "--quiet")
})
afterAll(() => rmSync(repository, { recursive: true, force: true, maxRetries: 3 }))

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
    cwd: repository,
    encoding: "utf8"
  }).trim()

/** Commits that change nothing, with these subjects, and what the script says about them. */
function check(...subjects: string[]) {
  const tree = git("write-tree")
  const commits = subjects.reduce<string[]>((parents, subject) => {
    const [parent] = parents.slice(-1)
    const from = parent === undefined ? [] : ["-p", parent]
    return [...parents, git("commit-tree", tree, ...from, "-m", subject)]
  }, [])
  const script = path.join(PROJECT, "scripts/commit-subjects.mjs")
  return spawnSync(process.execPath, [script, commits.at(-1) ?? ""], { cwd: repository, encoding: "utf8" })
}

test("subjects in the imperative are fine", () => {
  const { status, stderr } = check(
    "fix(popup): keep the focus in the dialog",
    "feat!: need Chrome 150",
    "refactor(background/clerk): pass the client on",
    "docs: embed the picture",
    "test(e2e): process one story after the other",
    "chore(release): 1.2.3"
  )

  expect(stderr).toBe("")
  expect(status).toBe(0)
})

test("each wrong subject is reported with what to write instead, and no other", () => {
  const { status, stderr } = check(
    "fix(popup): keep the focus in the dialog",
    "Keep the focus",
    "fix: added a test",
    "fix: adds a test",
    "fix: adding a test",
    "fix: Add a test",
    "fix: add a test."
  )

  expect(status).toBe(1)
  expect(stderr).not.toContain("keep the focus in the dialog")
  expect(stderr).toContain('Keep the focus\n    Write "type(area): what changes"')
  for (const verb of ["added", "adds", "adding"]) {
    expect(stderr).toContain(`fix: ${verb} a test\n    Begin with the imperative`)
  }
  expect(stderr).toContain("fix: Add a test\n    Begin with a lowercase letter")
  expect(stderr).toContain("fix: add a test.\n    Leave out the period")
})
