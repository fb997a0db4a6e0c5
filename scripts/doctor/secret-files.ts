import { spawnSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { parse } from "dotenv"
import { secretIn } from "../scan-build"
import { type Finding, needsFix, ok, skipped } from "./finding"

const SUBJECT = "Secrets in files"

/** Checks whether git tracks, or would add, a `.env` file that contains a secret. */
export function examineSecretFiles(project: string): Finding {
  const withSecret = readdirSync(project).filter(
    (name) => name.startsWith(".env") && holdsSecret(path.join(project, name))
  )
  if (withSecret.length === 0) return ok(SUBJECT, "none found in .env files")

  const tracked = trackedByGit(project, withSecret)
  const untracked = notIgnoredByGit(project, withSecret)
  if (!tracked || !untracked) {
    return skipped(
      SUBJECT,
      `Found in ${list(withSecret)}, and git doesn't report whether it ignores them.`,
      'If you use git here, make sure that "git check-ignore" lists every one of these files.'
    )
  }
  if (tracked.length > 0) {
    return needsFix(
      SUBJECT,
      `Git tracks ${list(tracked)}, so the secret is in the repository and its history.`,
      `Replace the key (https://dashboard.clerk.com/~/api-keys) and put the new one into .env or .env.production.local, which git ignores. Then run "git rm --cached ${tracked.join(" ")}".`
    )
  }
  if (untracked.length > 0) {
    return needsFix(
      SUBJECT,
      `Git doesn't ignore ${list(untracked)}, so the next "git add" could include the secret.`,
      'Add the lines ".env*" and "!.env.example" to .gitignore.'
    )
  }
  return ok(SUBJECT, `Git ignores ${list(withSecret)}.`)
}

function holdsSecret(file: string) {
  const text = readIfFile(file)
  return Boolean(parse(text).CLERK_SECRET_KEY?.trim()) || secretIn(text) !== undefined
}

function readIfFile(file: string) {
  try {
    return readFileSync(file, "utf8")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EISDIR") return ""
    throw error
  }
}

/** The files among these that git tracks. `undefined` if git doesn't run, or this isn't a repository. */
export const trackedByGit = (project: string, files: string[]) => listed(project, ["--cached"], files)

/** The files among these that `git add` would add. `undefined` as above. */
export const notIgnoredByGit = (project: string, files: string[]) =>
  listed(project, ["--others", "--exclude-standard"], files)

/** The files that git lists. `undefined` if git doesn't run, or this isn't a repository. */
function listed(project: string, options: string[], files: string[]) {
  const { status, stdout } = spawnSync("git", ["ls-files", "-z", ...options, "--", ...files], {
    cwd: project,
    encoding: "utf8"
  })
  return status === 0 ? stdout.split("\0").filter((name) => name !== "") : undefined
}

const list = (names: string[]) => new Intl.ListFormat("en").format(names)
