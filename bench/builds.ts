import { spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import path from "node:path"
import { FRONTEND_API_HOST } from "../emulator/model/frontend-api-host"
import { resolveBuildEnvironment } from "../scripts/build-environment"
import { buildExtension, sizesOf } from "../scripts/build-extension"
import { withLock } from "../scripts/lock"
import { PROJECT } from "../scripts/project"
import { publishableKeyFor } from "../scripts/publishable-key"
import { UsageError } from "../scripts/usage-error"
import { zipOf } from "../scripts/zip"

/** The host in the publishable key of both builds. */
export const FRONTEND_API = FRONTEND_API_HOST.development

export type Built = {
  directory: string
  /** In bytes. */
  sizes: { whole: number; zip: number; worker: number; popup: number }
  /** How long each build from scratch took. */
  seconds: number[]
}

const PATTERN = path.join(PROJECT, "bench/documented-pattern")

const publishableKey = publishableKeyFor(FRONTEND_API)

const OUR_ENVIRONMENT = resolveBuildEnvironment({ PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey })

const PATTERN_VARIABLES = {
  PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey,
  CLERK_FRONTEND_API: `https://${FRONTEND_API}`
}

/** Builds this extension this many times, each time from scratch, as `npm run build` does. */
export async function buildOurs(times: number): Promise<Built> {
  const seconds: number[] = []
  async function build() {
    rmSync(path.join(PROJECT, ".plasmo/cache"), { recursive: true, force: true })
    const start = performance.now()
    const built = await buildExtension(OUR_ENVIRONMENT, { tag: "bench" })
    seconds.push((performance.now() - start) / 1000)
    return built
  }

  for (let time = 1; time < times; time += 1) await build()
  const { directory, sizes } = await build()
  return { directory, sizes: { ...sizes, zip: zipOf(directory).byteLength }, seconds }
}

/** Builds the documented pattern, which takes minutes, unless its sources haven't changed. */
export function buildDocumentedPattern({ isFresh = false } = {}): Promise<Built> {
  return withLock(path.join(PATTERN, "build/.lock"), async () => {
    const tag = hashOfSources()
    const directory = path.join(PATTERN, "build", `chrome-mv3-${tag}`)
    const record = `${directory}.json`
    if (isFresh || !existsSync(record)) {
      installDependencies()
      for (const folder of ["build", ".plasmo"]) removeContents(path.join(PATTERN, folder))
      console.log("Building the documented pattern, which takes minutes the first time ...")
      const seconds = await runPlasmo([`--tag=${tag}`, "--zip"])
      const built = { sizes: sizesWithZip(directory), seconds: [seconds] }
      writeFileSync(record, JSON.stringify(built))
    }
    return { directory, ...(JSON.parse(readFileSync(record, "utf8")) as Omit<Built, "directory">) }
  })
}

function installDependencies() {
  const installed = path.join(PATTERN, "node_modules/.package-lock.json")
  const lockfile = path.join(PATTERN, "package-lock.json")
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs) return

  console.log("Installing the dependencies of the documented pattern, 1.3 GB ...")
  // Not "npm ci", because the npm of Node 20.9 rejects this lockfile for its peer dependencies.
  const { status } = spawnSync("npm", ["install", "--no-save", "--loglevel=error"], {
    cwd: PATTERN,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32"
  })
  if (status !== 0) throw new UsageError("npm couldn't install the dependencies of the documented pattern.")
}

/** Returns the seconds until the pattern's build is done, without zipping it. */
async function runPlasmo(options: string[]) {
  const plasmo = path.join(PATTERN, "node_modules/plasmo/bin/index.mjs")
  const start = performance.now()
  const child = spawn(process.execPath, [plasmo, "build", ...options], {
    cwd: PATTERN,
    env: { ...process.env, NODE_ENV: "production", ...PATTERN_VARIABLES },
    stdio: ["ignore", "pipe", "pipe"]
  })

  let output = ""
  let seconds = 0
  const collect = (chunk: Buffer) => {
    output += chunk
    if (seconds === 0 && output.includes("Finished in")) seconds = (performance.now() - start) / 1000
  }
  child.stdout.on("data", collect)
  child.stderr.on("data", collect)
  const exitCode = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve))
  if (exitCode !== 0 || seconds === 0)
    throw new UsageError(`A build failed. Plasmo's output:\n\n${output.trim()}`)
  return seconds
}

function hashOfSources() {
  const hash = createHash("sha256").update(JSON.stringify(PATTERN_VARIABLES))
  for (const file of [...filesIn("src"), ...filesIn("assets"), "package.json", "package-lock.json"]) {
    hash.update(file).update(readFileSync(path.join(PATTERN, file)))
  }
  return hash.digest("hex").slice(0, 12)
}

function filesIn(folder: string) {
  return readdirSync(path.join(PATTERN, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.join(folder, file))
    .filter((file) => statSync(path.join(PATTERN, file)).isFile())
    .sort()
}

function removeContents(folder: string) {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    if (name !== ".lock") rmSync(path.join(folder, name), { recursive: true, force: true })
  }
}

function sizesWithZip(directory: string) {
  return { ...sizesOf(directory), zip: statSync(`${directory}.zip`).size }
}
