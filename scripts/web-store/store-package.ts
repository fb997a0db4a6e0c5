import { createHash } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { strFromU8, type Unzipped, unzipSync } from "fflate"
import { DEVELOPMENT_CRX_PUBLIC_KEY, extensionIdOf } from "../extension-id"
import { isOfThisComputer } from "../loopback"
import { PROJECT } from "../project"
import { UsageError } from "../usage-error"

export type StorePackage = {
  bytes: Uint8Array
  sha256: string
  version: string
  /** The extension's ID, which its key determines, is also its ID in the Web Store. */
  itemId: string
}

type Manifest = {
  version: string
  key?: string
  host_permissions?: string[]
  content_scripts?: { matches?: string[] }[]
  content_security_policy?: { extension_pages?: string }
}

const AGAIN = 'Then run "npm run package" again.'

/**
 * Reads the zip that `npm run package` made.
 *
 * @throws {UsageError} if it isn't one, or users couldn't use it.
 */
export function readStorePackage(file: string): StorePackage {
  const name = path.relative(PROJECT, file)
  if (!existsSync(file)) throw new UsageError(`There's no ${name}. Run "npm run package" first.`)

  const bytes = readFileSync(file)
  const files = unzip(bytes)
  const manifest = manifestIn(files)
  if (!manifest) {
    throw new UsageError(
      `${name} isn't the zip of an extension: it has no manifest.json at its root. Run "npm run package" again.`
    )
  }
  const { version } = JSON.parse(readFileSync(path.join(PROJECT, "package.json"), "utf8")) as Manifest
  if (manifest.version !== version) {
    throw new UsageError(
      `${name} is version ${manifest.version}, and package.json has ${version}. Run "npm run package" again.`
    )
  }
  refuseUnpublishable(name, manifest, files)
  return {
    bytes,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    version,
    itemId: extensionIdOf(manifest.key ?? "")
  }
}

function refuseUnpublishable(name: string, manifest: Manifest, files: Unzipped) {
  const local = localAddressIn(manifest)
  if (local) {
    throw new UsageError(
      `${name} may call ${local}, the computer of everyone who installs it. Set your servers' URLs in .env.production.local. ${AGAIN}`
    )
  }
  // Clerk's SDK contains the prefix alone.
  if (scriptsIn(files).some((text) => /pk_test_[A-Za-z0-9+/]{8}/.test(text))) {
    throw new UsageError(
      `${name} is for a development instance. Put the pk_live_ key into .env.production.local. ${AGAIN}`
    )
  }
  if (!manifest.key || manifest.key === DEVELOPMENT_CRX_PUBLIC_KEY) {
    throw new UsageError(
      `${name} doesn't have your extension's ID. Upload it in the Developer Dashboard the first time. Then copy the public key from its "Package" tab into CRX_PUBLIC_KEY, in .env.production.local. ${AGAIN}`
    )
  }
}

function unzip(bytes: Uint8Array): Unzipped {
  try {
    return unzipSync(bytes, { filter: ({ name }) => name === "manifest.json" || name.endsWith(".js") })
  } catch {
    return {}
  }
}

function manifestIn({ "manifest.json": bytes }: Unzipped): Manifest | undefined {
  try {
    return bytes && JSON.parse(strFromU8(bytes))
  } catch {
    return undefined
  }
}

function scriptsIn(files: Unzipped) {
  return Object.entries(files).flatMap(([file, bytes]) => (file.endsWith(".js") ? [strFromU8(bytes)] : []))
}

function localAddressIn(manifest: Manifest) {
  const places = [
    ...(manifest.host_permissions ?? []),
    ...(manifest.content_scripts ?? []).flatMap(({ matches = [] }) => matches),
    manifest.content_security_policy?.extension_pages ?? ""
  ].join(" ")
  const hosts = [...places.matchAll(/:\/\/(\[[^\]]*\]|[^/:\s;]+)/g)].map(([, host = ""]) => host)
  return hosts.find(isOfThisComputer)
}
