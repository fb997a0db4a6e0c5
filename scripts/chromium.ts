import { type SpawnSyncOptions, spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import puppeteer from "puppeteer"
import { installedBrowsers, versionOf } from "./installed-browsers"
import { PROJECT } from "./project"
import { runProgram, UsageError } from "./usage-error"

/** The `minimum_chrome_version` in package.json. An older one doesn't load the extension. */
const OLDEST_USABLE = 140

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

function findInstalled() {
  return candidates().find(isUsable)
}

function candidates() {
  return [...installedBrowsers(), downloadPath()]
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

// tsx scripts/chromium.ts
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runProgram(async () => console.log(`Browser: ${findOrGetChromium()}`))
}
