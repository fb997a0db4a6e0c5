import { execFileSync, type SpawnSyncOptions, spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import puppeteer from "puppeteer"
import { PROJECT } from "./project"
import { runProgram, UsageError } from "./usage-error"

/** The `minimum_chrome_version` in package.json. An older one doesn't load the extension. */
const OLDEST_USABLE = 140

// Since 137, builds named "Chrome" ignore --load-extension, but not puppeteer's enableExtensions.
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
 * The path of a Chromium that starts: the one in `PUPPETEER_EXECUTABLE_PATH`, or else an installed one, or else a downloaded one.
 *
 * @throws {UsageError} that says how to get one.
 */
export function findOrGetChromium(): string {
  const chosen = process.env.PUPPETEER_EXECUTABLE_PATH
  if (chosen) {
    if (isUsable(chosen)) return chosen
    throw new UsageError(
      `PUPPETEER_EXECUTABLE_PATH is "${chosen}", but no Chromium ${OLDEST_USABLE} or newer starts there. Correct it, or unset it to use an installed one.`
    )
  }
  return findInstalled() ?? download() ?? installWithApt() ?? giveUp()
}

/** An installed browser, however old, with its version if it reports one. */
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
    // There's no download for this platform.
    return ""
  }
}

function download() {
  console.log("No Chromium found. Downloading Chrome for Testing with puppeteer ...")
  const cli = path.join(PROJECT, "node_modules/puppeteer/lib/cjs/puppeteer/node/cli.js")
  const { status } = spawnSync(process.execPath, [cli, "browsers", "install", "chrome"], { stdio: "ignore" })
  if (status === 0 && isUsable(downloadPath())) return downloadPath()

  console.log(
    status === 0 ? "It doesn't start, because system libraries are missing." : "The download failed."
  )
  return undefined
}

function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return undefined

  console.log(
    `Installing the system packages ${PACKAGES.join(" and ")} and their dependencies with apt-get, because you are root on Debian or Ubuntu ...`
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
  throw new UsageError(`The tests and the demo need Chromium or Chrome ${OLDEST_USABLE} or newer. None is installed, and none could be downloaded.
Install one (Debian and Ubuntu: apt-get install chromium; macOS: brew install --cask chromium; or https://www.google.com/chrome),
or set PUPPETEER_EXECUTABLE_PATH to the executable of one you have.`)
}

function isUsable(file: string) {
  return (versionOf(file) ?? OLDEST_USABLE) >= OLDEST_USABLE
}

/** 0 if it doesn't start and print a version. Some distributions install a stub that only prints where to get the browser. */
function versionOf(file: string): number | undefined {
  if (!existsSync(file)) return 0
  // There, Chrome opens a window instead of printing its version.
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
