import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { makeProject } from "../../../scripts/eject/make-project"
import { type PartName, parts } from "../../../scripts/eject/parts"
import { DEVELOPMENT_CRX_PUBLIC_KEY, extensionIdOf } from "../../../scripts/extension-id"
import { LANGUAGES } from "../../../scripts/locales"
import { PROJECT } from "../../../scripts/project"
import { readFiles } from "../../../scripts/project-files"
import { UsageError } from "../../../scripts/usage-error"

// "npm run test:eject" also installs, builds and tests each combination.

// A safety net: making a project also type-checks it.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

const folder = mkdtempSync(path.join(tmpdir(), "eject-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (directory: string, file: string) => readFileSync(path.join(directory, file), "utf8")
const packageOf = (directory: string) => JSON.parse(read(directory, "package.json"))
const codeOf = (directory: string) =>
  [...readFiles(directory, ["src", "scripts", "package.json"]).values()].join("\n")

/** What the type checker and the linter report. */
function problemsIn(directory: string) {
  symlinkSync(path.join(PROJECT, "node_modules"), path.join(directory, "node_modules"), "junction")
  const run = (script: string, ...args: string[]) =>
    spawnSync(process.execPath, [path.join(PROJECT, "node_modules", script), ...args], {
      cwd: directory,
      encoding: "utf8"
    })
  const checks = [
    run("typescript/lib/tsc.js", "-p", "src"),
    run("typescript/lib/tsc.js"),
    run("@biomejs/biome/bin/biome", "check", "--error-on-warnings")
  ]
  return checks.map(({ status, stdout, stderr }) => (status === 0 ? "" : stdout + stderr)).join("")
}

// Each takes seconds to make.
const projectIds: string[] = []

describe("a project with everything", () => {
  const directory = path.join(folder, "my-extension")
  let project: ReturnType<typeof makeProject>
  beforeAll(() => {
    project = makeProject({ directory, publishableKey: "pk_test_ZXhhbXBsZS5jb20k" })
    projectIds.push(project.extensionId)
  })

  test("has the folder's name, in each language", () => {
    expect(project.name).toBe("My extension")
    expect(packageOf(directory)).toMatchObject({ name: "my-extension", displayName: "My extension" })
    for (const language of LANGUAGES) {
      const { extensionName } = JSON.parse(read(directory, `locales/${language}/messages.json`))
      expect(extensionName.message).toBe("My extension")
    }
  })

  test("has the product, its scripts and its unit tests, and nothing that proves this project", () => {
    expect(readFiles(directory, ["src"]).size).toBe(readFiles(PROJECT, ["src"]).size)
    expect([...readFiles(directory, ["test"]).keys()].length).toBeGreaterThan(60)
    expect(
      readFiles(directory, ["bench", "emulator", "test/e2e", "test/emulator", "scripts/eject"]).size
    ).toBe(0)
    expect(codeOf(directory)).not.toMatch(/emulator\/(start|main)|bench\//)
    expect(packageOf(directory).devDependencies).not.toHaveProperty("@stryker-mutator/core")
  })

  test("links only to pages that it has", () => {
    const pages = [...readFiles(directory, ["docs"])].filter(([file]) => file.endsWith(".md"))
    const links = pages.flatMap(([file, content]) =>
      [...content.toString().matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = ""]) =>
        path.posix.join(path.posix.dirname(file), link)
      )
    )

    expect(links.length).toBeGreaterThan(50)
    expect(links.filter((link) => readFiles(directory, [link]).size === 0)).toEqual([])
  })

  test("keeps the publishable key where Git ignores it", () => {
    expect(read(directory, ".env")).toBe("PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY=pk_test_ZXhhbXBsZS5jb20k\n")
    expect(read(directory, ".gitignore")).toContain(".env*")
  })

  test("type-checks and lints", () => {
    expect(problemsIn(directory)).toBe("")
  })
})

describe("a project without any part", () => {
  const directory = path.join(folder, "small")
  beforeAll(() => {
    const without = Object.keys(parts) as PartName[]
    projectIds.push(makeProject({ directory, name: "Small", without }).extensionId)
  })

  test("has no trace of them", () => {
    expect([...readFiles(directory, ["src"]).values()].join("\n")).not.toMatch(
      /start-sso|sidePanel|OpenWorkspace|web-app-client|libphonenumber|list-phone-numbers/
    )
    expect(packageOf(directory).manifest.permissions).toEqual(["alarms", "idle", "storage"])
    expect(packageOf(directory).dependencies).not.toHaveProperty("libphonenumber-js")
    expect(read(directory, ".env.example")).not.toMatch(/^# PLASMO_PUBLIC_CLERK_(SSO|SYNC_HOST)=/m)
    expect(read(directory, "locales/de/messages.json")).not.toMatch(
      /"(openWorkspace|addPhoneNumber|ssoReason)"/
    )
  })

  test("type-checks and lints", () => {
    expect(problemsIn(directory)).toBe("")
  })
})

test("each project has an ID that no other project has", () => {
  expect(new Set([...projectIds, extensionIdOf(DEVELOPMENT_CRX_PUBLIC_KEY)]).size).toBe(3)
  for (const name of ["my-extension", "small"]) {
    expect(read(path.join(folder, name), "scripts/extension-id.ts")).not.toContain(DEVELOPMENT_CRX_PUBLIC_KEY)
  }
})

test("a folder with something in it is refused, and stays as it is", () => {
  const directory = path.join(folder, "used")
  mkdirSync(directory)
  writeFileSync(path.join(directory, "notes.txt"), "mine")

  expect(() => makeProject({ directory })).toThrow(UsageError)
  expect(() => makeProject({ directory })).toThrow(/isn't empty. Choose a new folder/)
  expect([...readFiles(directory, ["notes.txt"]).values()].join()).toBe("mine")
})

test("a folder inside this project is refused", () => {
  expect(() => makeProject({ directory: path.join(PROJECT, "my-extension") })).toThrow(
    /is inside this project/
  )
})

test.for([
  [[], "Name one folder"],
  [["a", "b"], "Name one folder"],
  [["a", "--without=popup"], '--without has no "popup". It takes side-panel, workspace, phone'],
  [["a", "--with=bench"], '--with has no "bench". It takes emulator, tests'],
  [["a", "--publishable-key=sk_test_x"], "contains a secret key"]
] as const)("%o says what to do", ([args, answer]) => {
  const command = [
    path.join(PROJECT, "node_modules/tsx/dist/cli.mjs"),
    path.join(PROJECT, "scripts/eject.ts"),
    ...args
  ]
  const output = () =>
    execFileSync(process.execPath, command, { cwd: folder, stdio: "pipe", encoding: "utf8" })

  expect(output).toThrow(answer)
})
