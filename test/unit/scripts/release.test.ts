import { execFileSync, spawnSync } from "node:child_process"
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest"
import { cutRelease, nextVersion } from "../../../scripts/cut-release"
import { PROJECT } from "../../../scripts/project"

const CHANGELOG = `# Changelog

Each entry names the files to port.

## Unreleased

### Sign-in

- **Faster**: \`src/a.ts\`.

## 0.1.0 (2026-11-27)

- The core.
`

const PACKAGE = { name: "mine", version: "0.1.9", dependencies: { other: "0.1.9" } }
const LOCKFILE = {
  name: "mine",
  version: "0.1.9",
  packages: { "": { version: "0.1.9" }, "node_modules/other": { version: "0.1.9" } }
}
// Nothing that the author has set may matter.
const GIT_CONFIG = `[user]
  name = Ada
  email = ada@example.com
[init]
  defaultBranch = main
`

// Each test starts many processes.
const SLOW = { timeout: 60_000 }

let folder: string
let project: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "release-"))
  project = path.join(folder, "template")
  mkdirSync(project)
  writeFileSync(path.join(folder, "gitconfig"), GIT_CONFIG)
  write("CHANGELOG.md", CHANGELOG)
  write("package.json", json(PACKAGE))
  write("package-lock.json", json(LOCKFILE))
  useOwnGitConfig()
  git("init", "--quiet")
  git("add", ".")
  git("commit", "--quiet", "--message", "chore: begin")
}, SLOW.timeout)
beforeEach(({ task }) => {
  useOwnGitConfig()
  project = path.join(folder, task.id)
  cpSync(path.join(folder, "template"), project, { recursive: true })
})
afterEach(() => vi.unstubAllEnvs())
// Git's own files are read-only, which Windows minds.
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))

function useOwnGitConfig() {
  vi.stubEnv("GIT_CONFIG_GLOBAL", path.join(folder, "gitconfig"))
  vi.stubEnv("GIT_CONFIG_NOSYSTEM", "1")
}

const git = (...args: string[]) => execFileSync("git", args, { cwd: project, encoding: "utf8" }).trim()
const write = (name: string, text: string) => writeFileSync(path.join(project, name), text)
const read = (name: string) => readFileSync(path.join(project, name), "utf8")
const json = (content: object) => `${JSON.stringify(content, null, 2)}\n`
const cut = (wanted = "minor", isDryRun = false) =>
  cutRelease(project, wanted, { date: "2026-12-01", isDryRun })

describe("a release", SLOW, () => {
  test("moves what was unreleased to its version, and leaves an empty section for the next", () => {
    cut()

    expect(read("CHANGELOG.md")).toBe(
      CHANGELOG.replace("## Unreleased\n", "## Unreleased\n\n## 0.2.0 (2026-12-01)\n")
    )
  })

  test("sets the version of the project in both files, and of no package", () => {
    cut()

    expect(JSON.parse(read("package.json"))).toMatchObject({
      version: "0.2.0",
      dependencies: { other: "0.1.9" }
    })
    expect(JSON.parse(read("package-lock.json"))).toMatchObject({
      version: "0.2.0",
      packages: { "": { version: "0.2.0" }, "node_modules/other": { version: "0.1.9" } }
    })
  })

  test("is one commit with its tag, whose message is the notes with their headings", () => {
    cut()

    expect(git("log", "--format=%s")).toBe("chore(release): 0.2.0\nchore: begin")
    expect(git("diff", "--name-only", "HEAD~1").split("\n")).toEqual([
      "CHANGELOG.md",
      "package-lock.json",
      "package.json"
    ])
    expect(git("status", "--porcelain")).toBe("")
    expect(git("rev-parse", "v0.2.0^{commit}")).toBe(git("rev-parse", "HEAD"))
    expect(git("tag", "--list", "--format=%(contents)", "v0.2.0")).toBe(
      "0.2.0\n\n### Sign-in\n\n- **Faster**: `src/a.ts`."
    )
  })

  test("can follow another, and not without entries of its own", () => {
    cut()
    expect(() => cut()).toThrow("nothing to release")

    write("CHANGELOG.md", read("CHANGELOG.md").replace("## Unreleased\n", "## Unreleased\n\n- More.\n"))
    git("commit", "--quiet", "--all", "--message", "docs: add more")

    expect(cut("patch")).toMatchObject({ version: "0.2.1", notes: "- More." })
  })
})

describe("nothing is released", SLOW, () => {
  const everything = () => [git("rev-parse", "HEAD"), git("tag", "--list"), read("CHANGELOG.md")]

  test("by a dry run, which returns the notes", () => {
    const state = everything()

    expect(cut("minor", true).notes).toBe("### Sign-in\n\n- **Faster**: `src/a.ts`.")
    expect(everything()).toEqual(state)
  })

  test.each<[reason: string, prepare: () => void, message: string]>([
    [
      "with changes that aren't committed",
      () => write("package.json", json({ version: "0.1.9" })),
      "Commit or stash"
    ],
    ["with files that git doesn't know", () => write("new.ts", ""), "new.ts"],
    ["on a branch", () => git("switch", "--quiet", "--create", "feature"), "this is feature"],
    ["on a commit without a branch", () => git("switch", "--quiet", "--detach"), "no branch"],
    ["under a tag that exists", () => git("tag", "v0.2.0"), "v0.2.0 exists"],
    ["without entries", () => commitChangelog("## Unreleased\n\n### Sign-in\n\n## 0.1.0\n"), "is empty"],
    ["without the section for them", () => commitChangelog("# Changelog\n"), 'no section "## Unreleased"']
  ])("%s", (_, prepare, message) => {
    prepare()
    const state = everything()

    expect(() => cut()).toThrow(message)
    expect(everything()).toEqual(state)
  })

  test("when git can't commit, and the files are as before", () => {
    const hook = path.join(project, ".git/hooks/pre-commit")
    mkdirSync(path.dirname(hook), { recursive: true })
    writeFileSync(hook, "#!/bin/sh\necho not today >&2\nexit 1\n")
    chmodSync(hook, 0o755)
    const state = everything()

    expect(() => cut()).toThrow("not today")
    expect(everything()).toEqual(state)
    expect(git("status", "--porcelain")).toBe("")
  })

  function commitChangelog(text: string) {
    write("CHANGELOG.md", text)
    git("commit", "--quiet", "--all", "--message", "docs: change the changelog")
  }
})

describe("the version after 0.1.9", () => {
  test.each([
    ["patch", "0.1.10"],
    ["minor", "0.2.0"],
    ["major", "1.0.0"],
    ["0.10.0", "0.10.0"]
  ])("for %s is %s", (wanted, version) => {
    expect(nextVersion("0.1.9", wanted)).toBe(version)
  })

  test.each(["0.1.9", "0.1.8", "0.0.10"])("isn't %s, which is no newer", (version) => {
    expect(() => nextVersion("0.1.9", version)).toThrow("isn't newer")
  })

  test.each(["next", "1.0", "1.0.0-beta.1", "v1.0.0", "01.0.0", "1.0.65536"])(
    "isn't %s, which Chrome wouldn't accept",
    (wanted) => {
      expect(() => nextVersion("0.1.9", wanted)).toThrow("isn't patch, minor, major")
    }
  )
})

describe("npm run release", SLOW, () => {
  const tsx = path.join(PROJECT, "node_modules/tsx/dist/cli.mjs")
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [tsx, path.join(PROJECT, "scripts/release.ts"), ...args], {
      encoding: "utf8"
    })

  test("prints its help", () => {
    expect(run("--help")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("patch, minor or major")
    })
  })

  test("answers an unknown option with its help, not with a stack", () => {
    const { status, stderr } = run("--nonsense")

    expect(status).toBe(1)
    expect(stderr).toContain("npm run release --")
    expect(stderr).not.toContain("    at ")
  })
})
