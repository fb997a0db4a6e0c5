import { spawnSync } from "node:child_process"
import path from "node:path"
import { expect, test } from "vitest"
import { PROJECT } from "../../../scripts/project"

function check(...subjects: string[]) {
  const script = path.join(PROJECT, "scripts/commit-subjects.mjs")
  return spawnSync(process.execPath, [script], { input: `${subjects.join("\n")}\n`, encoding: "utf8" })
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
