import { expect, test } from "vitest"
import { examineVersions, readVersions, type Versions } from "../../../../scripts/doctor/versions"

const fine: Versions = {
  node: { wanted: "20.9", found: "20.9.0" },
  chrome: { wanted: "123", found: { file: "/usr/bin/chromium", version: 123 } },
  sdk: { wanted: "3.1.84", found: "3.1.84" }
}
const statesOf = (versions: Partial<Versions>) =>
  examineVersions({ ...fine, ...versions }).map(({ state }) => state)

test("the installed SDK is the one that package.json requires", () => {
  const { node, chrome, sdk } = readVersions()

  expect(node.wanted).toMatch(/^\d+\.\d+$/)
  expect(Number(chrome.wanted)).toBeGreaterThan(100)
  expect(sdk.found).toBe(sdk.wanted)
})

test.each<[string, Partial<Versions>, string[]]>([
  ["the oldest versions allowed", {}, ["ok", "ok", "ok"]],
  ["a newer Node", { node: { wanted: "20.9", found: "22.1.0" } }, ["ok", "ok", "ok"]],
  ["a Node of the same major version", { node: { wanted: "20.9", found: "20.10.0" } }, ["ok", "ok", "ok"]],
  ["an older Node", { node: { wanted: "20.9", found: "20.8.1" } }, ["fix", "ok", "ok"]],
  ["a much older Node", { node: { wanted: "20.9", found: "18.20.0" } }, ["fix", "ok", "ok"]],
  [
    "an older Chrome",
    { chrome: { wanted: "123", found: { file: "/usr/bin/chromium", version: 122 } } },
    ["ok", "fix", "ok"]
  ],
  [
    "a Chrome that doesn't report its version",
    { chrome: { wanted: "123", found: { file: "chrome.exe", version: undefined } } },
    ["ok", "skipped", "ok"]
  ],
  ["no Chrome", { chrome: { wanted: "123", found: undefined } }, ["ok", "skipped", "ok"]],
  ["a different SDK", { sdk: { wanted: "3.1.84", found: "3.1.83" } }, ["ok", "ok", "fix"]],
  ["no SDK", { sdk: { wanted: "3.1.84", found: undefined } }, ["ok", "ok", "fix"]]
])("%s: the doctor checks Node, Chrome and the SDK", (_, versions, states) => {
  expect(statesOf(versions)).toEqual(states)
})
