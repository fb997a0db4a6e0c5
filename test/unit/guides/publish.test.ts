import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { DEVELOPMENT_CRX_PUBLIC_KEY } from "../../../scripts/extension-id"
import { PROJECT } from "../../../scripts/project"

const guide = readFileSync(path.join(PROJECT, "docs/guides/publish.md"), "utf8")
const { manifest } = JSON.parse(readFileSync(path.join(PROJECT, "package.json"), "utf8"))

/** Rows of the table of permissions: `permission`, builds, reason. */
const reasons = new Map(
  [...guide.matchAll(/^\| `([^`]+)` *\|[^|]+\| *([^|]+?) *\|$/gm)].map(([, permission = "", reason = ""]) => [
    permission,
    reason
  ])
)

/** The values that `scripts/build-environment.ts` may give to the variables of permissions. */
function valuesOf(permission: string): string[] {
  if (!permission.startsWith("$")) return [permission]
  const code = readFileSync(path.join(PROJECT, "scripts/build-environment.ts"), "utf8")
  const values = new RegExp(`${permission.slice(1)}: \\w+ \\? "([^"]+)" : ""`).exec(code)
  if (!values?.[1]) throw new Error(`${permission} has no value that can be read from the code.`)
  return [values[1]]
}

test("every permission that a build can request has a reason to paste", () => {
  const requested = [
    ...manifest.permissions.flatMap(valuesOf),
    ...manifest.host_permissions,
    // Plasmo adds it.
    ...(existsSync(path.join(PROJECT, "src/sidepanel")) ? ["sidePanel"] : [])
  ]

  expect(requested).toEqual(expect.arrayContaining(["alarms", "idle", "identity", "cookies"]))
  for (const permission of requested) {
    expect(reasons.get(permission), permission).toMatch(/^[A-Z].{40,}\.$/)
  }
})

test("the guide never shows the development key, and names variables that .env.example explains", () => {
  const example = readFileSync(path.join(PROJECT, ".env.example"), "utf8")
  const variables = guide.match(/\b(CHROME_WEB_STORE|CRX|CLERK|PLASMO_PUBLIC)_[A-Z_]+\b/g) ?? []
  // The table of hosts names the manifest's variables, which are derived.
  const derived = manifest.host_permissions.join(" ")

  expect(guide).not.toContain(DEVELOPMENT_CRX_PUBLIC_KEY)
  expect(variables.length).toBeGreaterThan(5)
  expect(variables.filter((name) => !example.includes(name) && !derived.includes(name))).toEqual([])
})

test("blocks to paste fit the Web Store's fields", () => {
  const blocks = [...guide.matchAll(/^```\n([\s\S]*?)```$/gm)].map(([, text = ""]) => text)

  expect(blocks).toHaveLength(3)
  for (const text of [...blocks, ...reasons.values()]) expect(text.length).toBeLessThanOrEqual(1000)
})
