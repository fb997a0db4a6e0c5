import { existsSync } from "node:fs"
import path from "node:path"
import { type BuildEnvironment, resolveBuildEnvironment } from "./build-environment"
import { developExtension } from "./build-extension"
import { runCommandLine } from "./command-line"
import { envFileNames, readEnvFiles, type Variables } from "./env-files"
import { PROJECT } from "./project"
import { UsageError } from "./usage-error"

const EMULATOR = new URL("./local-emulator.ts", import.meta.url)

const usage = {
  command: "npm run dev",
  does: "Builds the extension, and again after each edit. Open pages then reload by themselves. An edit of the service worker reloads the extension, which closes its pages. Without a publishable key in .env, it starts the emulator and builds for it.",
  options: {
    emulator: {
      type: "boolean",
      default: false,
      does: "uses the emulator even if .env has a publishable key"
    },
    tag: {
      type: "string",
      value: "name",
      default: "dev",
      does: "the last part of the build's name, dev by default. Also reads .env.<name>"
    },
    "serve-port": { type: "string", value: "number", does: "the port of Plasmo's server (default: 1012)" },
    "hmr-port": {
      type: "string",
      value: "number",
      does: "the port that pages get edits from (default: 1815). Plasmo uses the next one too"
    },
    verbose: { type: "boolean", does: "shows all of Plasmo's output" }
  }
} as const

await runCommandLine(usage, async ({ values: { emulator: wantsEmulator, ...values } }) => {
  process.chdir(PROJECT)
  const variables = readEnvFiles(envFileNames("development", values.tag))
  const hasKey = Boolean(variables.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY?.trim())
  if (wantsEmulator && !existsSync(EMULATOR)) {
    throw new UsageError(
      "This project has no emulator. Set PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY in .env instead."
    )
  }
  const local = wantsEmulator || !hasKey ? await startEmulator(variables) : undefined
  if (local && !hasKey)
    console.log("PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY isn't set, so this build is for the emulator.")
  try {
    const environment = local?.environment ?? resolveBuildEnvironment(variables)
    local?.printAccounts()
    console.log(`Frontend API:   ${environment.frontendApi}
Extension ID:   ${environment.extensionId}
Load unpacked:  ${path.join("build", `chrome-mv3-${values.tag}`)} (at chrome://extensions, with "Developer mode" on), once it's built
To stop, press Ctrl-C.
`)
    await developExtension(environment, optionsOf(values))
  } finally {
    await local?.stop()
  }
})

type LocalEmulator = { environment: BuildEnvironment; printAccounts: () => void; stop: () => Promise<void> }

/** Starts the emulator, in projects that have one. */
async function startEmulator(variables: Variables): Promise<LocalEmulator | undefined> {
  if (!existsSync(EMULATOR)) return undefined
  // By its URL, so that this script also works where the emulator wasn't copied.
  const { printAccounts, startLocalEmulator } = await import(EMULATOR.href)
  const { environment, emulator } = await startLocalEmulator(variables)
  return { environment, printAccounts: () => printAccounts(emulator), stop: () => emulator.stop() }
}

/** Plasmo reads only `--name=value`. */
function optionsOf(values: Record<string, string | boolean>) {
  return Object.entries(values).map(([name, value]) => (value === true ? `--${name}` : `--${name}=${value}`))
}
