import { spawn } from "node:child_process"
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import path from "node:path"
import type { BuildEnvironment } from "./build-environment"
import { withLock } from "./lock"
import { PROJECT } from "./project"
import { UsageError } from "./usage-error"

export type Build = {
  /** The folder to load unpacked. */
  directory: string
  extensionId: string
  sizes: { whole: number; worker: number; popup: number }
}

/** Builds into `build/chrome-mv3-<tag>`. Two builds of one folder wait for each other. */
export function buildExtension(
  environment: BuildEnvironment,
  { tag = "prod", options = [] }: { tag?: string; options?: string[] } = {}
): Promise<Build> {
  const directory = path.join(PROJECT, "build", `chrome-mv3-${tag}`)
  return withLock(path.join(PROJECT, "build", ".lock"), async () => {
    rmSync(directory, { recursive: true, force: true })
    const { exitCode, output } = await runPlasmo(
      ["build", "--hoist", `--tag=${tag}`, ...options],
      environment
    )
    const manifest = path.join(directory, "manifest.json")
    if (exitCode !== 0 || !existsSync(manifest)) {
      throw new UsageError(`The build failed. Plasmo says:\n\n${output.trim()}`)
    }

    const unset = /\$[A-Z]\w+/.exec(readFileSync(manifest, "utf8"))?.[0]
    if (unset) {
      throw new UsageError(
        `${unset} in the manifest of package.json has no value. Set it in .env, or take it out.`
      )
    }
    return { directory, extensionId: environment.extensionId, sizes: sizesOf(directory) }
  })
}

/** Runs `plasmo dev`, which builds anew after each change, until it ends. */
export async function developExtension(environment: BuildEnvironment, options: string[]) {
  const variables = {
    ...environment.variables,
    // Through this, Plasmo tells open pages to reload.
    CSP_CONNECT_SRC: `${environment.variables.CSP_CONNECT_SRC} ws://localhost:*`
  }
  const { exitCode } = await runPlasmo(["dev", ...options], { ...environment, variables }, "inherit")
  process.exitCode = exitCode
}

function runPlasmo(args: string[], environment: BuildEnvironment, stdio: "pipe" | "inherit" = "pipe") {
  const plasmo = path.join(PROJECT, "node_modules/plasmo/bin/index.mjs")
  const mode = args[0] === "dev" ? "development" : "production"
  const child = spawn(process.execPath, [plasmo, ...args], {
    cwd: PROJECT,
    env: { ...process.env, NODE_ENV: mode, ...environment.variables },
    stdio: ["ignore", stdio, stdio]
  })

  let output = ""
  const collect = (chunk: Buffer) => {
    output += chunk
  }
  child.stdout?.on("data", collect)
  child.stderr?.on("data", collect)
  return new Promise<{ exitCode: number; output: string }>((resolve, reject) => {
    child.on("error", reject)
    child.on("close", (code) => resolve({ exitCode: code ?? 1, output }))
  })
}

/** In bytes: all files, the service worker, and the scripts that the popup waits for. */
export function sizesOf(directory: string) {
  const sizeOf = (file: string) => statSync(path.join(directory, file)).size
  const sum = (files: string[]) => files.map(sizeOf).reduce((total, size) => total + size, 0)
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((file) =>
    statSync(path.join(directory, file)).isFile()
  )

  return {
    whole: sum(files),
    worker: sum(files.filter((file) => file.startsWith(path.join("static", "background")))),
    popup: sum(scriptsOf(readFileSync(path.join(directory, "popup.html"), "utf8")))
  }
}

function scriptsOf(html: string) {
  return [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, file = ""]) => file)
}
