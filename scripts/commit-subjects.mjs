// git log --format=%s main..HEAD | node scripts/commit-subjects.mjs
// Checks the subjects of commits, as CONTRIBUTING.md wants them. Plain JavaScript, because the workflow runs it without installing
// anything.
import { readFileSync } from "node:fs"

const TYPES = ["build", "chore", "ci", "docs", "feat", "fix", "perf", "refactor", "revert", "test"]
const FORM = new RegExp(`^(${TYPES.join("|")})(\\([\\w./-]+\\))?!?: (\\S+)`)
const RELEASE = /^chore\(release\): \d+\.\d+\.\d+$/

const STANDARD_INPUT = 0
const problems = readFileSync(STANDARD_INPUT, "utf8")
  .split(/\r?\n/)
  .flatMap((subject) => {
    const problem = subject && problemOf(subject)
    return problem ? [`  ${subject}\n    ${problem}`] : []
  })
if (problems.length > 0) {
  console.error(
    `${problems.join("\n")}\n\nCorrect them with "git rebase --interactive". CONTRIBUTING.md has examples.`
  )
  process.exit(1)
}

/** What is wrong with a subject, if something is. */
function problemOf(subject) {
  if (RELEASE.test(subject)) return undefined
  const verb = FORM.exec(subject)?.[3]
  if (!verb) return `Write "type(area): what changes". The types are ${TYPES.join(", ")}.`
  if (/^[A-Z]/.test(verb)) return "Begin with a lowercase letter after the colon."
  if (!mayBeImperative(verb)) return `Begin with the imperative: "add", not "added", "adds" or "adding".`
  if (/\.$/.test(subject)) return "Leave out the period at the end."
  return undefined
}

// By the endings, so that it needs no dictionary: "need", "bring" and "pass" are verbs, "fixed", "fixing" and "fixes" are forms.
function mayBeImperative(word) {
  return !/(?<!e)ed$|(?<!br|spr|str|\bp)ing$|(?<!s|focu)s$/.test(word) || /^(embed|bias|alias)$/.test(word)
}
