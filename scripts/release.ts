import { parseArgs } from "node:util"
import { cutRelease } from "./cut-release"
import { PROJECT } from "./project"
import { runProgram, UsageError } from "./usage-error"

const HELP = `npm run release -- <patch | minor | major | x.y.z> [--dry-run]

Cuts a release: sets the version, moves the entries under "Unreleased" in CHANGELOG.md to it, commits and tags. Pushes nothing.

  patch, minor, major   the next version of that kind
  x.y.z                 a version of your choice, newer than the current one
  --dry-run             checks everything and prints the notes, without changing anything
  --help                prints this`

// npm run release -- <patch | minor | major | x.y.z> [--dry-run]
await runProgram(async () => {
  const { values, positionals } = readArguments()
  if (values.help) return console.log(HELP)
  const [wanted, ...others] = positionals
  if (!wanted || others.length > 0) throw new UsageError(HELP)

  const isDryRun = values["dry-run"]
  const date = new Date().toISOString().slice(0, 10)
  const { version, tag, notes } = cutRelease(PROJECT, wanted, { date, isDryRun })
  if (isDryRun)
    return console.log(`${version} (${date}) would be released as ${tag}, with these notes:\n\n${notes}`)

  console.log(`Released ${version}, with the tag ${tag}. Nothing is pushed yet.

1. Check it:         git show ${tag}
   To undo it:       git tag --delete ${tag} && git reset --hard HEAD~1
2. Push it:          git push --follow-tags
   On GitHub, the tag drafts a release.
3. Make the zip:     npm run package
4. Upload the zip to the Web Store. Keep the zip, its SBOM and the printed hash with the release.`)
})

function readArguments() {
  try {
    return parseArgs({
      options: { "dry-run": { type: "boolean", default: false }, help: { type: "boolean", short: "h" } },
      allowPositionals: true
    })
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${HELP}`)
  }
}
