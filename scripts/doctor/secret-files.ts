import { spawnSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { parse } from "dotenv"
import { secretIn } from "../scan-build"
import { type Finding, notChecked, ok, toFix } from "./finding"

const SUBJECT = "Secrets in files"

/** Looks whether git has, or would take, a file of variables that holds a secret. */
export function examineSecretFiles(project: string): Finding {
  const holding = readdirSync(project).filter(
    (name) => name.startsWith(".env") && holdsSecret(path.join(project, name))
  )
  if (holding.length === 0) return ok(SUBJECT, "None is in a file of variables.")

  const tracked = listed(project, ["--cached"], holding)
  const untracked = listed(project, ["--others", "--exclude-standard"], holding)
  if (!tracked || !untracked) {
    return notChecked(
      SUBJECT,
      `${list(holding)} holds one, and git does not say whether it ignores it.`,
      'If you use git here, have "git check-ignore" name the file.'
    )
  }
  if (tracked.length > 0) {
    return toFix(
      SUBJECT,
      `git tracks ${list(tracked)}: everyone who has the repository has the secret, now and in its history.`,
      `Replace the key (https://dashboard.clerk.com/~/api-keys), and put the new one into .env or .env.production.local, which git ignores. Then run "git rm --cached ${tracked.join(" ")}".`
    )
  }
  if (untracked.length > 0) {
    return toFix(
      SUBJECT,
      `git does not ignore ${list(untracked)}, so the next "git add" takes the secret along.`,
      'Add the lines ".env*" and "!.env.example" to .gitignore.'
    )
  }
  return ok(SUBJECT, `git ignores ${list(holding)}.`)
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

/** Which of the files git lists; `undefined` where it doesn't run, or this is no repository. */
function listed(project: string, options: string[], files: string[]) {
  const { status, stdout } = spawnSync("git", ["ls-files", "-z", ...options, "--", ...files], {
    cwd: project,
    encoding: "utf8"
  })
  return status === 0 ? stdout.split("\0").filter((name) => name !== "") : undefined
}

const list = (names: string[]) => new Intl.ListFormat("en").format(names)
