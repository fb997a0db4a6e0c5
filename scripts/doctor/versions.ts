import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { findBrowser } from "../chromium"
import { PROJECT } from "../project"
import { type Finding, notChecked, ok, toFix } from "./finding"

const SDK = "@clerk/chrome-extension"

/** What the project asks for, and what is there. */
export type Versions = {
  node: { wanted: string; found: string }
  chrome: { wanted: string; found: { file: string; version: number | undefined } | undefined }
  sdk: { wanted: string; found: string | undefined }
}

export function readVersions(): Versions {
  const { devEngines, manifest, dependencies } = readJson("package.json")
  const sdk = `node_modules/${SDK}/package.json`
  return {
    node: { wanted: devEngines.runtime.version.replace(">=", ""), found: process.versions.node },
    chrome: { wanted: manifest.minimum_chrome_version, found: findBrowser() },
    sdk: {
      wanted: dependencies[SDK],
      found: existsSync(path.join(PROJECT, sdk)) ? readJson(sdk).version : undefined
    }
  }
}

export function examineVersions({ node, chrome, sdk }: Versions): Finding[] {
  return [
    isAtLeast(node.found, node.wanted)
      ? ok("Node", `is ${node.found}.`)
      : toFix(
          "Node",
          `is ${node.found}, but has to be ${node.wanted} or newer.`,
          "Get it from https://nodejs.org."
        ),
    examineChrome(chrome),
    sdk.found === sdk.wanted
      ? ok(SDK, `is ${sdk.found}, as package.json asks.`)
      : toFix(
          SDK,
          `is ${sdk.found ?? "not installed"}, but package.json asks for ${sdk.wanted}.`,
          'Run "npm ci".'
        )
  ]
}

function examineChrome({ wanted, found }: Versions["chrome"]) {
  if (!found) {
    return notChecked(
      "Chrome",
      "None was found here.",
      `Users need Chrome ${wanted} or newer: see chrome://version.`
    )
  }
  const { file, version } = found
  if (version === undefined) {
    return notChecked(
      "Chrome",
      `${file} does not tell its version.`,
      `chrome://version has to show ${wanted} or newer.`
    )
  }
  return version >= Number(wanted)
    ? ok("Chrome", `is ${version} at ${file}; the extension needs ${wanted}.`)
    : toFix("Chrome", `is ${version} at ${file}, but the extension needs ${wanted} or newer.`, "Update it.")
}

function isAtLeast(found: string, wanted: string) {
  const numbers = (version: string) => version.split(".").map(Number)
  const [have, want] = [numbers(found), numbers(wanted)]
  for (const [index, least] of want.entries()) {
    if ((have[index] ?? 0) !== least) return (have[index] ?? 0) > least
  }
  return true
}

function readJson(file: string) {
  return JSON.parse(readFileSync(path.join(PROJECT, file), "utf8"))
}
