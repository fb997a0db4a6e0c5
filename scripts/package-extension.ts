import { createHash } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import type { BuildEnvironment } from "./build-environment"
import { type Build, buildExtension } from "./build-extension"
import { PROJECT } from "./project"
import { sbomFor } from "./sbom"
import { UsageError } from "./usage-error"
import { zipOf } from "./zip"

export type Package = {
  build: Build
  /** For the Web Store. */
  zip: string
  sha256: string
  /** The list of packages in the extension, from npm's lock file. */
  sbom: string | undefined
}

/** Builds for the Web Store, into `build/chrome-mv3-<tag>.zip`, with an SBOM next to it. */
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
  const hasLockfile = existsSync(path.join(PROJECT, "package-lock.json"))
  if (hasLockfile) writeFileSync(sbom, `${JSON.stringify(sbomFor(sha256), null, 2)}\n`)
  return { build, zip, sha256, sbom: hasLockfile ? sbom : undefined }
}

/**
 * The environment of a build for users, with notes for the author.
 *
 * @throws {UsageError} if users couldn't use the build, or it would call addresses of their own computers.
 */
export function forPublishing(environment: BuildEnvironment): {
  published: BuildEnvironment
  notes: string[]
} {
  const { isForEmulator, isForDevelopmentInstance, hasDevelopmentId, variables } = environment
  if (variables.PLASMO_PUBLIC_INSPECTOR) {
    throw new UsageError(
      "The inspector is for authors, so a package can't contain it. Leave out --inspector."
    )
  }
  if (isForEmulator) {
    throw new UsageError(
      "CLERK_FRONTEND_API is an emulator on this computer, so only you could use this package. Remove it from .env."
    )
  }
  const local = localAddressesWithLiveKey(environment)
  if (local) {
    throw new UsageError(
      `${local} The package would call the computer of everyone who installs it. Set your servers' URLs in .env.production.local, or leave the variables out.`
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
            "CRX_PUBLIC_KEY isn't set, so the Web Store assigns the extension's ID. After the first upload, copy its public key from the Developer Dashboard into .env.production.local."
          ]
        : [])
    ]
  }
}

/** All permissions that a build requests, including hosts and the sites of its content scripts. The Web Store wants a reason for each. */
export function permissionsIn(directory: string): string[] {
  const manifest = JSON.parse(readFileSync(path.join(directory, "manifest.json"), "utf8"))
  const { permissions = [], host_permissions = [], content_scripts = [] } = manifest
  const sites = content_scripts.flatMap(({ matches = [] }: { matches?: string[] }) => matches)
  return [...new Set<string>([...permissions, ...host_permissions, ...sites])]
}

/** A sentence with the problem, if the build is for a production instance and has local addresses. */
export function localAddressesWithLiveKey({
  isForDevelopmentInstance,
  isForEmulator,
  localAddresses
}: BuildEnvironment): string | undefined {
  if (isForDevelopmentInstance || isForEmulator || localAddresses.length === 0) return undefined
  const [contain, address] =
    localAddresses.length === 1 ? ["contains", "a local address"] : ["contain", "local addresses"]
  return `The publishable key is for a production instance, but ${localAddresses.join(" and ")} ${contain} ${address}.`
}
