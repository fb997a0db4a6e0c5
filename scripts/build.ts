import path from "node:path"
import { parseArgs } from "node:util"
import { type BuildEnvironment, resolveBuildEnvironment } from "./build-environment"
import { type Build, buildExtension, developExtension } from "./build-extension"
import { envFileNames, readEnvFiles } from "./env-files"
import { PROJECT } from "./project"
import { runProgram, UsageError } from "./usage-error"

// npm run build | dev | package [-- --tag=name, and other options of Plasmo]
await runProgram(async () => {
  const { positionals, values, tokens } = parseArgs({
    options: { tag: { type: "string" } },
    allowPositionals: true,
    strict: false,
    tokens: true
  })
  const command = positionals[0] ?? "build"
  const isDev = command === "dev"
  const tag = typeof values.tag === "string" ? values.tag : isDev ? "dev" : "prod"
  const options = tokens.flatMap((token) =>
    token.kind === "option" && token.name !== "tag" ? [process.argv[token.index + 2] ?? ""] : []
  )

  process.chdir(PROJECT)
  const environment = resolveBuildEnvironment(
    readEnvFiles(envFileNames(isDev ? "development" : "production", tag))
  )

  if (isDev) {
    console.log(`Extension ID ${environment.extensionId}, for ${environment.frontendApi}`)
    return developExtension(environment, [`--tag=${tag}`, ...options])
  }
  if (command === "package") {
    const published = forPublishing(environment)
    report(await buildExtension(published, { tag, options: [...options, "--zip"] }), published)
    console.log(`To upload:      build/chrome-mv3-${tag}.zip`)
    return
  }
  report(await buildExtension(environment, { tag, options }), environment)
})

function forPublishing(environment: BuildEnvironment): BuildEnvironment {
  if (environment.isForEmulator) {
    throw new UsageError(
      "CLERK_FRONTEND_API is an emulator on this computer, so nobody else could use this package. Take it out of .env."
    )
  }
  if (environment.isForDevelopmentInstance) {
    console.warn(
      "Note: the publishable key is that of a development instance. For the Web Store, put the pk_live_ key into .env.production."
    )
  }
  if (!environment.hasDevelopmentId) return environment

  console.warn(
    "Note: CRX_PUBLIC_KEY is not set, so the Web Store gives this extension an ID of its own. After the first upload, copy its public key from the Developer Dashboard into .env.production."
  )
  return { ...environment, variables: { ...environment.variables, CRX_PUBLIC_KEY: "" } }
}

function report({ directory, extensionId, sizes }: Build, environment: BuildEnvironment) {
  const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} KB`
  console.log(`
Made for:       ${environment.frontendApi}${environment.isForEmulator ? " (the emulator)" : ""}
Extension ID:   ${environment.variables.CRX_PUBLIC_KEY ? extensionId : "given by the Web Store"}
Size:           ${kilobytes(sizes.whole)}, of it service worker ${kilobytes(sizes.worker)}, popup ${kilobytes(sizes.popup)}
Load unpacked:  ${path.relative(process.cwd(), directory)} (chrome://extensions, with "Developer mode" on)`)
}
