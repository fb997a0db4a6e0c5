import { spawnSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { UsageError } from "./usage-error"

export type Release = {
  version: string
  tag: string
  /** What CHANGELOG.md says about it, without the heading. */
  notes: string
}

const BRANCH = "main"
const FILES = ["CHANGELOG.md", "package.json", "package-lock.json"]
const UNRELEASED = "## Unreleased\n"

/**
 * Cuts the next release of the project in this folder: sets its version, gives it the entries under "Unreleased" in CHANGELOG.md, commits
 * and tags. It pushes nothing.
 *
 * @param wanted `patch`, `minor`, `major`, or a version such as `1.2.0`.
 * @param date of the release, such as `2026-12-01`.
 * @param isDryRun checks everything and changes nothing.
 * @throws {UsageError} if the tree isn't clean, the branch isn't main, there's nothing to release, or the version isn't a new one.
 */
export function cutRelease(
  project: string,
  wanted: string,
  { date, isDryRun = false }: { date: string; isDryRun?: boolean }
): Release {
  const read = (file: string) => readFileSync(path.join(project, file), "utf8")
  const write = (file: string, text: string) => writeFileSync(path.join(project, file), text)
  const git = gitIn(project)

  const current: string = JSON.parse(read("package.json")).version
  const version = nextVersion(current, wanted)
  const tag = `v${version}`
  requireCleanMain(git)
  if (git("tag", "--list", tag)) throw new UsageError(`The tag ${tag} exists already.`)
  const { notes, changelog } = releaseEntries(read("CHANGELOG.md"), version, date)
  const release = { version, tag, notes }
  if (isDryRun) return release

  try {
    write("CHANGELOG.md", changelog)
    write("package.json", withVersion(read("package.json"), version))
    write("package-lock.json", withVersion(read("package-lock.json"), version))
    git("commit", "--quiet", "--message", `chore(release): ${version}`, "--", ...FILES)
  } catch (error) {
    git("checkout", "HEAD", "--", ...FILES)
    throw error
  }
  // The notes are Markdown, whose headings git would take for comments.
  git("tag", "--annotate", "--cleanup=verbatim", "--message", `${version}\n\n${notes}\n`, tag)
  return release
}

/**
 * The version after `current`. Three numbers and nothing else, because the manifest gets it too.
 *
 * @throws {UsageError} if `wanted` isn't a kind or a newer version.
 * @see https://developer.chrome.com/docs/extensions/reference/manifest/version
 */
export function nextVersion(current: string, wanted: string): string {
  const [major = 0, minor = 0, patch = 0] = current.split(".").map(Number)
  if (wanted === "major") return `${major + 1}.0.0`
  if (wanted === "minor") return `${major}.${minor + 1}.0`
  if (wanted === "patch") return `${major}.${minor}.${patch + 1}`

  const numbers = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(wanted)?.slice(1).map(Number)
  if (!numbers?.every((number) => number <= 65_535)) {
    throw new UsageError(
      `"${wanted}" isn't patch, minor, major, or a version such as 1.2.0. Chrome accepts numbers up to 65535, and no suffix.`
    )
  }
  const isNewer = compare(numbers, [major, minor, patch]) > 0
  if (!isNewer) throw new UsageError(`${wanted} isn't newer than ${current}, the version in package.json.`)
  return wanted
}

function compare(one: number[], other: number[]) {
  const index = one.findIndex((number, place) => number !== other[place])
  return index === -1 ? 0 : (one[index] ?? 0) - (other[index] ?? 0)
}

function requireCleanMain(git: Git) {
  const branch = git("branch", "--show-current")
  if (branch !== BRANCH) {
    throw new UsageError(
      `Releases are cut on ${BRANCH}, but this is ${branch || "no branch"}. Run: git switch ${BRANCH}`
    )
  }
  const changes = git("status", "--porcelain")
  if (changes) throw new UsageError(`Commit or stash these changes first:\n\n${changes}`)
}

/** Moves the entries under "Unreleased" to a section of their own. */
function releaseEntries(changelog: string, version: string, date: string) {
  const [before, after] = changelog.split(UNRELEASED)
  if (before === undefined || after === undefined) {
    throw new UsageError('CHANGELOG.md has no section "## Unreleased". Add it above the latest version.')
  }
  const end = after.search(/^## /m)
  const notes = (end === -1 ? after : after.slice(0, end)).trim()
  const earlier = end === -1 ? "" : `\n${after.slice(end)}`
  // Headings alone say nothing.
  if (notes.replaceAll(/^#.*$/gm, "").trim() === "") {
    throw new UsageError('"Unreleased" in CHANGELOG.md is empty, so there\'s nothing to release.')
  }
  return { notes, changelog: `${before}${UNRELEASED}\n## ${version} (${date})\n\n${notes}\n${earlier}` }
}

/** package-lock.json repeats the version in its entry for the project. */
function withVersion(json: string, version: string) {
  const content = JSON.parse(json)
  content.version = version
  if (content.packages) content.packages[""].version = version
  return `${JSON.stringify(content, null, 2)}\n`
}

type Git = (...args: string[]) => string

function gitIn(project: string): Git {
  return (...args) => {
    const { status, stdout, stderr, error } = spawnSync("git", args, { cwd: project, encoding: "utf8" })
    if (error) throw new UsageError("git doesn't start. Install it, and run this in a clone.")
    if (status !== 0) throw new UsageError(`git ${args[0]} failed.\n\n${stderr.trim()}`)
    return stdout.trim()
  }
}
