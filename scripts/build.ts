import path from "node:path"
import { type BuildEnvironment, resolveBuildEnvironment, withInspector } from "./build-environment"
import { type Build, buildExtension } from "./build-extension"
import { readTaskUrls } from "./checks/project-problems"
import { notesOnTaskUrls } from "./checks/task-urls"
import { type Arguments, runCommandLine } from "./command-line"
import { envFileNames, readEnvFiles } from "./env-files"
import {
  forPublishing,
  localAddressesWithLiveKey,
  packageExtension,
  permissionsIn
} from "./package-extension"
import { PROJECT } from "./project"

const isPackage = process.argv[2] === "package"

const usage = {
  command: isPackage ? "npm run package" : "npm run build",
  does: isPackage
    ? "Builds the extension for the Chrome Web Store: a zip, its SHA-256, and an SBOM that lists the packages in it. The same code always makes the same zip."
    : "Builds the extension, into a folder of build that you can load unpacked.",
  options: {
    inspector: {
      type: "boolean",
      default: false,
      does: "adds the inspector, which shows what the service worker does. Never publish such a build"
    },
    tag: {
      type: "string",
      value: "name",
      does: "the last part of the build's name: prod by default, or inspected. Also reads .env.<name>"
    },
    "source-maps": { type: "boolean", does: "also writes source maps, which no zip contains" },
    "no-minify": { type: "boolean", does: "leaves the code readable" },
    verbose: { type: "boolean", does: "if the build fails, shows all of Plasmo's output" }
  }
} as const

await runCommandLine(usage, build, process.argv.slice(isPackage ? 3 : 2))

async function build({ values }: Arguments<typeof usage.options>) {
  const { inspector: isInspected, ...flags } = values
  // A build with the inspector doesn't take the place of the one for users.
  const { tag = isInspected ? "inspected" : "prod", ...switches } = flags
  const options = Object.keys(switches).map((name) => `--${name}`)

  process.chdir(PROJECT)
  const resolved = resolveBuildEnvironment(readEnvFiles(envFileNames("production", tag)))
  const environment = isInspected ? withInspector(resolved) : resolved

  for (const note of notesOnTaskUrls(await readTaskUrls(), environment)) console.warn(`Note: ${note}`)

  if (isPackage) {
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
}

function report({ directory, extensionId, sizes }: Build, environment: BuildEnvironment) {
  const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} KB`
  console.log(`
Frontend API:   ${environment.frontendApi}${environment.isForEmulator ? " (the emulator)" : ""}
Extension ID:   ${environment.variables.CRX_PUBLIC_KEY ? extensionId : "assigned by the Web Store"}
Size:           ${kilobytes(sizes.whole)}, including service worker ${kilobytes(sizes.worker)}, popup ${kilobytes(sizes.popup)}
Load unpacked:  ${path.relative(process.cwd(), directory)} (at chrome://extensions, with "Developer mode" on)`)
}
