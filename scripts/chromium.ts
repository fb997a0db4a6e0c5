import { execFileSync, type SpawnSyncOptions, spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import puppeteer from "puppeteer"
import { PROJECT } from "./project"
import { runProgram, UsageError } from "./usage-error"

/** As `minimum_chrome_version` in package.json says: an older one does not load the extension. */
const OLDEST_USABLE = 140

// Builds under the name "Chrome" ignore --load-extension since 137, but not puppeteer's enableExtensions.
const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"]

const PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome"].flatMap((folder) =>
    NAMES.map((name) => path.posix.join(folder, name))
  ),
  darwin: ["/Applications", `${process.env.HOME}/Applications`].flatMap((folder) =>
    ["Chromium", "Google Chrome", "Google Chrome for Testing"].map(
      (name) => `${folder}/${name}.app/Contents/MacOS/${name}`
    )
  ),
  win32: ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((variable) =>
    ["Chromium", "Google\\Chrome"].map((name) => `${process.env[variable]}\\${name}\\Application\\chrome.exe`)
  )
}

const PACKAGES = ["chromium", "fonts-liberation"]

/**
 * The path of a Chromium that runs: the one `PUPPETEER_EXECUTABLE_PATH` names, else an installed one, else one that is
 * fetched now.
 *
 * @throws {UsageError} saying how to get one.
 */
export function findOrGetChromium(): string {
  const chosen = process.env.PUPPETEER_EXECUTABLE_PATH
  if (chosen) {
    if (isUsable(chosen)) return chosen
    throw new UsageError(
      `PUPPETEER_EXECUTABLE_PATH is "${chosen}", where no Chromium ${OLDEST_USABLE} or newer starts. Correct it, or unset it to use any that is installed.`
    )
  }
  return findInstalled() ?? download() ?? installWithApt() ?? giveUp()
}

/** A browser that is installed, however old, with its version where it can tell. */
export function findBrowser(): { file: string; version: number | undefined } | undefined {
  for (const file of [process.env.PUPPETEER_EXECUTABLE_PATH ?? "", ...candidates()]) {
    const version = versionOf(file)
    if (version !== 0) return { file, version }
  }
  return undefined
}

function findInstalled() {
  return candidates().find(isUsable)
}

function candidates() {
  const onPath = (process.env.PATH ?? "")
    .split(path.delimiter)
    .flatMap((folder) =>
      NAMES.map((name) => path.join(folder, process.platform === "win32" ? `${name}.exe` : name))
    )
  return [...onPath, ...(PLACES[process.platform] ?? []), downloadPath()]
}

function downloadPath() {
  try {
    return puppeteer.executablePath("chrome")
  } catch {
    // There is no download for this platform.
    return ""
  }
}

function download() {
  console.log("No Chromium found. Downloading Chrome for Testing with puppeteer ...")
  const cli = path.join(PROJECT, "node_modules/puppeteer/lib/cjs/puppeteer/node/cli.js")
  const { status } = spawnSync(process.execPath, [cli, "browsers", "install", "chrome"], { stdio: "ignore" })
  if (status === 0 && isUsable(downloadPath())) return downloadPath()

  console.log(status === 0 ? "It does not start here: system libraries are missing." : "That failed.")
  return undefined
}

function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return undefined

  console.log(
    `Installing the system packages ${PACKAGES.join(" and ")}, and what they need, with apt-get, since this is root on Debian or Ubuntu ...`
  )
  const options: SpawnSyncOptions = {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    stdio: ["ignore", "ignore", "inherit"]
  }
  spawnSync("apt-get", ["update"], options)
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", ...PACKAGES], options)
  return findInstalled()
}

function giveUp(): never {
  throw new UsageError(`The tests and the demo need Chromium or Chrome ${OLDEST_USABLE} or newer, and none is installed or could be fetched.
Install one (Debian and Ubuntu: apt-get install chromium; macOS: brew install --cask chromium; or https://www.google.com/chrome),
or set PUPPETEER_EXECUTABLE_PATH to the program file of one you have.`)
}

function isUsable(file: string) {
  return (versionOf(file) ?? OLDEST_USABLE) >= OLDEST_USABLE
}

/** 0 when it does not start and say one: some distributions install a stub that only tells where to get the browser. */
function versionOf(file: string): number | undefined {
  if (!existsSync(file)) return 0
  // There, Chrome opens a window instead of saying its version.
  if (process.platform === "win32") return undefined
  try {
    const answer = execFileSync(file, ["--version"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"]
    })
    return Number(/ (\d+)\.\d+\./.exec(answer)?.[1] ?? 0)
  } catch {
    return 0
  }
}

// tsx scripts/chromium.ts
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runProgram(async () => console.log(`Browser: ${findOrGetChromium()}`))
}
