import { readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { PROJECT } from "../../../scripts/project"
import { sbomFor } from "../../../scripts/sbom"

type Sbom = {
  metadata: { component: { hashes: unknown[] } }
  components: { name: string; version: string; purl: string; hashes: { alg: string; content: string }[] }[]
  dependencies: { ref: string; dependsOn: string[] }[]
}

const readPackage = (file: string) =>
  JSON.parse(readFileSync(path.join(PROJECT, file, "package.json"), "utf8"))

test("the SBOM lists every package in the extension, as installed, and no tools", () => {
  const { components } = sbomFor("") as Sbom
  const names = components.map(({ name }) => name)

  expect(names).toEqual(expect.arrayContaining(Object.keys(readPackage("").dependencies)))
  // These are also devDependencies.
  expect(names).toEqual(expect.arrayContaining(["@clerk/clerk-js", "@clerk/shared"]))
  for (const tool of ["plasmo", "vitest", "typescript", "puppeteer", "hono"])
    expect(names).not.toContain(tool)
  for (const { name, version, purl, hashes } of components) {
    expect(version).toBe(readPackage(`node_modules/${name}`).version)
    expect(purl).toBe(`pkg:npm/${name.replace("@", "%40")}@${version}`)
    expect(hashes).toEqual([{ alg: "SHA-512", content: expect.stringMatching(/^[0-9a-f]{128}$/) }])
  }
})

test("the SBOM lists no stubs", () => {
  expect(JSON.stringify(sbomFor(""))).not.toMatch(
    /stubs|@base-org|wallet-sdk|webextension-polyfill|@clerk\/ui/
  )
})

test("the SBOM is for one zip, and the same each time", () => {
  const sbom = sbomFor("ab".repeat(32)) as Sbom

  expect(sbom.metadata.component.hashes).toEqual([{ alg: "SHA-256", content: "ab".repeat(32) }])
  expect(sbomFor("ab".repeat(32))).toEqual(sbom)
})

test("a package depends on the copy that Node finds from there", () => {
  const pinned = {
    version: "1.0.0",
    integrity: `sha512-${Buffer.from("x").toString("base64")}`,
    license: "MIT"
  }
  const { dependencies } = sbomFor("", {
    "": { version: "1.0.0", dependencies: { a: "1", b: "1" } },
    "node_modules/a": { ...pinned, dependencies: { b: "2", tool: "1" } },
    "node_modules/a/node_modules/b": { ...pinned, peerDependencies: { a: "1" } },
    "node_modules/b": pinned,
    "node_modules/tool": { ...pinned, dev: true }
  }) as Sbom

  expect(dependencies.slice(1)).toEqual([
    { ref: "node_modules/a", dependsOn: ["node_modules/a/node_modules/b"] },
    { ref: "node_modules/a/node_modules/b", dependsOn: ["node_modules/a"] },
    { ref: "node_modules/b", dependsOn: [] }
  ])
})
