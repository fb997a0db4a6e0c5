import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { examineSecretFiles } from "../../../../scripts/doctor/secret-files"

const KEY = "CLERK_SECRET_KEY=sk_live_QxvHTnRPz3bWq8Lm"

let project: string
beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), "project-"))
  git("init", "--quiet")
})
afterEach(() => rmSync(project, { recursive: true }))

const git = (...args: string[]) => execFileSync("git", args, { cwd: project })
const write = (name: string, text: string) => writeFileSync(path.join(project, name), text)

test("files without a secret are ok", () => {
  write(".env.example", "CLERK_SECRET_KEY=\n# CLERK_SECRET_KEY=\nPLASMO_PUBLIC_A=1")

  expect(examineSecretFiles(project).state).toBe("ok")
})

test("a secret in a file that git ignores is ok", () => {
  write(".gitignore", ".env*")
  write(".env.local", KEY)

  expect(examineSecretFiles(project)).toMatchObject({ state: "ok", message: "Git ignores .env.local." })
})

test.each([
  [".env", KEY],
  [".env.production", KEY],
  [".env.any-tag", "CLERK_SECRET_KEY=a value of another shape"],
  [".env.example", "# the key: sk_test_QxvHTnRPz3bWq8Lm"],
  [".env.chrome", "WEBHOOK=whsec_C2FVsBQIhrscChlQIMV"]
])("the doctor finds a secret in %s, which git doesn't ignore, and doesn't repeat it", (name, text) => {
  write(".gitignore", ".env.local")
  write(name, text)

  const finding = examineSecretFiles(project)

  expect(finding).toMatchObject({ state: "fix", message: expect.stringContaining(`doesn't ignore ${name}`) })
  expect(JSON.stringify(finding)).not.toMatch(/QxvHT|C2FVs|another shape/)
})

test("the doctor finds a secret in a file that git tracks, even if .gitignore lists it", () => {
  write(".env.production", KEY)
  git("add", ".env.production")
  write(".gitignore", ".env*")

  expect(examineSecretFiles(project)).toMatchObject({
    state: "fix",
    message: expect.stringContaining("Git tracks .env.production"),
    fix: expect.stringContaining("git rm --cached .env.production")
  })
})

test("without git, the check is skipped", () => {
  rmSync(path.join(project, ".git"), { recursive: true })
  write(".env", KEY)

  expect(examineSecretFiles(project).state).toBe("skipped")
})
