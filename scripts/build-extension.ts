import { spawn } from "node:child_process"
import { existsSync, readFileSync, rmSync, statSync } from "node:fs"
import path from "node:path"
import { type BuildEnvironment, withInspector } from "./build-environment"
import { fixForMissingPage, missingPages } from "./checks/missing-pages"
import { refuseBrokenProject } from "./checks/project-problems"
import { unsetVariableIn } from "./checks/unset-variable"
import { joinFiles, scriptsOf } from "./join-files"
import { packLocales } from "./locales"
import { withLock } from "./lock"
import { PROJECT } from "./project"
import { filesIn, scanBuild } from "./scan-build"
import { UsageError } from "./usage-error"

export type Build = {
  /** The folder to load unpacked. */
  directory: string
  extensionId: string
  sizes: { whole: number; worker: number; popup: number }
}

// No text ever becomes HTML, a script, or a script's URL.
const TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types 'none'"

/** Each of Parcel's workers loads Parcel again. */
const WITHOUT_WORKERS = { PARCEL_WORKERS: "0" }

/**
 * Parcel 2.9 orders bundles by what it read first, and their names depend on the order. Without parallel work and without a cache,
 * the order is always the same.
 * @see https://github.com/parcel-bundler/parcel/pull/9706
 */
const ONE_AT_A_TIME = { ...WITHOUT_WORKERS, RAYON_NUM_THREADS: "1", UV_THREADPOOL_SIZE: "1" }

/**
 * Builds into `build/chrome-mv3-<tag>`, and deletes the package of the previous build. Builds of one folder wait for each other.
 *
 * @param isReproducible takes longer, and makes the same bytes each time.
 * @param hasWorkers whether Parcel shares the work with others. Alone, it takes less of the processor: on two cores, it's even done sooner.
 * @throws {UsageError} if the project can't be built, or the build lacks a page, or contains a secret or remote code.
 */
export async function buildExtension(
  environment: BuildEnvironment,
  {
    tag = "prod",
    options = [],
    isReproducible = false,
    hasWorkers = true
  }: { tag?: string; options?: string[]; isReproducible?: boolean; hasWorkers?: boolean } = {}
): Promise<Build> {
  const directory = path.join(PROJECT, "build", `chrome-mv3-${tag}`)
  await refuseBrokenProject(environment)
  return withLock(path.join(PROJECT, "build", ".lock"), async () => {
    for (const old of [directory, `${directory}.zip`, `${directory}.cdx.json`]) {
      rmSync(old, { recursive: true, force: true })
    }
    if (isReproducible) rmSync(path.join(PROJECT, ".plasmo/cache"), { recursive: true, force: true })
    const { exitCode, output } = await runPlasmo(
      ["build", "--hoist", `--tag=${tag}`, ...options],
      environment,
      { settings: { ...(hasWorkers ? {} : WITHOUT_WORKERS), ...(isReproducible ? ONE_AT_A_TIME : {}) } }
    )
    const manifest = path.join(directory, "manifest.json")
    if (exitCode !== 0 || !existsSync(manifest)) {
      throw new UsageError(`The build failed. Plasmo's output:\n\n${output.trim()}`)
    }

    const unset = unsetVariableIn(directory)
    if (unset) {
      throw new UsageError(
        `${unset}, in the manifest of package.json, has no value. Set it in .env, or remove it.`
      )
    }
    refuseMissingPages(directory)
    packLocales(directory)
    // Source maps name the files that Parcel wrote.
    if (!options.includes("--source-maps")) joinFiles(directory)
    refuseSecretsAndRemoteCode(directory, environment.secretKey)
    return { directory, extensionId: environment.extensionId, sizes: sizesOf(directory) }
  })
}

function refuseMissingPages(directory: string) {
  const pages = missingPages(directory)
  if (pages.length === 0) return

  rmSync(directory, { recursive: true })
  const lines = pages.map((page) => `  ${page}\n  → ${fixForMissingPage(page)}`)
  throw new UsageError(
    `The build was deleted, because it opens pages that it doesn't have:\n\n${lines.join("\n\n")}`
  )
}

function refuseSecretsAndRemoteCode(directory: string, secretKey: string | undefined) {
  const problems = scanBuild(directory, secretKey)
  if (problems.length === 0) return

  rmSync(directory, { recursive: true })
  const lines = problems.map(({ file, holds, fix }) => `  ${file} contained ${holds}.\n  ${fix}`)
  throw new UsageError(
    `The build was deleted, because it must not be loaded or published:\n\n${lines.join("\n\n")}`
  )
}

/** Runs `plasmo dev`, which rebuilds after each change, until it ends. The build has the inspector. */
export async function developExtension(environment: BuildEnvironment, options: string[]) {
  await refuseBrokenProject(environment)
  const variables = {
    ...withInspector(environment).variables,
    // Here, Plasmo reports each build to open pages, and each edit to the service worker.
    CSP_CONNECT_SRC: `${environment.variables.CSP_CONNECT_SRC} ws://localhost:*`,
    // Parcel's development code loads scripts by URL.
    CSP_TRUSTED_TYPES: "trusted-types *"
  }
  const { exitCode } = await runPlasmo(
    ["dev", ...options],
    { ...environment, variables },
    { stdio: "inherit" }
  )
  process.exitCode = exitCode
}

function runPlasmo(
  args: string[],
  environment: BuildEnvironment,
  { settings = {}, stdio = "pipe" }: { settings?: Record<string, string>; stdio?: "pipe" | "inherit" }
) {
  const plasmo = path.join(PROJECT, "node_modules/plasmo/bin/index.mjs")
  const mode = args[0] === "dev" ? "development" : "production"
  const child = spawn(process.execPath, [plasmo, ...args], {
    cwd: PROJECT,
    env: {
      ...process.env,
      NODE_ENV: mode,
      CSP_TRUSTED_TYPES: TRUSTED_TYPES,
      ...settings,
      ...environment.variables
    },
    stdio: ["ignore", stdio, stdio]
  })

  // Ctrl-C reaches both processes, but other ways to stop this one don't reach Plasmo.
  const stop = (signal: NodeJS.Signals) => child.kill(signal)
  process.on("SIGINT", stop).on("SIGTERM", stop)

  let output = ""
  const collect = (chunk: Buffer) => {
    output += chunk
  }
  child.stdout?.on("data", collect)
  child.stderr?.on("data", collect)
  return new Promise<{ exitCode: number; output: string }>((resolve, reject) => {
    child.on("error", reject)
    child.on("close", (code) => resolve({ exitCode: code ?? 1, output }))
  }).finally(() => process.off("SIGINT", stop).off("SIGTERM", stop))
}

/** In bytes: all files, the service worker, and the scripts that the popup waits for. */
export function sizesOf(directory: string) {
  const sizeOf = (file: string) => statSync(path.join(directory, file)).size
  const sum = (files: string[]) => files.map(sizeOf).reduce((total, size) => total + size, 0)
  const files = filesIn(directory)

  return {
    whole: sum(files),
    worker: sum(files.filter((file) => file.startsWith("static/background"))),
    popup: sum(scriptsOf(readFileSync(path.join(directory, "popup.html"), "utf8")))
  }
}
