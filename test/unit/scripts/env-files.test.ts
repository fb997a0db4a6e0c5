import { spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { envFileNames, readEnvFiles } from "../../../scripts/env-files"
import { PROJECT } from "../../../scripts/project"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "env-files-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text)

function read(environment: Record<string, string> = {}, mode: "development" | "production" = "production") {
  const names = envFileNames(mode, mode === "production" ? "prod" : "dev")
  return readEnvFiles(
    names.map((name) => path.join(folder, name)),
    environment
  )
}

test("the more specific file wins, and the shell overrides all files", () => {
  write(".env", "A=env\nB=env\nC=env\nD=env")
  write(".env.production", "B=production\nC=production\nD=production")
  write(".env.local", "C=local\nD=local")

  expect(read({ D: "shell" })).toEqual({ A: "env", B: "production", C: "local", D: "shell" })
})

test("a production build doesn't read development files", () => {
  write(".env.development", "A=development")

  expect(read()).toEqual({})
  expect(read({}, "development")).toEqual({ A: "development" })
})

test("a file may refer to its own variables and to the shell's", () => {
  write(".env", "HOST=example.com\nURL=https://$HOST:$PORT")

  expect(read({ PORT: "4000" }).URL).toBe("https://example.com:4000")
})

test("git ignores every file that a build reads, and not the example", () => {
  const git = (...args: string[]) => spawnSync("git", args, { cwd: folder }).status
  git("init", "--quiet")
  cpSync(path.join(PROJECT, ".gitignore"), path.join(folder, ".gitignore"))
  const isIgnored = (name: string) => git("check-ignore", "--quiet", name) === 0
  const names = [...envFileNames("development", "dev"), ...envFileNames("production", "staging")]

  expect(names.filter((name) => !isIgnored(name))).toEqual([])
  expect(isIgnored(".env.example")).toBe(false)
})
