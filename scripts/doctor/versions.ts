import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { findBrowser } from "../installed-browsers"
import { PROJECT } from "../project"
import { type Finding, needsFix, ok, skipped } from "./finding"

const SDK = "@clerk/chrome-extension"

// For a project whose package.json doesn't name them.
const NODE = "20.9"
const CHROME = "140"

/** The versions that the project requires, and the ones found. */
export type Versions = {
  node: { wanted: string; found: string }
  chrome: { wanted: string; found: { file: string; version: number | undefined } | undefined }
  sdk: { wanted: string | undefined; found: string | undefined }
}

export function readVersions(): Versions {
  const { devEngines, manifest, dependencies } = readJson("package.json")
  const sdk = `node_modules/${SDK}/package.json`
  return {
    node: {
      wanted: devEngines?.runtime?.version?.replace(">=", "") ?? NODE,
      found: process.versions.node
    },
    chrome: { wanted: manifest?.minimum_chrome_version ?? CHROME, found: findBrowser() },
    sdk: {
      wanted: dependencies?.[SDK]?.replace(/^[~^]/, ""),
      found: existsSync(path.join(PROJECT, sdk)) ? readJson(sdk).version : undefined
    }
  }
}

export function examineVersions({ node, chrome, sdk }: Versions): Finding[] {
  return [
    isAtLeast(node.found, node.wanted)
      ? ok("Node", node.found)
      : needsFix(
          "Node",
          `${node.found}, but the project needs ${node.wanted} or newer`,
          "Download it from https://nodejs.org."
        ),
    examineChrome(chrome),
    sdk.found !== undefined && sdk.found === sdk.wanted
      ? ok(SDK, sdk.found)
      : needsFix(
          SDK,
          `${sdk.found ?? "not installed"}, but package.json ${sdk.wanted ? `requires ${sdk.wanted}` : "doesn't list it"}`,
          'Run "npm ci".'
        )
  ]
}

function examineChrome({ wanted, found }: Versions["chrome"]) {
  if (!found) {
    return skipped(
      "Chrome",
      "not found on this computer",
      `Users need Chrome ${wanted} or newer. Check it at chrome://version.`
    )
  }
  const { file, version } = found
  if (version === undefined) {
    return skipped(
      "Chrome",
      `${file} doesn't report its version.`,
      `Check that chrome://version shows ${wanted} or newer.`
    )
  }
  return version >= Number(wanted)
    ? ok("Chrome", `${version}, at ${file}`)
    : needsFix(
        "Chrome",
        `${version}, at ${file}, but the extension needs ${wanted} or newer`,
        "Update Chrome."
      )
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
