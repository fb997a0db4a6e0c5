import { createHash } from "node:crypto"
import { writeFileSync } from "node:fs"
import type { BuildEnvironment } from "./build-environment"
import { type Build, buildExtension } from "./build-extension"
import { sbomFor } from "./sbom"
import { UsageError } from "./usage-error"
import { zipOf } from "./zip"

export type Package = {
  build: Build
  /** For the Web Store. */
  zip: string
  sha256: string
  /** What the extension is made of. */
  sbom: string
}

/** Builds for the Web Store, into `build/chrome-mv3-<tag>.zip`, with an SBOM beside it. */
export async function packageExtension(
  environment: BuildEnvironment,
  options: { tag: string; options: string[] }
): Promise<Package> {
  const build = await buildExtension(environment, { ...options, isReproducible: true })
  const zip = `${build.directory}.zip`
  const sbom = `${build.directory}.cdx.json`
  const bytes = zipOf(build.directory)
  const sha256 = createHash("sha256").update(bytes).digest("hex")
  writeFileSync(zip, bytes)
  writeFileSync(sbom, `${JSON.stringify(sbomFor(sha256), null, 2)}\n`)
  return { build, zip, sha256, sbom }
}

/**
 * The environment of a build that other people get, with what to know about it.
 *
 * @throws {UsageError} when it would be of no use to them, or reach into their computers.
 */
export function forPublishing(environment: BuildEnvironment): {
  published: BuildEnvironment
  notes: string[]
} {
  const { isForEmulator, isForDevelopmentInstance, hasDevelopmentId, variables } = environment
  if (isForEmulator) {
    throw new UsageError(
      "CLERK_FRONTEND_API is an emulator on this computer, so nobody else could use this package. Take it out of .env."
    )
  }
  const local = localAddressesWithLiveKey(environment)
  if (local) {
    throw new UsageError(
      `${local} The package would reach into the computer of everyone who installs it. Set addresses of your servers in .env.production.local, or leave the variables out.`
    )
  }
  return {
    published: hasDevelopmentId
      ? { ...environment, variables: { ...variables, CRX_PUBLIC_KEY: "" } }
      : environment,
    notes: [
      ...(isForDevelopmentInstance
        ? [
            "The publishable key is for a development instance. For the Web Store, put the pk_live_ key into .env.production.local."
          ]
        : []),
      ...(hasDevelopmentId
        ? [
            "CRX_PUBLIC_KEY is not set, so the Web Store gives this extension an ID of its own. After the first upload, copy its public key from the Developer Dashboard into .env.production.local."
          ]
        : [])
    ]
  }
}

/** A sentence about what is wrong, if the build is for a production instance and names this computer. */
export function localAddressesWithLiveKey({
  isForDevelopmentInstance,
  isForEmulator,
  localAddresses
}: BuildEnvironment): string | undefined {
  if (isForDevelopmentInstance || isForEmulator || localAddresses.length === 0) return undefined
  const [is, address] = localAddresses.length === 1 ? ["names", "an address"] : ["name", "addresses"]
  return `The publishable key is for a production instance, but ${localAddresses.join(" and ")} ${is} ${address} of this computer.`
}
