import { readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { EXAMPLES, folderOf } from "../../scripts/examples/examples"
import { PROJECT } from "../../scripts/project"

type Entry = {
  version?: string
  link?: boolean
  /** Whether another package contains it, whose hash covers it. */
  inBundle?: boolean
  integrity?: string
  resolved?: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

describe.each(["", "emulator/web/prebuilt", "bench/documented-pattern", ...EXAMPLES.map(folderOf)])(
  "what npm installs in /%s",
  (folder) => {
    const read = (file: string) => JSON.parse(readFileSync(path.join(PROJECT, folder, file), "utf8"))
    const packages: Record<string, Entry> = read("package-lock.json").packages
    const installed = Object.entries(packages).filter(
      ([place, { link, inBundle }]) => place.includes("node_modules/") && !link && !inBundle
    )

    test("is pinned for every platform, native packages included", () => {
      const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
        Object.keys(optionalDependencies)
          .filter((name) => !isFoundFrom(place, name, packages))
          .map((name) => `${name}, which ${place} may need`)
      )

      expect(missing).toEqual([])
    })

    test("is checked against a hash, wherever it comes from", () => {
      expect(installed).not.toHaveLength(0)
      expect(installed.filter(([, { integrity }]) => !integrity?.startsWith("sha512-"))).toEqual([])
      expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
    })

    test("has exact versions", () => {
      const { dependencies = {}, devDependencies = {} }: Entry = read("package.json")

      for (const version of Object.values({ ...dependencies, ...devDependencies })) {
        expect(version).toMatch(/^(\d+\.\d+\.\d+|file:.+)$/)
      }
    })

    test("runs no script during installation, and hides no advisory", () => {
      const settings = readFileSync(path.join(PROJECT, folder, ".npmrc"), "utf8").split("\n")

      expect(settings).toContain("ignore-scripts=true")
      expect(settings.filter((line) => line.startsWith("audit"))).toEqual([])
    })
  }
)

/** Like Node looks for a package: beside the one that imports it, and then in each folder above. */
function isFoundFrom(place: string, name: string, packages: Record<string, Entry>): boolean {
  const own = `${place}${place && "/"}node_modules/${name}`
  if (packages[own]) return true
  if (place === "") return false
  return isFoundFrom(place.slice(0, Math.max(0, place.lastIndexOf("node_modules/") - 1)), name, packages)
}
