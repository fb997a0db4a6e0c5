import { runCommandLine } from "./command-line"
import { cutRelease } from "./cut-release"
import { PROJECT } from "./project"
import { UsageError } from "./usage-error"

const usage = {
  command: "npm run release",
  positionals: "<version>",
  does: 'Cuts a release: sets the version, moves the entries under "Unreleased" in CHANGELOG.md to it, commits and tags. Pushes nothing. The version is patch, minor or major for the next of that kind, or a version of your choice, such as 1.2.0.',
  options: {
    "dry-run": {
      type: "boolean",
      default: false,
      does: "checks everything and prints the notes, without changing anything"
    }
  }
} as const

await runCommandLine(usage, async ({ values, positionals }) => {
  const [wanted, ...others] = positionals
  if (!wanted || others.length > 0) {
    throw new UsageError("Name one version: npm run release -- patch, minor, major, or one such as 1.2.0")
  }

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
