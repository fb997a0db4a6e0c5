import { readFileSync } from "node:fs"
import path from "node:path"
import { PROJECT } from "./project"

type LockedPackage = {
  version: string
  integrity?: string
  license?: string
  dev?: boolean
  optional?: boolean
  devOptional?: boolean
  link?: boolean
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

type Packages = Record<string, LockedPackage>

/**
 * The packages in the extension, as CycloneDX: the ones that `dependencies` in `package.json` bring in, with the hashes from
 * `package-lock.json`. It's derived from that file alone, so it's the same on every computer. `npm sbom` leaves out packages that
 * are also a `devDependency`, and the npm of Node 20.9 doesn't have it.
 *
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export function sbomFor(zipSha256: string, packages = readLockfile()): object {
  const root = packages[""]
  if (!root) throw new Error("package-lock.json doesn't name the project.")
  const { name, version } = root as LockedPackage & { name: string }
  const shipped = Object.entries(packages).filter(
    // Links are stubs for packages that aren't shipped.
    ([place, { dev, optional, devOptional, link }]) =>
      place.startsWith("node_modules/") && !dev && !optional && !devOptional && !link
  )

  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": name,
        name,
        version,
        hashes: [{ alg: "SHA-256", content: zipSha256 }]
      }
    },
    components: shipped.map(([place, locked]) => ({
      type: "library",
      "bom-ref": place,
      name: nameOf(place),
      version: locked.version,
      purl: `pkg:npm/${nameOf(place).replace("@", "%40")}@${locked.version}`,
      ...(locked.license && { licenses: [{ expression: locked.license }] }),
      ...(locked.integrity && { hashes: [hashOf(locked.integrity)] })
    })),
    dependencies: [["", root] as const, ...shipped].map(([place, { dependencies, peerDependencies }]) => ({
      ref: place || name,
      dependsOn: Object.keys({ ...dependencies, ...peerDependencies })
        .map((wanted) => placeOf(wanted, place, packages))
        .filter((found) => shipped.some(([candidate]) => candidate === found))
    }))
  }
}

function readLockfile(): Packages {
  return JSON.parse(readFileSync(path.join(PROJECT, "package-lock.json"), "utf8")).packages
}

const nameOf = (place: string) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length)

function hashOf(integrity: string) {
  const [algorithm = "", digest = ""] = integrity.split("-")
  return {
    alg: algorithm.toUpperCase().replace("SHA", "SHA-"),
    content: Buffer.from(digest, "base64").toString("hex")
  }
}

/** Where Node finds a package: next to the package that imports it, or in the folders above. */
function placeOf(wanted: string, place: string, packages: Packages): string | undefined {
  const here = `${place}${place && "/"}node_modules/${wanted}`
  if (packages[here]) return here
  if (place === "") return undefined
  return placeOf(wanted, place.slice(0, Math.max(0, place.lastIndexOf("node_modules/") - 1)), packages)
}
