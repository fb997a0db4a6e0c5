import path from "node:path"
import { parseArgs } from "node:util"
import { type BuildEnvironment, resolveBuildEnvironment, withInspector } from "./build-environment"
import { type Build, buildExtension, developExtension } from "./build-extension"
import { readTaskUrls } from "./checks/project-problems"
import { notesOnTaskUrls } from "./checks/task-urls"
import { envFileNames, readEnvFiles } from "./env-files"
import {
  forPublishing,
  localAddressesWithLiveKey,
  packageExtension,
  permissionsIn
} from "./package-extension"
import { PROJECT } from "./project"
import { runProgram } from "./usage-error"

// npm run build | dev | package [-- --tag=name, --inspector, and other Plasmo options]
await runProgram(async () => {
  const { positionals, values, tokens } = parseArgs({
    options: { tag: { type: "string" }, inspector: { type: "boolean" } },
    allowPositionals: true,
    strict: false,
    tokens: true
  })
  const command = positionals[0] ?? "build"
  const isDev = command === "dev"
  const isInspected = values.inspector === true
  // A build with the inspector doesn't take the place of the one for users.
  const usualTag = isDev ? "dev" : isInspected ? "inspected" : "prod"
  const tag = typeof values.tag === "string" ? values.tag : usualTag
  const options = tokens.flatMap((token) =>
    token.kind === "option" && !["tag", "inspector"].includes(token.name)
      ? [process.argv[token.index + 2] ?? ""]
      : []
  )

  process.chdir(PROJECT)
  const resolved = resolveBuildEnvironment(
    readEnvFiles(envFileNames(isDev ? "development" : "production", tag))
  )
  const environment = isInspected ? withInspector(resolved) : resolved

  for (const note of notesOnTaskUrls(await readTaskUrls(), environment)) console.warn(`Note: ${note}`)

  if (isDev) {
    console.log(`Extension ID ${environment.extensionId}, for ${environment.frontendApi}`)
    return developExtension(environment, [`--tag=${tag}`, ...options])
  }
  if (command === "package") {
    const { published, notes } = forPublishing(environment)
    for (const note of notes) console.warn(`Note: ${note}`)
    const { build, zip, sha256, sbom } = await packageExtension(published, { tag, options })
    report(build, published)
    console.log(`Permissions:    ${permissionsIn(build.directory).join(", ")} (docs/guides/publish.md has the reasons)
To upload:      ${path.relative(PROJECT, zip)}
SHA-256:        ${sha256}
Packages:       ${sbom ? `${path.relative(PROJECT, sbom)} (SBOM, CycloneDX)` : "no SBOM, which needs npm's package-lock.json"}`)
    return
  }
  if (isInspected) console.warn("Note: this build contains the inspector. Don't publish it.")
  const local = localAddressesWithLiveKey(environment)
  if (local) console.warn(`Note: ${local} "npm run package" rejects this.`)
  report(await buildExtension(environment, { tag, options }), environment)
})

function report({ directory, extensionId, sizes }: Build, environment: BuildEnvironment) {
  const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} KB`
  console.log(`
Frontend API:   ${environment.frontendApi}${environment.isForEmulator ? " (the emulator)" : ""}
Extension ID:   ${environment.variables.CRX_PUBLIC_KEY ? extensionId : "assigned by the Web Store"}
Size:           ${kilobytes(sizes.whole)}, including service worker ${kilobytes(sizes.worker)}, popup ${kilobytes(sizes.popup)}
Load unpacked:  ${path.relative(process.cwd(), directory)} (at chrome://extensions, with "Developer mode" on)`)
}
